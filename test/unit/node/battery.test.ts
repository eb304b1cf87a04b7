import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemBattery } from "../../../device/node/battery.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lychnos-battery-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function supply(name: string, files: Record<string, string>): void {
  const folder = join(root, "sys/class/power_supply", name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
}
const percent = () => systemBattery({ root }).percent();

it("reads the percent of the board's battery, anew each time", () => {
  supply("BAT0", { type: "Battery\n", capacity: "83\n" });
  expect(percent()).toBe(83);
  supply("BAT0", { capacity: "0\n" });
  expect(percent()).toBe(0);
});

it("answers null on mains, without any power supply, and for what it cannot read", () => {
  expect(percent()).toBeNull();
  supply("AC", { type: "Mains\n" });
  supply("ups", { type: "Battery\n" });
  for (const capacity of ["", "abc", "-1", "101", "12.5", "1e2"]) {
    supply("ups", { capacity });
    expect(percent()).toBeNull();
  }
});

it("leaves out the cell of a wireless keyboard, and speaks of the emptiest of several", () => {
  supply("hid-keyboard", { type: "Battery\n", scope: "Device\n", capacity: "2\n" });
  supply("BAT0", { type: "Battery\n", capacity: "90\n" });
  supply("BAT1", { type: "Battery\n", scope: "System\n", capacity: "40\n" });
  expect(percent()).toBe(40);
});

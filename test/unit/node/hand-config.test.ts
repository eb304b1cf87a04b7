import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readConfig } from "../../../device/node/config.ts";

const EXAMPLE = JSON.parse(readFileSync(join(import.meta.dirname, "../../../hw/device.example.json"), "utf8"));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lychnos-config-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(change: Record<string, unknown>) {
  const path = join(folder, "device.json");
  writeFileSync(path, JSON.stringify({ ...EXAMPLE, ...change }));
  return readConfig(path);
}

it("R-14 takes the example's button and motor", () => {
  const config = read({});
  expect(config.button?.key).toBe(256);
  expect(config.haptic?.name).toBe("vibrator");
});

it("does without a button and without a motor", () => {
  const config = read({ button: undefined, haptic: undefined });
  expect(config.button).toBeUndefined();
  expect(config.haptic).toBeUndefined();
});

it.each([
  ["button", { device: "event0", key: 256 }],
  ["button", { device: "/dev/input/event0" }],
  ["button", { device: "/dev/input/event0", key: 0 }],
  ["button", { device: "/dev/input/event0", key: 768 }],
  ["button", { device: "/dev/input/event0", key: "BTN_0" }],
  ["haptic", { name: "../../x" }],
  ["haptic", {}],
])("refuses a %s like %j and names it", (field, value) => {
  expect(() => read({ [field]: value })).toThrow(field);
});

it("R-18 refuses to shake the lamp", () => {
  expect(() => read({ lamp: { kind: "led", name: "ACT" }, haptic: { name: "ACT" } })).toThrow("this is the lamp itself");
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ledLamp } from "../../../device/node/led-lamp.ts";
import { type FakeLed, fakeLed } from "../../contract/fake-led.ts";

let root: string;
let led: FakeLed;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lychnos-led-"));
  led = fakeLed(root, "lychnos");
});
afterEach(() => rmSync(root, { recursive: true }));
const lamp = () => ledLamp({ root, name: "lychnos" });

it("R-18 lights the lamp fully while recording, whatever drove it before", () => {
  led.set("trigger", "none timer [heartbeat]\n");
  lamp().show("recording");
  expect(led.get("trigger")).toBe("none");
  expect(led.get("brightness").trim()).toBe("255");
});

it.each([
  ["half bright", "brightness", "100"],
  ["driven by another program", "trigger", "none timer [heartbeat]"],
  ["blinking to another beat", "trigger", "none [timer] heartbeat"],
  ["unreadable", "trigger", ""],
])("R-18 does not confirm a lamp that is %s", (_title, file, value) => {
  const asked = lamp();
  asked.show("recording");
  led.settle();
  led.set(file, value);
  expect(asked.read()).toBeNull();
});

it("R-18 sees that someone has put the lamp out", () => {
  const asked = lamp();
  asked.show("recording");
  led.settle();
  expect(asked.read()).toBe("recording");
  led.set("brightness", "0\n");
  expect(asked.read()).toBe("dark");
});

it("shows darkness, never recording, when the kernel cannot blink", () => {
  rmSync(led.folder, { recursive: true });
  led = fakeLed(root, "lychnos", ["none", "default-on"]);
  const asked = lamp();
  asked.show("recording");
  led.settle();
  asked.show("fault");
  led.settle();
  expect(asked.read()).toBe("dark");
});

it("goes dark at close", () => {
  const asked = lamp();
  asked.show("recording");
  asked.close();
  expect(led.get("brightness")).toBe("0");
});

it.each(["", "../../x", "a/b", "a b"])("refuses %j as the name of a lamp and says where the names are", (name) => {
  expect(() => ledLamp({ root, name })).toThrow(/ls \/sys\/class\/leds/);
});

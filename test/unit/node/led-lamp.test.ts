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

it("blinks slowly and evenly while an emergency is announced", () => {
  lamp().show("announced");
  expect(led.get("trigger")).toBe("timer");
  expect([led.get("delay_on"), led.get("delay_off")]).toEqual(["1000", "1000"]);
});

it("flashes twice in every second when a call for help goes out, without fading in between", () => {
  lamp().show("panic");
  expect(led.get("trigger")).toBe("pattern");
  expect(led.get("repeat")).toBe("-1");
  const pairs = led.get("pattern").split(" ").map(Number);
  const steps = pairs.flatMap((value, i) => (i % 2 === 0 ? [[value, pairs[i + 1]]] : []));
  const lasting = steps.filter(([, ms]) => ms !== 0);
  expect(lasting).toEqual([
    [255, 100],
    [0, 100],
    [255, 100],
    [0, 700],
  ]);
  // The kernel fades to the next brightness unless the same one stands there once more for no time.
  for (const [i, step] of steps.entries()) if (step[1] !== 0) expect(steps[i + 1]).toEqual([step[0], 0]);
});

it("flashes as the kernel's heartbeat does where there are no patterns, and takes a stranger's heartbeat for nothing", () => {
  rmSync(led.folder, { recursive: true });
  led = fakeLed(root, "lychnos", ["none", "timer", "heartbeat"]);
  const asked = lamp();
  asked.show("panic");
  led.settle();
  expect(asked.read()).toBe("panic");
  asked.show("silent");
  led.set("trigger", "none timer [heartbeat]\n");
  expect(asked.read()).toBeNull();
});

it("R-18 does not take another pattern of another program for its own", () => {
  const asked = lamp();
  asked.show("panic");
  led.settle();
  led.set("pattern", "0 1000 255 1000\n");
  expect(asked.read()).toBeNull();
});

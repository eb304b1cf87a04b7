import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ledHaptic } from "../../../device/node/led-haptic.ts";
import { simClock } from "../../../simulator/world/sim-clock.ts";
import { type FakeLed, fakeLed } from "../../contract/fake-led.ts";

let root: string;
let led: FakeLed;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lychnos-haptic-"));
  led = fakeLed(root, "vibrator");
});
afterEach(() => rmSync(root, { recursive: true }));

function motor() {
  const clock = simClock(null);
  return { clock, haptic: ledHaptic({ root, name: "vibrator", after: clock.after }) };
}
const brightness = () => led.get("brightness").trim();

it("R-18 drives the motor with all its strength, whatever drove it before", () => {
  led.set("trigger", "none timer [heartbeat]\n");
  led.set("max_brightness", "7\n");
  motor().haptic.play([100]);
  expect(led.get("trigger")).toBe("none");
  expect(brightness()).toBe("7");
});

it("stills a motor that a killed program has left running", () => {
  led.set("brightness", "255");
  motor();
  expect(brightness()).toBe("0");
});

it("is still after close, although a pulse was to come", () => {
  const { clock, haptic } = motor();
  haptic.play([100, 100, 100]);
  clock.advance(150);
  haptic.close();
  clock.advance(1000);
  expect(brightness()).toBe("0");
  expect(clock.nextUpMs()).toBeNull();
});

it("never fails when the motor is gone, in the midst of a pulse too, and shakes again when it is back", () => {
  const { clock, haptic } = motor();
  haptic.play([100, 100, 100]);
  rmSync(led.folder, { recursive: true });
  clock.advance(1000);
  haptic.play([100]);
  clock.advance(1000);
  led = fakeLed(root, "vibrator");
  haptic.play([100]);
  expect(brightness()).toBe("255");
  clock.advance(100);
  expect(brightness()).toBe("0");
});

it("never fails where there is no motor at all", () => {
  const haptic = ledHaptic({ root, name: "none-such" });
  haptic.play([100]);
  haptic.close();
  haptic.close();
});

it("plans one thing at a time, however often it is played", () => {
  const { clock, haptic } = motor();
  for (let i = 0; i < 1000; i++) haptic.play([800, 200, 800]);
  clock.advance(1799);
  expect(brightness()).toBe("255");
  clock.advance(1);
  expect(brightness()).toBe("0");
  expect(clock.nextUpMs()).toBeNull();
});

it.each(["", "../../x", "a/b", "a b"])("refuses %j as the name of a motor and says where the names are", (name) => {
  expect(() => ledHaptic({ root, name })).toThrow(/ls \/sys\/class\/leds/);
});

import { mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type IioOptions, iioAccelerometer } from "../../../device/node/iio-accelerometer.ts";
import { type SimClock, simClock } from "../../../simulator/world/sim-clock.ts";
import { type FakeIio, fakeIio } from "../../contract/fake-iio.ts";

let root: string;
let clock: SimClock;
let iio: FakeIio;
let said: string[];
let heard: { first: number[]; rateHz: number }[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lychnos-iio-"));
  clock = simClock(null);
  iio = fakeIio(root);
  said = [];
  heard = [];
});
afterEach(() => rmSync(root, { recursive: true }));

function sensor(change: Partial<IioOptions> = {}) {
  return iioAccelerometer({
    device: "iio:device0",
    rateHz: 50,
    root,
    after: clock.after,
    nowMs: clock.upMs,
    onTrouble: (line) => said.push(line),
    ...change,
  });
}

function listen(change: Partial<IioOptions> = {}) {
  const port = sensor(change);
  port.start((milliG, rateHz) => void heard.push({ first: Array.from(milliG.subarray(0, 3)), rateHz }));
  return port;
}

function openFiles(): string[] {
  const links = readdirSync("/proc/self/fd").map((fd) => {
    try {
      return readlinkSync(join("/proc/self/fd", fd));
    } catch {
      return "";
    }
  });
  return links.filter((path) => path.startsWith(root));
}

it("counts scale and offset of each axis, and those of all where an axis has none of its own", () => {
  iio.set("in_accel_x_raw", "-100\n");
  iio.set("in_accel_x_offset", "10\n");
  iio.set("in_accel_y_raw", "50\n");
  iio.set("in_accel_y_scale", "0.0980665\n");
  iio.set("in_accel_z_raw", "1000\n");
  iio.set("in_accel_offset", "-1000\n");
  iio.set("in_accel_y_offset", "0\n");
  iio.set("in_accel_scale", "0.00980665\n");
  const port = listen();
  clock.advance(1100);
  port.stop();
  expect(heard[0]?.first).toEqual([-90, 500, 0]);
});

it("clips a blow that is beyond every sensor's range, instead of turning its sign", () => {
  iio.set("in_accel_x_raw", "9999999999\n");
  const port = listen();
  clock.advance(600);
  port.stop();
  expect(heard[0]?.first[0]).toBe(32_767);
});

it.each([
  ["there is no such device", () => iio.unplug(), /no accelerometer of this name/],
  ["one axis is missing", () => iio.remove("in_accel_z_raw"), /no accelerometer of this name/],
  ["there is no scale", () => iio.remove("in_accel_scale"), /no scale/],
  ["the scale is none", () => iio.set("in_accel_scale", "0\n"), /no scale/],
  ["a value is none", () => iio.set("in_accel_y_raw", "1.5e3\n"), /no whole numbers/],
  ["a value is empty", () => iio.set("in_accel_y_raw", ""), /no whole numbers/],
])("says once what to do and tells no motion when %s", (_name, given, words) => {
  given();
  const port = listen();
  clock.advance(300_000);
  port.stop();
  expect(heard).toEqual([]);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(words);
});

it("comes back by itself when the sensor does", () => {
  iio.unplug();
  const port = listen();
  clock.advance(5000);
  expect(heard).toEqual([]);
  iio = fakeIio(root);
  clock.advance(70_000);
  port.stop();
  expect(heard.length).toBeGreaterThan(10);
});

it("R-17 holds no file of the sensor open before it is started and after it was stopped", () => {
  const port = sensor();
  expect(openFiles()).toEqual([]);
  port.start(() => undefined);
  expect(openFiles()).toHaveLength(3);
  clock.advance(2000);
  port.stop();
  expect(openFiles()).toEqual([]);
});

it("leaves no file open of a sensor of which one axis is missing", () => {
  iio.remove("in_accel_z_raw");
  const port = listen();
  clock.advance(200_000);
  expect(openFiles()).toEqual([]);
  port.stop();
});

it("names no rate for samples of which too many were missed, and says so", () => {
  const slow = (ms: number, act: () => void) => clock.after(ms + 60, act);
  const port = listen({ after: slow });
  clock.advance(5000);
  port.stop();
  expect(new Set(heard.map(({ rateHz }) => rateHz))).toEqual(new Set([0]));
  expect(said).toEqual([expect.stringMatching(/too slowly/)]);
});

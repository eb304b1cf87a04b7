import { describe, expect, it } from "vitest";
import { MINOR_REST_MINUTES } from "../../../device/core/rest.ts";
import {
  advanceRest,
  decodeRestMeter,
  encodeRestMeter,
  makeRestMeter,
  mayRecord,
  payForRecording,
  type RestMeter,
  recordedMinutes,
} from "../../../device/core/rest-meter.ts";
import { integer, type Random, random } from "../../random.ts";

const MINUTE = 60_000;
const DAY = 1440;
const UTC = Date.UTC(2026, 4, 4);
const ALLOWED = DAY - MINOR_REST_MINUTES;

/** A device that records whenever it may, minute by minute, under clocks that can be told to lie. */
class Device {
  meter: RestMeter = makeRestMeter();
  stored = encodeRestMeter(this.meter);
  upMs = 0;
  utcErrorMs = 0;
  utcFrozenMs: number | null = null;

  utc(minute: number): number {
    return this.utcFrozenMs ?? UTC + minute * MINUTE + this.utcErrorMs;
  }

  reboot(): void {
    this.upMs = 0;
    this.meter = decodeRestMeter(this.stored);
  }

  /** One real minute; true when it was recorded. */
  live(minute: number, wants: boolean): boolean {
    this.upMs += MINUTE;
    const utcMs = this.utc(minute);
    advanceRest(this.meter, this.upMs, utcMs);
    if (!wants || !mayRecord(this.meter, MINOR_REST_MINUTES, this.upMs, utcMs)) return false;
    if (payForRecording(this.meter, this.upMs, utcMs)) this.stored = encodeRestMeter(this.meter);
    return true;
  }
}

function fullest(recorded: boolean[]): number {
  let sum = 0;
  let most = 0;
  for (let i = 0; i < recorded.length; i++) {
    sum += Number(recorded[i]) - Number(i >= DAY && recorded[i - DAY]);
    most = Math.max(most, sum);
  }
  return most;
}

function disturb(device: Device, next: Random, minute: number): void {
  const what = integer(next, 400);
  if (what === 0) device.reboot();
  if (what === 1) device.utcErrorMs = (integer(next, 4 * DAY) - 2 * DAY) * MINUTE;
  if (what === 2) device.utcFrozenMs = device.utc(minute);
  if (what === 3 || what === 4) device.utcFrozenMs = null;
  if (what === 5) device.utcErrorMs = 0;
}

describe("R-21 the meter of a minor's recorded day", () => {
  it("shuts after fourteen hours without a pause, and opens again when as much time is past", () => {
    const device = new Device();
    const recorded = Array.from({ length: 3 * DAY }, (_, minute) => device.live(minute, true));
    expect(recorded.indexOf(false)).toBe(ALLOWED);
    expect(fullest(recorded)).toBe(ALLOWED);
    // The first step is forgotten within 24 hours and a half, so the third day is recorded in part again.
    expect(recorded.indexOf(true, ALLOWED)).toBeGreaterThanOrEqual(DAY);
    expect(recorded.indexOf(true, ALLOWED)).toBeLessThanOrEqual(DAY + 30);
  });

  it("never stands in the way of thirteen hours a day", () => {
    const device = new Device();
    for (let minute = 0; minute < 7 * DAY; minute++) {
      const wants = minute % DAY >= 7 * 60 && minute % DAY < 20 * 60;
      expect(device.live(minute, wants), `minute ${minute}`).toBe(wants);
    }
  });

  it("F12 F13 whatever the time of day does, through any reboots, no 24 real hours hold more than is allowed", () => {
    for (let seed = 0; seed < 40; seed++) {
      const next = random(seed);
      const device = new Device();
      const recorded: boolean[] = [];
      for (let minute = 0; minute < 5 * DAY; minute++) {
        disturb(device, next, minute);
        recorded.push(device.live(minute, true));
      }
      expect(fullest(recorded), `seed ${seed}`).toBeLessThanOrEqual(ALLOWED);
      expect(fullest(recorded)).toBeGreaterThan(0);
    }
  });

  it("forgets nothing while the device is off, and nothing while the time is not known", () => {
    const device = new Device();
    for (let minute = 0; minute < 60; minute++) device.live(minute, true);
    device.reboot();
    advanceRest(device.meter, MINUTE, UTC + 9 * DAY * MINUTE);
    expect(recordedMinutes(device.meter)).toBe(60);
    advanceRest(device.meter, 2 * DAY * MINUTE, null);
    expect(recordedMinutes(device.meter)).toBe(60);
    expect(mayRecord(device.meter, MINOR_REST_MINUTES, 2 * DAY * MINUTE, null)).toBe(false);
  });

  it("comes back as it was; a lost or damaged record counts as a day that was recorded whole", () => {
    const device = new Device();
    for (let minute = 0; minute < 500; minute++) device.live(minute, true);
    const bytes = encodeRestMeter(device.meter);
    expect(recordedMinutes(decodeRestMeter(bytes))).toBe(500);
    for (let i = 0; i < bytes.length; i++) {
      const damaged = bytes.slice();
      damaged[i] = (damaged[i] ?? 0) ^ 1;
      expect(mayRecord(decodeRestMeter(damaged), MINOR_REST_MINUTES, 0, UTC)).toBe(false);
    }
    expect(mayRecord(decodeRestMeter(new Uint8Array(0)), MINOR_REST_MINUTES, 0, UTC)).toBe(false);
  });
});

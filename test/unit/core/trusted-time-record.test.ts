import { describe, expect, it } from "vitest";
import {
  decodeTime,
  dueForStore,
  encodeTime,
  recordTime,
  restoreTime,
  STORE_EVERY_MS,
} from "../../../device/core/time-record.ts";
import { hearGnss, makeTrustedTime, type TrustedTime, utcNow } from "../../../device/core/trusted-time.ts";
import { bytes, integer, random } from "../../random.ts";

const BUILT = Date.UTC(2026, 0, 1);
const NOW = Date.UTC(2038, 0, 19, 3, 14, 8);
const DAY = 86_400_000;

function confirmedAt(utcMs: number): TrustedTime {
  const time = makeTrustedTime("host", BUILT);
  hearGnss(time, 0, utcMs);
  expect(utcNow(time, 0, utcMs)).toBe(utcMs);
  return time;
}

function restarted(record: Uint8Array | null, source: "host" | "gnss" = "host"): TrustedTime {
  const time = makeTrustedTime(source, BUILT);
  restoreTime(time, record);
  return time;
}

describe("the stored time", () => {
  it("survives the record, beyond 32 signed bits", () => {
    expect(decodeTime(encodeTime({ floorMs: NOW, aloneFloorMs: NOW + 5000 }))).toEqual({
      floorMs: NOW,
      aloneFloorMs: NOW + 5000,
    });
  });

  it("F35 is none for anything but a whole, sound record", () => {
    const record = encodeTime({ floorMs: NOW, aloneFloorMs: NOW });
    const next = random(35);
    for (let i = 0; i < record.length; i++) expect(decodeTime(record.subarray(0, i))).toBeNull();
    for (let i = 0; i < 2000; i++) {
      const torn = record.slice();
      torn[integer(next, record.length)] = 1 + integer(next, 255);
      expect(torn.every((byte, at) => byte === record[at]) || decodeTime(torn) === null).toBe(true);
      expect(decodeTime(bytes(next, integer(next, 40)))).toBeNull();
    }
  });

  it("is due at first, then every quarter of an hour and no sooner", () => {
    const time = makeTrustedTime("host", BUILT);
    expect(dueForStore(time)).toBe(false);
    utcNow(time, 0, NOW);
    expect(dueForStore(time)).toBe(true);
    recordTime(time);
    utcNow(time, STORE_EVERY_MS - 1000, NOW + STORE_EVERY_MS - 1000);
    expect(dueForStore(time)).toBe(false);
    utcNow(time, STORE_EVERY_MS, NOW + STORE_EVERY_MS);
    expect(dueForStore(time)).toBe(true);
  });

  it("F13 P41 a clock set back over a restart is not believed", () => {
    const record = recordTime(confirmedAt(NOW));
    expect(utcNow(restarted(record), 0, NOW - 3 * 60_000)).toBeNull();
    expect(utcNow(restarted(record), 0, NOW - 60_000)).toBe(NOW);
    expect(utcNow(restarted(record), 0, NOW + DAY)).toBe(NOW + DAY);
  });

  it("F13 not even with a receiver that lies alike, when two sources had told the time before", () => {
    const time = restarted(recordTime(confirmedAt(NOW)));
    hearGnss(time, 0, NOW - DAY);
    expect(utcNow(time, 0, NOW - DAY)).toBeNull();
  });

  it("F12 after a longer sleep than a consent lasts one source is not enough", () => {
    const time = restarted(recordTime(confirmedAt(NOW)));
    expect(utcNow(time, 0, NOW + 401 * DAY)).toBeNull();
    hearGnss(time, 1000, NOW + 401 * DAY);
    expect(utcNow(time, 1000, NOW + 401 * DAY)).not.toBeNull();
  });

  it("F12 a lie that one source told before the restart is set right by two", () => {
    const lied = makeTrustedTime("host", BUILT);
    utcNow(lied, 0, NOW + 365 * DAY);
    const time = restarted(recordTime(lied));
    expect(utcNow(time, 0, NOW)).toBeNull();
    hearGnss(time, 1000, NOW + 1000);
    expect(utcNow(time, 1000, NOW + 1000)).toBe(NOW + 1000);
    expect(decodeTime(recordTime(time))).toEqual({ floorMs: NOW + 1000, aloneFloorMs: NOW + 1000 });
  });

  it.each([
    ["damaged", new Uint8Array(13)],
    ["of another age", encodeTime({ floorMs: BUILT + 8000 * DAY, aloneFloorMs: BUILT + 8000 * DAY })],
  ])("F7 a record that is %s makes the device wait for two sources", (_, record) => {
    const time = restarted(record);
    expect(utcNow(time, 0, NOW)).toBeNull();
    hearGnss(time, 1000, NOW + 1000);
    expect(utcNow(time, 1000, NOW + 1000)).toBe(NOW + 1000);
  });
});

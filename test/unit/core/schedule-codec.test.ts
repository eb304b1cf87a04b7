import { describe, expect, it } from "vitest";
import type { Schedule } from "../../../device/core/schedule.ts";
import {
  decodeSchedule,
  encodeSchedule,
  MAX_CLOSED_DAYS,
  MAX_ONE_OFF,
  MAX_WINDOWS,
  scheduleIsSound,
} from "../../../device/core/schedule-codec.ts";
import { bytes, integer, random } from "../../random.ts";

const window = { days: 31, fromMinute: 450, toMinute: 540 };
const schedule: Required<Schedule> = {
  windows: [window, { days: 64, fromMinute: 1320, toMinute: 120 }],
  zone: { fromMinutes: [29_500_000, 29_600_000], offsets: [-210, 345], untilMinute: 30_000_000 },
  closedDays: [20_500, 20_501, 20_600],
  oneOff: [{ fromMinute: 29_700_000, toMinute: 29_700_120 }],
};

function decoded(encoded: Uint8Array): Schedule | null {
  return decodeSchedule(encoded, 0, encoded.length);
}

describe("R-21 the schedule's bytes", () => {
  it("come back as they were, also from the middle of a record", () => {
    const encoded = encodeSchedule(schedule);
    const record = new Uint8Array(encoded.length + 9).fill(255);
    record.set(encoded, 5);
    expect(decoded(encoded)).toEqual(schedule);
    expect(decodeSchedule(record, 5, 5 + encoded.length)).toEqual(schedule);
  });

  it("hold the longest lists that are allowed, and no longer ones", () => {
    const longest: Schedule = {
      ...schedule,
      windows: Array.from({ length: MAX_WINDOWS }, () => window),
      closedDays: Array.from({ length: MAX_CLOSED_DAYS }, (_, i) => 20_000 + i),
      oneOff: Array.from({ length: MAX_ONE_OFF }, (_, i) => ({ fromMinute: i, toMinute: i + 1 })),
    };
    expect(decoded(encodeSchedule(longest))).toEqual(longest);
    expect(encodeSchedule({ ...longest, windows: [...longest.windows, window] })).toHaveLength(0);
    expect(encodeSchedule({ ...longest, closedDays: [...(longest.closedDays ?? []), 30_000] })).toHaveLength(0);
    expect(encodeSchedule({ ...longest, oneOff: [...(longest.oneOff ?? []), { fromMinute: 1, toMinute: 2 }] })).toHaveLength(0);
  });

  const unsound: [string, Partial<Schedule>][] = [
    ["a window on no day", { windows: [{ ...window, days: 0 }] }],
    ["a window on an eighth day", { windows: [{ ...window, days: 128 }] }],
    ["a window that ends when it begins", { windows: [{ ...window, toMinute: window.fromMinute }] }],
    ["a window that begins after the day's end", { windows: [{ ...window, fromMinute: 1440 }] }],
    ["closed days out of order", { closedDays: [5, 4] }],
    ["a closed day twice", { closedDays: [5, 5] }],
    ["a slot that ends before it begins", { oneOff: [{ fromMinute: 9, toMinute: 9 }] }],
    ["a zone of no rows", { zone: { fromMinutes: [], offsets: [], untilMinute: 9 } }],
    ["zone rows out of order", { zone: { fromMinutes: [9, 9], offsets: [0, 60], untilMinute: 99 } }],
    ["an offset of more than a day", { zone: { fromMinutes: [9], offsets: [1441], untilMinute: 99 } }],
    ["a zone that ends before its last row", { zone: { fromMinutes: [9], offsets: [0], untilMinute: 9 } }],
    ["a minute that is not whole", { windows: [{ ...window, fromMinute: 0.5 }] }],
  ];
  it.each(unsound)("F35 refuse %s", (_what, change) => {
    expect(scheduleIsSound({ ...schedule, ...change })).toBe(false);
    expect(decoded(encodeSchedule({ ...schedule, ...change }))).toBeNull();
  });

  it("F7 cut short or lengthened they are none, and whatever bytes come, what decodes is sound", () => {
    const encoded = encodeSchedule(schedule);
    for (let length = 0; length < encoded.length; length++) expect(decodeSchedule(encoded, 0, length)).toBeNull();
    expect(decodeSchedule(encoded, 0, encoded.length + 1)).toBeNull();
    const next = random(4);
    let survived = 0;
    for (let i = 0; i < 20_000; i++) {
      const hostile = i % 2 === 0 ? encoded.slice() : bytes(next, integer(next, 80));
      if (hostile.length > 0) hostile[integer(next, hostile.length)] = integer(next, 256);
      const read = decoded(hostile);
      if (read === null) continue;
      survived++;
      expect(scheduleIsSound(read)).toBe(true);
    }
    expect(survived).toBeGreaterThan(0);
  });
});

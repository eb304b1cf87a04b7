import { describe, expect, it } from "vitest";
import { keepsRest, MINOR_REST_MINUTES } from "../../../device/core/rest.ts";
import type { Schedule } from "../../../device/core/schedule.ts";
import { zoneOffsets } from "../../../device/node/zone-offsets.ts";

const FROM = Date.UTC(2026, 0, 1);
const UNTIL = Date.UTC(2027, 0, 1);
const athens = zoneOffsets("Europe/Athens", FROM - 86_400_000, UNTIL + 86_400_000);

function daily(fromMinute: number, toMinute: number, more: Partial<Schedule> = {}): Schedule {
  return { windows: [{ days: 127, fromMinute, toMinute }], zone: athens, ...more };
}

function keeps(schedule: Schedule, restMinutes = MINOR_REST_MINUTES): boolean {
  return keepsRest(schedule, restMinutes, FROM, UNTIL);
}

describe("R-21 a minor's rest", () => {
  it("is granted by fourteen hours a day and not by a minute more, where the clocks never change", () => {
    const zone = zoneOffsets("UTC", FROM, UNTIL);
    expect(keeps(daily(7 * 60, 21 * 60, { zone }))).toBe(true);
    expect(keeps(daily(7 * 60, 21 * 60 + 1, { zone }))).toBe(false);
    expect(keeps(daily(0, 1440, { zone }))).toBe(false);
    expect(keeps(daily(0, 1440, { zone }), 0)).toBe(true);
  });

  it("is missing where the night before the clocks go forward is an hour short", () => {
    // From 20:00 to 06:00 are ten hours, but nine on 29 March 2026.
    const night = daily(6 * 60, 20 * 60);
    expect(keeps(night, 600)).toBe(false);
    expect(keeps(night, 540)).toBe(true);
    expect(keepsRest(night, 600, FROM, Date.UTC(2026, 2, 28))).toBe(true);
  });

  it("counts windows that touch midnight from both sides as one day, whichever 24 hours are looked at", () => {
    const late = { days: 1, fromMinute: 12 * 60, toMinute: 1440 };
    const early = { days: 2, fromMinute: 0, toMinute: 3 * 60 };
    expect(keeps({ windows: [late, early], zone: athens })).toBe(false);
    expect(keeps({ windows: [late], zone: athens })).toBe(true);
  });

  it("R-71 counts booked slots", () => {
    const slot = { fromMinute: Date.UTC(2026, 6, 1, 20) / 60_000, toMinute: Date.UTC(2026, 6, 1, 21) / 60_000 };
    expect(keeps(daily(7 * 60, 21 * 60 - 30, { oneOff: [slot] }))).toBe(false);
    expect(keeps(daily(7 * 60, 20 * 60, { oneOff: [slot] }))).toBe(true);
  });

  it("counts a border crossing by the hours that really passed", () => {
    // From Athens to New York at noon: the same civil afternoon comes twice, and with it more open hours.
    const noon = Date.UTC(2026, 6, 1, 12) / 60_000;
    const zone = { ...athens, fromMinutes: [athens.fromMinutes[0] ?? 0, noon], offsets: [180, -240] };
    expect(keeps({ ...daily(7 * 60, 21 * 60), zone })).toBe(false);
    expect(keeps({ ...daily(8 * 60, 15 * 60), zone })).toBe(true);
  });
});

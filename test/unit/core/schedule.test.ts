import { describe, expect, it } from "vitest";
import { inHours, nextOpening, type Schedule } from "../../../device/core/schedule.ts";
import { zoneOffsets } from "../../../device/node/zone-offsets.ts";

const FROM = Date.UTC(2026, 0, 1);
const UNTIL = Date.UTC(2028, 0, 1);
const MINUTE = 60_000;
const ZONES = [
  "Europe/Athens",
  "America/New_York",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "UTC",
];

/** Weekday (Monday 0) and minute of the day by the platform, another way than the schedule's arithmetic. */
function civil(format: Intl.DateTimeFormat, utcMs: number): { day: number; minute: number } {
  const text = format.format(utcMs);
  const day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(text.slice(0, 3));
  return { day, minute: Number(text.slice(-5, -3)) * 60 + Number(text.slice(-2)) };
}

function weekdays(timeZone: string, fromMinute: number, toMinute: number): Schedule {
  return { windows: [{ days: 0b11111, fromMinute, toMinute }], zone: zoneOffsets(timeZone, FROM, UNTIL) };
}

describe("R-21 active hours", () => {
  it.each(ZONES)("agree with the platform's own clock in %s, every 37 minutes of two years", (timeZone) => {
    const schedule = weekdays(timeZone, 7 * 60 + 30, 9 * 60);
    const format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    let open = 0;
    for (let at = FROM; at < UNTIL; at += 37 * MINUTE) {
      const { day, minute } = civil(format, at);
      const expected = day < 5 && minute >= 450 && minute < 540;
      if (expected) open++;
      if (inHours(schedule, at) !== expected) expect.fail(`${timeZone} at ${new Date(at).toISOString()}: should be ${expected}`);
    }
    expect(open).toBeGreaterThan(1000);
  });

  it("close past midnight on the day after they opened, also when that day is not one of theirs", () => {
    const schedule = weekdays("Europe/Athens", 22 * 60, 2 * 60);
    const friday = Date.UTC(2026, 2, 6, 23, 30); // Saturday 01:30 in Athens
    expect(inHours(schedule, friday)).toBe(true);
    expect(inHours(schedule, friday + 45 * MINUTE)).toBe(false);
    expect(inHours(schedule, friday + 24 * 60 * MINUTE)).toBe(false);
  });

  it("are shut where the zone's offsets are not known", () => {
    const schedule = weekdays("Europe/Athens", 0, 1440);
    expect(inHours(schedule, UNTIL + MINUTE)).toBe(false);
    expect(inHours(schedule, FROM - 2 * MINUTE)).toBe(false);
  });

  it("tell the next opening as the first minute at which they are open", () => {
    for (const timeZone of ZONES) {
      const schedule = weekdays(timeZone, 7 * 60 + 30, 9 * 60);
      for (let at = Date.UTC(2026, 9, 20); at < Date.UTC(2026, 10, 5); at += 5 * 60 * MINUTE + MINUTE) {
        const opens = nextOpening(schedule, at);
        if (opens === null) return expect.fail("an opening must be known");
        expect(inHours(schedule, opens), `${timeZone} ${new Date(opens).toISOString()}`).toBe(true);
        expect(inHours(schedule, opens - MINUTE)).toBe(false);
        expect(opens).toBeGreaterThan(at);
      }
    }
  });

  it("have no next opening without windows", () => {
    expect(nextOpening({ windows: [], zone: zoneOffsets("UTC", FROM, UNTIL) }, FROM)).toBeNull();
  });
});

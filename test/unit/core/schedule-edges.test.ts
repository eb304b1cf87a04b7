import { describe, expect, it } from "vitest";
import { inHours, nextChange, nextOpening, type Schedule, type ZoneOffsets } from "../../../device/core/schedule.ts";
import { zoneOffsets } from "../../../device/node/zone-offsets.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2026, 0, 1);
const UNTIL = Date.UTC(2027, 0, 1);
// The clocks go from 03:00 to 04:00 at 01:00 UTC on 29 March 2026, and from 04:00 to 03:00 at 01:00 UTC on 25 October.
const athens = zoneOffsets("Europe/Athens", FROM, UNTIL);
const SPRING = Date.UTC(2026, 2, 29, 1);
const AUTUMN = Date.UTC(2026, 9, 25, 1);

function minutes(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}

function daily(from: string, to: string, zone: ZoneOffsets = athens): Schedule {
  return { windows: [{ days: 127, fromMinute: minutes(from), toMinute: minutes(to) }], zone };
}

/** The open spans of a stretch of time, minute by minute, as UTC times of day. */
function openSpans(schedule: Schedule, fromMs: number, untilMs: number): string[] {
  const spans: string[] = [];
  const clock = (ms: number) => new Date(ms).toISOString().slice(11, 16);
  let opened: number | null = null;
  for (let at = fromMs; at <= untilMs; at += MINUTE) {
    const open = at < untilMs && inHours(schedule, at);
    if (open && opened === null) opened = at;
    if (open || opened === null) continue;
    spans.push(`${clock(opened)}-${clock(at)}`);
    opened = null;
  }
  return spans;
}

describe("R-21 on a day on which the clocks change", () => {
  const spring = (from: string, to: string) => openSpans(daily(from, to), SPRING - 3 * HOUR, SPRING + 9 * HOUR);
  const autumn = (from: string, to: string) => openSpans(daily(from, to), AUTUMN - 3 * HOUR, AUTUMN + 9 * HOUR);

  it("an edge inside the gap moves forward to the first minute that exists", () => {
    expect(spring("03:30", "09:00")).toEqual(["01:00-06:00"]);
    expect(spring("02:00", "03:30")).toEqual(["00:00-01:00"]);
    expect(spring("03:10", "03:50")).toEqual([]);
  });

  it("hours that begin at a time that comes twice open at the second, hours that end at one close at the first", () => {
    expect(autumn("03:30", "09:00")).toEqual(["01:30-07:00"]);
    expect(autumn("02:00", "03:30")).toEqual(["23:00-00:30"]);
    expect(autumn("03:15", "03:45")).toEqual([]);
    expect(autumn("02:00", "05:00")).toEqual(["23:00-03:00"]);
  });

  it("half an hour's change, as on Lord Howe Island, is followed too", () => {
    const island = zoneOffsets("Australia/Lord_Howe", FROM, UNTIL);
    // From 02:00 (+11) back to 01:30 (+10:30) at 15:00 UTC on 4 April 2026.
    const change = Date.UTC(2026, 3, 4, 15);
    expect(openSpans(daily("01:40", "05:00", island), change - 2 * HOUR, change + 5 * HOUR)).toEqual(["15:10-18:30"]);
  });

  it("a day that a date line swallows has no hours, and the days around it keep theirs", () => {
    // Samoa went from the 29th of December 2011 to the 31st: from UTC-10 to UTC+14.
    const change = Date.UTC(2011, 11, 30, 10);
    const apia = { fromMinutes: [(change - 9 * DAY) / MINUTE, change / MINUTE], offsets: [-600, 840], untilMinute: 1e8 };
    expect(openSpans(daily("08:00", "09:00", apia), change - DAY, change + DAY)).toEqual(["18:00-19:00", "18:00-19:00"]);
    expect(openSpans(daily("22:00", "02:00", apia), change - 12 * HOUR, change + 12 * HOUR)).toEqual(["08:00-12:00"]);
  });
});

describe("R-21 closed days and R-71 booked slots", () => {
  const monday = Math.floor(Date.UTC(2026, 4, 4) / DAY);

  it("nothing opens on a closed day, and the evening before ends at midnight", () => {
    const schedule = { ...daily("20:00", "02:00"), closedDays: [monday] };
    const from = Date.UTC(2026, 4, 3, 12);
    // 20:00 in Athens is 17:00 UTC in summer.
    expect(openSpans(schedule, from, from + 2 * DAY)).toEqual(["17:00-21:00"]);
    expect(openSpans(daily("20:00", "02:00"), from, from + 2 * DAY)).toEqual(["17:00-23:00", "17:00-23:00"]);
  });

  it("a booked slot is open just for itself, on a closed day too", () => {
    const from = Date.UTC(2026, 4, 4, 6, 30);
    const slot = { fromMinute: from / MINUTE, toMinute: from / MINUTE + 90 };
    const schedule = { windows: [], zone: athens, closedDays: [monday], oneOff: [slot] };
    expect(openSpans(schedule, from - 6 * HOUR, from + 6 * HOUR)).toEqual(["06:30-08:00"]);
    expect(nextOpening(schedule, from - DAY)).toBe(from);
    expect(nextOpening(schedule, from)).toBeNull();
  });
});

describe("R-21 the next change", () => {
  it("of windows that touch is the end of the last", () => {
    const schedule = {
      windows: [
        { days: 127, fromMinute: 480, toMinute: 540 },
        { days: 127, fromMinute: 540, toMinute: 600 },
      ],
      zone: athens,
    };
    expect(nextChange(schedule, Date.UTC(2026, 0, 5, 6, 30))).toBe(Date.UTC(2026, 0, 5, 8));
  });

  it("is found behind months of closed days", () => {
    const first = Math.floor(Date.UTC(2026, 5, 1) / DAY);
    const schedule = { ...daily("08:00", "09:00"), closedDays: Array.from({ length: 100 }, (_, i) => first + i) };
    expect(nextOpening(schedule, Date.UTC(2026, 5, 1))).toBe(Date.UTC(2026, 5, 1 + 100, 5));
  });

  it("of hours that never shut is the moment at which the zone is no longer known; after it there is none", () => {
    const schedule = daily("00:00", "24:00", zoneOffsets("UTC", FROM, UNTIL));
    expect(nextChange(schedule, FROM)).toBe(UNTIL);
    expect(nextChange(schedule, UNTIL)).toBeNull();
    expect(nextChange(schedule, FROM - DAY)).toBe(FROM);
  });
});

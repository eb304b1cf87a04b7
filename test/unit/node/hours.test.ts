import { describe, expect, it } from "vitest";
import { z } from "zod";
import { inHours } from "../../../device/core/schedule.ts";
import { decodeSchedule, encodeSchedule } from "../../../device/core/schedule-codec.ts";
import { type HoursTerms, hoursFields, scheduleOf } from "../../../device/node/hours.ts";

const FROM = Date.UTC(2026, 2, 1);
const UNTIL = Date.UTC(2027, 2, 1);
const schema = z.strictObject(hoursFields);
const terms: HoursTerms = {
  timeZone: "Europe/Athens",
  hours: [{ days: ["mon", "fri"], from: "07:30", to: "09:00" }],
  closed: ["2026-05-01", "2026-07-01..2026-08-31"],
  trips: [{ from: "2026-05-03T10:00", to: "2026-05-03T18:00" }],
};

describe("R-21 the hours of a configuration", () => {
  it("become the schedule that says the same", () => {
    const schedule = scheduleOf(terms, FROM, UNTIL);
    // Athens is three hours ahead of UTC in summer.
    expect(inHours(schedule, Date.UTC(2026, 3, 24, 5))).toBe(true);
    expect(inHours(schedule, Date.UTC(2026, 4, 1, 5))).toBe(false);
    expect(inHours(schedule, Date.UTC(2026, 4, 4, 5))).toBe(true);
    expect(inHours(schedule, Date.UTC(2026, 7, 31, 5))).toBe(false);
    expect(inHours(schedule, Date.UTC(2026, 8, 4, 5))).toBe(true);
    expect(schedule.closedDays).toHaveLength(1 + 31 + 31);
  });

  it("R-71 hold a booked trip in local time, just for its slot", () => {
    const schedule = scheduleOf(terms, FROM, UNTIL);
    expect(inHours(schedule, Date.UTC(2026, 4, 3, 7))).toBe(true);
    expect(inHours(schedule, Date.UTC(2026, 4, 3, 7) - 1)).toBe(false);
    expect(inHours(schedule, Date.UTC(2026, 4, 3, 15))).toBe(false);
  });

  it("R-20 tell nothing of trips that are over and of days that are past", () => {
    const later = scheduleOf(terms, Date.UTC(2026, 9, 1), UNTIL);
    expect(later.closedDays).toEqual([]);
    expect(later.oneOff).toEqual([]);
  });

  it("drop a trip of which no time is left where the clocks change", () => {
    const trips = [{ from: "2026-03-29T03:10", to: "2026-03-29T03:50" }];
    expect(scheduleOf({ ...terms, trips }, FROM, UNTIL).oneOff).toEqual([]);
  });

  it("survive the record of the consent", () => {
    const schedule = scheduleOf(terms, FROM, UNTIL);
    const bytes = encodeSchedule(schedule);
    expect(decodeSchedule(bytes, 0, bytes.length)).toEqual(schedule);
  });

  it("may leave out holidays and trips", () => {
    const { timeZone, hours } = terms;
    expect(schema.parse({ timeZone, hours })).toEqual({ timeZone, hours, closed: [], trips: [] });
  });
});

describe("F35 hours that cannot be meant are refused, with words that say what to write", () => {
  const refused: [string, Partial<Record<keyof HoursTerms, unknown>>, RegExp][] = [
    ["a zone that does not exist", { timeZone: "Europe/Atlantis" }, /Europe\/Athens/],
    ["a day that does not exist", { closed: ["2026-02-29"] }, /2026-12-25/],
    ["a span that runs backwards", { closed: ["2026-08-31..2026-07-01"] }, /first day first/],
    ["more closed days than the record holds", { closed: ["2026-01-01..2026-06-30"] }, /at most 128/],
    ["a trip that ends before it begins", { trips: [{ from: "2026-05-03T10:00", to: "2026-05-03T09:00" }] }, /later end/],
    ["a trip without a time", { trips: [{ from: "2026-05-03", to: "2026-05-04" }] }, /T08:30/],
    ["a window of no length", { hours: [{ days: ["mon"], from: "08:00", to: "08:00" }] }, /later end/],
    ["a time that no clock shows", { hours: [{ days: ["mon"], from: "08:00", to: "25:00" }] }, /HH:MM/],
  ];
  it.each(refused)("%s", (_what, change, remedy) => {
    const parsed = schema.safeParse({ ...terms, ...change });
    expect(parsed.success).toBe(false);
    expect(z.prettifyError(parsed.error ?? new z.ZodError([]))).toMatch(remedy);
  });
});

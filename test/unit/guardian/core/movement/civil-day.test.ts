import { describe, expect, it } from "vitest";
import {
  civilDay,
  civilTime,
  dayAfter,
  daySpan,
  isDay,
  isZone,
  mondayOf,
} from "../../../../../guardian/core/movement/civil-day.ts";
import { movementByDay } from "../../../../../guardian/core/movement/movement.ts";
import { fixesOf, going, standing } from "./tracks.ts";

const HOUR_MS = 3_600_000;

describe("U22 days of the wearer's calendar", () => {
  it.each([
    ["2026-10-25", "Europe/Athens", 25],
    ["2026-03-29", "Europe/Athens", 23],
    ["2026-11-20", "Europe/Athens", 24],
    ["2026-11-01", "America/New_York", 25],
    // Half an hour, on an island.
    ["2026-04-05", "Australia/Lord_Howe", 24.5],
    // The clocks go forward at midnight: the day begins at one o'clock.
    ["2026-09-06", "America/Santiago", 23],
    ["2026-06-15", "Pacific/Kiritimati", 24],
    ["2026-06-15", "Asia/Kathmandu", 24],
  ])("%s in %s has its own length", (day, zone, hours) => {
    const { fromMs, untilMs } = daySpan(day, zone);
    expect((untilMs - fromMs) / HOUR_MS).toBe(hours);
    expect(civilDay(fromMs, zone)).toBe(day);
    expect(civilDay(fromMs - 1, zone)).toBe(dayAfter(day, -1));
    expect(civilDay(untilMs - 1, zone)).toBe(day);
  });

  it("reads the clock on the wall", () => {
    expect(civilTime(Date.UTC(2026, 10, 19, 22, 30), "Europe/Athens")).toEqual({ day: "2026-11-20", minute: 30 });
  });

  it("knows Mondays, days and zones from what is none", () => {
    expect([mondayOf("2026-11-22"), mondayOf("2026-11-23")]).toEqual(["2026-11-16", "2026-11-23"]);
    expect(["2026-02-28", "2026-02-29", "2026-2-3", "today"].map(isDay)).toEqual([true, false, false, false]);
    expect(["Europe/Athens", "Mars/Base", ""].map(isZone)).toEqual([true, false, false]);
  });

  it.each([
    ["2026-10-25", 25],
    ["2026-03-29", 23],
  ])("a walk in every hour of %s is counted once, on its day", (day, hours) => {
    const { fromMs, untilMs } = daySpan(day, "Europe/Athens");
    const whole = (untilMs - fromMs) / 1000;
    const told = Array.from({ length: whole / 3600 }, (_, hour) => {
      const s = hour * 3600;
      const back = going(s + 1800, s + 2000, 0, 2).map((one) => ({ ...one, east: 400 - one.east }));
      return [
        ...standing(s, s + 600, 0),
        ...going(s + 600, s + 800, 0, 2),
        ...standing(s + 860, s + 1790, 400),
        ...back,
        ...standing(s + 2060, s + 3540, 0),
      ];
    }).flat();
    const around = [...standing(-3600, -60, 0), ...told, ...standing(whole, whole + 3600, 0)];
    const [before, on, after] = movementByDay(fixesOf(around, fromMs), [dayAfter(day, -1), day, dayAfter(day)], "Europe/Athens");
    expect(on?.trips).toHaveLength(2 * hours);
    expect(on?.metres).toBeCloseTo(800 * hours, -3);
    expect([before?.metres, after?.metres]).toEqual([0, 0]);
  });

  it("a walk over midnight is one trip, of the day it began on; each day has its own metres of it", () => {
    const { untilMs } = daySpan("2026-11-19", "Europe/Athens");
    const told = [...standing(-1200, -200, 0), ...going(-200, 200, 0, 2), ...standing(260, 1460, 800)];
    const [first, second] = movementByDay(fixesOf(told, untilMs), ["2026-11-19", "2026-11-20"], "Europe/Athens");
    expect([first?.trips.length, second?.trips.length]).toEqual([1, 0]);
    expect(first?.metres).toBeCloseTo(400, -1.5);
    expect(second?.metres).toBeCloseTo(400, -1.5);
  });
});

import { describe, expect, it } from "vitest";
import { ROLLOVER_MS, repairWeeks } from "../../../device/core/week-rollover.ts";

const BUILT = Date.UTC(2026, 0, 1);
const LAST = Date.UTC(2046, 0, 1);

describe("the week rollover of GPS", () => {
  it("P39 the night to 7 April 2019, told as 22 August 1999, is put right", () => {
    const told = Date.UTC(1999, 7, 22, 0, 0, 5);
    expect(new Date(repairWeeks(told, Date.UTC(2018, 0, 1), Date.UTC(2028, 0, 1))).toISOString()).toBe(
      "2019-04-07T00:00:05.000Z",
    );
  });

  it("P39 the night to 21 November 2038, told as 7 April 2019, is put right", () => {
    const told = Date.UTC(2019, 3, 7, 0, 0, 1);
    expect(new Date(repairWeeks(told, BUILT, LAST)).toISOString()).toBe("2038-11-21T00:00:01.000Z");
  });

  it("a date of two rollovers ago is put right as well", () => {
    const now = Date.UTC(2038, 10, 21);
    expect(repairWeeks(now - 2 * ROLLOVER_MS, BUILT, LAST)).toBe(now);
  });

  it("P39 a date that may mean two days is none", () => {
    const early = BUILT + 40 * 86_400_000;
    expect(repairWeeks(early - ROLLOVER_MS, BUILT, LAST)).toBeNaN();
    expect(repairWeeks(early - ROLLOVER_MS, BUILT, BUILT + 1000 * 86_400_000)).toBe(early);
  });

  it("P39 a date that fits nowhere is none", () => {
    expect(repairWeeks(Date.UTC(2015, 5, 1), BUILT, Date.UTC(2030, 0, 1))).toBeNaN();
  });

  it("a date that needs no repair is left alone", () => {
    expect(repairWeeks(BUILT, BUILT, LAST)).toBe(BUILT);
    expect(repairWeeks(LAST + 5, BUILT, LAST)).toBe(LAST + 5);
  });
});

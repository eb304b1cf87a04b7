import { describe, expect, it } from "vitest";
import { ROLLOVER_MS } from "../../../device/core/week-rollover.ts";
import { judgeDates, own, type Repair } from "../../oracle/recorded-dates.ts";
import { LIFE_MS, liveNight, NIGHTS_MS, type Night } from "../../oracle/rollover-nights.ts";
import type { Tamper } from "../../oracle/withdrawal-stand.ts";

const NIGHT: Night = {
  nightMs: NIGHTS_MS[2038],
  builtMs: NIGHTS_MS[2038] - 5 * 365 * 86_400_000,
  receiver: "rolls over in the night",
  timeSource: "gnss",
  clock: false,
};
const DATES = [[2007, 2012, 2019, 2021, 2027, 2039, 2060].map((year) => Date.UTC(year, 3, 7))];

const trusting: Repair = (_builtMs, utcMs) => utcMs;
/** Counts one rollover for whoever is early, and does not ask whether it fits. */
const generous: Repair = (builtMs, utcMs) => (utcMs < builtMs ? utcMs + ROLLOVER_MS : utcMs);
/** Takes the day on which it was built for any date that it does not understand. */
const inventive: Repair = (builtMs, utcMs) => (utcMs >= builtMs && utcMs <= builtMs + LIFE_MS ? utcMs : builtMs + 1);

describe("P39 the night of 21 November 2038", () => {
  it("is told with the true time by a device whose receiver counts its weeks anew", () => {
    const { told, outside, untrue } = liveNight(NIGHT);
    expect(told).toBeGreaterThan(50);
    expect({ outside, untrue }).toEqual({ outside: 0, untrue: 0 });
  });

  it("is not told at all by a device that cannot know which of two days it is", () => {
    const builtMs = NIGHTS_MS[2038] - 30 * 86_400_000;
    expect(liveNight({ ...NIGHT, builtMs, receiver: "lost count long ago" }).told).toBe(0);
  });

  it("the watching shows a device that forgot when it was built", () => {
    const forgetful: Tamper = (board) => ({ ...board, builtMs: Date.UTC(2017, 0, 1) });
    const found = liveNight({ ...NIGHT, receiver: "lost count long ago" }, forgetful, -ROLLOVER_MS);
    expect(found.told).toBeGreaterThan(10);
    expect(found).toMatchObject({ outside: found.told, untrue: found.told });
  });
});

describe("P39 the judging of recorded dates", () => {
  it("finds nothing in what the device accepts", () => {
    expect(judgeDates(DATES, own)).toMatchObject({ outside: 0, invented: 0 });
    expect(judgeDates(DATES, own).accepted).toBeGreaterThan(10);
  });

  it.each([
    ["believes every date", trusting, "outside"],
    ["adds a rollover whether it fits or not", generous, "outside"],
    ["makes a date up", inventive, "invented"],
  ] as const)("shows a device that %s", (_name, repair, what) => {
    expect(judgeDates(DATES, repair)[what]).toBeGreaterThan(0);
  });
});

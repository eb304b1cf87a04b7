import { describe, expect, it } from "vitest";
import { MINOR_REST_MINUTES } from "../../device/core/rest.ts";
import { explanation, family, START_MS, trail } from "./family.ts";

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
const ALL_DAY = [{ days: 127, fromMinute: 0, toMinute: 1440 }];

/** The most minutes of any 24 hours in which a fix was recorded. */
function fullestDay(timesS: number[]): number {
  const minutes = [...new Set(timesS.map((timeS) => Math.floor(timeS / 60)))].sort((a, b) => a - b);
  let most = 0;
  for (let first = 0, last = 0; last < minutes.length; last++) {
    while ((minutes[last] ?? 0) - (minutes[first] ?? 0) >= 1440) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

describe("R-21 a minor whose agreed hours are all day long", () => {
  it("is never watched for more than fourteen hours of any 24, over restarts and a new consent, and the guardian is told why", () => {
    const house = family();
    const schedule = { ...house.agreedSchedule(), windows: ALL_DAY };
    house.agree({ restMinutes: MINOR_REST_MINUTES, schedule });
    for (let quarter = 0; quarter < 8; quarter++) {
      house.pass(5 * HOUR_S);
      house.killDevice();
      house.bootDevice();
      if (quarter === 4) house.agree({ restMinutes: MINOR_REST_MINUTES, schedule });
      if (quarter === 3) expect(explanation(house)).toBe("rest-due");
    }
    const times = trail(house).map((fix) => fix.timeS);
    expect(fullestDay(times)).toBeLessThanOrEqual(1440 - MINOR_REST_MINUTES);
    expect(fullestDay(times)).toBeGreaterThan(12 * 60);
    // It is a limit for a day, not an end: the next day is open again.
    expect(times.some((timeS) => timeS > START_MS / 1000 + DAY_S + HOUR_S)).toBe(true);
  });

  it("and an adult with the same hours is not limited", () => {
    const house = family();
    house.agree({ schedule: { ...house.agreedSchedule(), windows: ALL_DAY } });
    house.pass(16 * HOUR_S);
    expect(fullestDay(trail(house).map((fix) => fix.timeS))).toBeGreaterThan(15 * 60);
  });
});

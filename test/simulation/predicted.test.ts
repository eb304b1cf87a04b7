import { describe, expect, it } from "vitest";
import { estimateAt } from "../../guardian/core/estimate.ts";
import { Household } from "../../simulator/world/household.ts";
import { toyCipher } from "../toy-cipher.ts";
import { explanation, nowMs, START_MS, TERMS, trail } from "./family.ts";

/** What the wearer of this world walks in a second, and where from. */
const START_LON = 22.2;
const DEGREES_A_SECOND = 0.00002;
const METRES_A_DEGREE = 111_195 * Math.cos((39.5 * Math.PI) / 180);
/** The burst of this second may or may not have been spoken; the agreed interval is a second here. */
const BETWEEN_M = 2 * DEGREES_A_SECOND * METRES_A_DEGREE;

function household(intervalS: number): Household {
  const house = new Household({ cipher: toyCipher, startMs: START_MS, terms: { ...TERMS, intervalS }, predicts: true });
  house.agree();
  house.pass(10);
  return house;
}

/** Metres between the guardian's map and the wearer. */
function offM(house: Household, walkedS: number): number {
  const fix = trail(house).at(-1);
  if (fix === undefined) throw new Error("the guardian holds no position");
  const lonE7 = (estimateAt(fix, nowMs(house)) ?? fix).lonE7;
  return Math.abs(lonE7 / 1e7 - (START_LON + walkedS * DEGREES_A_SECOND)) * METRES_A_DEGREE;
}

describe("R-01 R-20 a device that speaks when the map would be wrong", () => {
  it("keeps the guardian's map within fifteen metres of who walks and stands, with a tenth of the messages", () => {
    const house = household(1);
    let walkedS = 10;
    for (let second = 0; second < 900; second++) {
      house.walks = Math.floor(second / 70) % 3 !== 2;
      house.pass(1);
      if (house.walks) walkedS += 1;
      expect(offM(house, walkedS), `second ${second}`).toBeLessThanOrEqual(15 + BETWEEN_M);
      expect(explanation(house)).toBe("tracking");
    }
    expect(trail(house).length).toBeGreaterThan(15);
    expect(trail(house).length).toBeLessThan(60);
  });

  it("never tells two fixes within the agreed interval", () => {
    const house = household(30);
    for (let minute = 0; minute < 20; minute++) {
      house.walks = minute % 2 === 0;
      house.pass(60);
    }
    const times = trail(house).map((fix) => fix.timeS);
    expect(times.length).toBeGreaterThan(15);
    times.slice(1).forEach((timeS, i) => {
      expect(timeS - (times[i] as number)).toBeGreaterThanOrEqual(30);
    });
  });
});

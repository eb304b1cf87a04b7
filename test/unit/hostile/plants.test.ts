import { describe, expect, it } from "vitest";
import { hostileHousehold, type Outcome, type Plant } from "../../oracle/hostile-household.ts";
import { PLANTS } from "../../oracle/hostile-plants.ts";
import { toyCipher } from "../../toy-cipher.ts";

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed);

/** What the first seeds find, until one finds something. */
function found(plant: Plant): readonly string[] {
  for (const seed of SEEDS) {
    const { wrong } = hostileHousehold(seed, toyCipher, plant);
    if (wrong.length > 0) return wrong;
  }
  return [];
}

describe("P27 the trial of hostile brokers", () => {
  it("finds nothing wrong, plays every trick, and has much refused and much taken in", () => {
    const outcomes = SEEDS.map((seed) => hostileHousehold(seed, toyCipher));
    expect(outcomes.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(new Set(outcomes.flatMap(({ tricks }) => [...tricks.keys()])).size).toBe(19);
    const sum = (of: (outcome: Outcome) => number): number => outcomes.reduce((total, outcome) => total + of(outcome), 0);
    expect(sum(({ fixes }) => fixes)).toBeGreaterThan(100);
    expect(sum(({ refused }) => refused)).toBeGreaterThan(1000);
    expect(sum(({ taken }) => taken)).toBeGreaterThan(100);
  });

  it("does the same again with the same seed, byte for byte, and something else with another", () => {
    const [once, again, other] = [3, 3, 4].map((seed) => hostileHousehold(seed, toyCipher).digest);
    expect(again).toBe(once);
    expect(other).not.toBe(once);
  });

  it.each(PLANTS.map((one) => [one.name, one] as const))("falls short when %s", (_name, { plant, finds }) => {
    expect(found(plant).some((sentence) => finds.test(sentence))).toBe(true);
  });
});

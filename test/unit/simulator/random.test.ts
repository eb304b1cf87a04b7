import { describe, expect, it } from "vitest";
import { type Random, seededRandom } from "../../../simulator/random.ts";

function draws(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.next());
}

describe("a chance that can be played again", () => {
  it("gives the same numbers for the same seed, and others for its neighbour", () => {
    expect(draws(seededRandom(7), 100)).toEqual(draws(seededRandom(7), 100));
    expect(draws(seededRandom(7), 10)).not.toEqual(draws(seededRandom(8), 10));
    expect(draws(seededRandom(7), 10)).not.toEqual(draws(seededRandom(7 + 2 ** 32), 10));
  });

  it("gives the same numbers as it did in earlier versions, since bundled files depend on them", () => {
    expect(Math.floor(seededRandom(1).next() * 1e9)).toBe(537442832);
  });

  it("does not change one branch when another is drawn from", () => {
    const parent = seededRandom(3);
    const untouched = draws(parent.branch("sky"), 5);
    draws(parent.branch("traffic"), 1000);
    expect(draws(parent.branch("sky"), 5)).toEqual(untouched);
    expect(draws(parent.branch("traffic"), 5)).not.toEqual(untouched);
  });

  it("spreads evenly, keeps whole numbers within their ends and reaches both", () => {
    const random = seededRandom(11);
    const wholes = Array.from({ length: 2000 }, () => random.whole(2, 5));
    expect(new Set(wholes)).toEqual(new Set([2, 3, 4, 5]));
    const mean = draws(random, 20_000).reduce((sum, value) => sum + value, 0) / 20_000;
    expect(mean).toBeGreaterThan(0.49);
    expect(mean).toBeLessThan(0.51);
  });

  it("has a normal draw with a mean of zero and a deviation of one", () => {
    const random = seededRandom(5);
    const values = Array.from({ length: 20_000 }, () => random.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });
});

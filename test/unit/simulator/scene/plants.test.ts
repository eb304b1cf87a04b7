import { describe, expect, it } from "vitest";
import { faultHousehold } from "../../../oracle/fault-household.ts";
import { BUGS } from "../../../oracle/fault-plants.ts";
import { toyCipher } from "../../../toy-cipher.ts";

const SEEDS = 80;

describe("The checks of sim/faults", () => {
  it.each(BUGS)("find it when $bug", ({ plant, breaks }) => {
    const found = new Set<string>();
    for (let seed = 1; seed <= SEEDS && !found.has(breaks); seed++) {
      for (const sentence of faultHousehold(seed, toyCipher, plant).broken) found.add(sentence.replace(/ \(-?\d+ s\)$/, ""));
    }
    expect([...found]).toContain(breaks);
  });

  it("find nothing in the firmware as it is", () => {
    for (let seed = 1; seed <= 8; seed++) expect(faultHousehold(seed, toyCipher).broken).toEqual([]);
  });
});

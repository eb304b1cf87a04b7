import { describe, expect, it } from "vitest";
import { CHECKS } from "./plants.ts";
import { everySource } from "./source.ts";

describe.each(CHECKS)("$promise", ({ complaints, refused, allowed }) => {
  it("holds in the whole tree", () => {
    expect(complaints(everySource())).toEqual([]);
  });

  it.each(refused.map((sources) => [sources]))("refuses what was planted (%#)", (sources) => {
    expect(complaints(sources)).toHaveLength(1);
  });

  it.each(allowed.map((sources) => [sources]))("lets the ordinary pass (%#)", (sources) => {
    expect(complaints(sources)).toEqual([]);
  });
});

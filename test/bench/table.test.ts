import { describe, expect, it } from "vitest";
import type { Measurement } from "./measurement.ts";
import { median, medianOf, tableOf } from "./table.ts";

function run(ours: number, peer: number, lowerIsBetter = false): Measurement {
  return { name: "Frames", unit: "frames/s", ours, peers: [{ name: "peer", rate: peer }], lowerIsBetter };
}

describe("npm run bench", () => {
  it("takes the middle of several runs, and of an even number the mean of the two in the middle", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 7])).toBe(6);
    expect(medianOf([run(1, 10), run(9, 30), run(5, 20)])).toMatchObject({ ours: 5, peers: [{ name: "peer", rate: 20 }] });
  });

  it("refuses runs that measured different things", () => {
    expect(() => medianOf([run(1, 1), { ...run(1, 1), peers: [{ name: "other", rate: 1 }] }])).toThrow("same peers");
    expect(() => medianOf([])).toThrow("at least one run");
  });

  it("prints how many times better ours is, whichever way the unit counts", () => {
    expect(tableOf(run(200, 100))).toBe("Frames (frames/s, more are better)\n  lychnos  200\n  peer     100  2.00x");
    expect(tableOf(run(100, 364, true))).toContain("3.64x");
    expect(tableOf({ ...run(1, 1), goal: "at least as good" })).toContain("\n  goal: at least as good");
  });
});

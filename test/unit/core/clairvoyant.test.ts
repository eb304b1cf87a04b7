import { describe, expect, it } from "vitest";
import { fewestMessages, oneLineServes, type Place } from "../../oracle/clairvoyant.ts";
import { placesOf } from "../../oracle/sampling-bound.ts";
import { madeUpTrack } from "../../oracle/sampling-tracks.ts";

const BOUND_M = 15;

/** Every way of cutting into lines, the shortest first: slow, and blind to what greed would do. */
function fewestByTrying(places: readonly Place[]): number {
  const best = [0];
  for (let to = 1; to <= places.length; to++) {
    let least = Number.POSITIVE_INFINITY;
    for (let from = 0; from < to; from++) {
      if (oneLineServes(places, from, to, BOUND_M)) least = Math.min(least, (best[from] ?? 0) + 1);
    }
    best.push(least);
  }
  return best[places.length] ?? Number.NaN;
}

const straight = (count: number, offM = 0): Place[] =>
  Array.from({ length: count }, (_, s) => ({ s, east: 3 * s, north: s % 2 === 0 ? offM : -offM }));

describe("the fewest messages that the future allows", () => {
  it("are one for a straight way, and for one that swings by no more than the bound", () => {
    expect(fewestMessages(straight(500), BOUND_M)).toBe(1);
    expect(fewestMessages(straight(500, 14.9), BOUND_M)).toBe(1);
    expect(fewestMessages(straight(500, 15.2), BOUND_M)).toBeGreaterThan(100);
  });

  it("are two for one sharp corner, and none for no way", () => {
    const corner = straight(200).map((place) => (place.s < 100 ? place : { ...place, east: 300, north: 3 * (place.s - 100) }));
    expect(fewestMessages(corner, BOUND_M)).toBe(2);
    expect(fewestMessages([], BOUND_M)).toBe(0);
  });

  it("are those that trying every way of cutting finds", () => {
    for (const [going, seed] of [
      ["walk", 3],
      ["bike", 4],
      ["drive", 5],
    ] as const) {
      const places = placesOf(madeUpTrack(going, seed, 300).fixes.slice(0, 160));
      expect(fewestMessages(places, BOUND_M), going).toBe(fewestByTrying(places));
    }
  });
});

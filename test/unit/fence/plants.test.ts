import { describe, expect, it } from "vitest";
import { depthAt, groundOf, offsetFrom } from "../../../device/core/fence-ground.ts";
import { hearFence, makeFenceWatch } from "../../../device/core/fence-watch.ts";
import { distanceM, FAR_ERROR, NEAR_ERROR_M } from "../../../device/core/geo-distance.ts";
import { corpus, corpusTitle } from "../../corpora.ts";
import { deviceContains, deviceDecider } from "../../oracle/fence-deciders.ts";
import { NOISES, type Noise, noisyFixes } from "../../oracle/fence-noise.ts";
import { makePassTally, type PassTally, playPass, randomPass } from "../../oracle/fence-passes.ts";
import { comparePolygons } from "../../oracle/fence-polygons.ts";
import { type Decider, makeStillTally, playStill, type StillTally } from "../../oracle/fence-stillness.ts";
import { type Distance, type GeodesicTally, measureGeodesics, readGeodesics, variants } from "../../oracle/geodesic-rows.ts";
import { type Contains, slowContains } from "../../oracle/slow-sphere-polygon.ts";
import { metresBetween } from "../../oracle/sphere-steps.ts";
import { random } from "../../random.ts";

/** The even-odd rule on the bare numbers, as it stands in every textbook. */
const bareNumbers: Contains = (ring, { latDeg, lonDeg }) => {
  let inside = false;
  ring.forEach((corner, i) => {
    const next = ring[(i + 1) % ring.length] ?? corner;
    if (corner.latDeg > latDeg === next.latDeg > latDeg) return;
    const share = (latDeg - corner.latDeg) / (next.latDeg - corner.latDeg);
    if (lonDeg < corner.lonDeg + share * (next.lonDeg - corner.lonDeg)) inside = !inside;
  });
  return inside;
};

/** Tells whatever the last fix says. */
const atOnce: Decider = (shape) => {
  const ground = groundOf(shape);
  let before: boolean | null = null;
  return ({ place }) => {
    const inside = depthAt(ground, offsetFrom(ground, place)) < 0;
    const changed = before !== null && before !== inside;
    before = inside;
    return changed ? [inside ? "entered" : "left"] : [];
  };
};

/** The device's own, but it forgets where the last fix was. */
const fixesAlone: Decider = (shape) => {
  const ground = groundOf(shape);
  const watch = makeFenceWatch();
  return (fix) => {
    watch.last = null;
    return hearFence(watch, ground, { ...fix, roundingM: 0.8 });
  };
};

function compare(candidate: Contains) {
  return comparePolygons({ candidate, oracle: slowContains, bandM: () => 1 }, 4000, random(11));
}

function standStill(decider: Decider): StillTally {
  const tally = makeStillTally();
  const next = random(5);
  const place = { latDeg: 38, lonDeg: 23.7 };
  for (const noise of NOISES) {
    playStill(decider, { what: noise.name, place, fixes: noisyFixes(noise, place, 3600, next), everyS: 1 }, next, tally);
  }
  return tally;
}

function passBy(decider: Decider): PassTally {
  const tally = makePassTally();
  const next = random(7);
  for (let i = 0; i < 1000; i++) playPass(decider, randomPass(next), tally);
  return tally;
}

describe("P42 the comparison of polygons", () => {
  it("finds no disagreement with the device", () => {
    expect(compare(deviceContains).disagreements).toEqual([]);
  });

  it("finds the textbook's rule wrong over poles and over longitude 180", () => {
    const { disagreements, cases } = compare(bareNumbers);
    expect(disagreements.length).toBeGreaterThan(cases / 100);
  });

  it("finds a line that is five metres beside its place", () => {
    const tooWide: Contains = (ring, place) => {
      const ground = groundOf({ kind: "polygon", vertices: [...ring] });
      return depthAt(ground, offsetFrom(ground, place)) < 5;
    };
    expect(compare(tooWide).disagreements.length).toBeGreaterThan(10);
  });
});

describe("P42 the comparison of distances", () => {
  const folder = corpus("geodesic");
  const bounds = { nearM: 99_000, nearErrorM: NEAR_ERROR_M, farError: FAR_ERROR };

  function measure(distance: Distance): GeodesicTally {
    return measureGeodesics(distance, readGeodesics(folder ?? "").flatMap(variants), bounds);
  }

  it.skipIf(folder === null)(corpusTitle("geodesic", "finds none of the device's beyond its bound"), () => {
    expect(measure(distanceM)).toMatchObject({ rows: 40_000, beyond: 0 });
  });

  it.skipIf(folder === null)(corpusTitle("geodesic", "finds those of a ball beyond it, and what is no number"), () => {
    expect(measure(metresBetween).beyond).toBeGreaterThan(1000);
    expect(measure(() => Number.NaN).beyond).toBe(40_000);
  });
});

describe("U6 N11 the search for flaps", () => {
  it("finds none of the device", () => {
    expect(standStill(deviceDecider).flaps).toEqual([]);
  });

  it("finds a fence that tells whatever the last fix says", () => {
    expect(standStill(atOnce).flaps.length).toBeGreaterThan(100);
  });

  it("finds a device that believes its receiver to be better than it is", () => {
    const believes: Decider = (shape) => {
      const ground = groundOf(shape);
      const watch = makeFenceWatch();
      // A margin of nothing, by the back door: the fix is moved away from the line before it is judged.
      return (fix) => hearFence(watch, ground, { ...fix, accuracyM: 0, roundingM: -15 });
    };
    const wide = NOISES.filter(({ sigmaM }: Noise) => sigmaM > 10);
    const tally = makeStillTally();
    const next = random(5);
    const place = { latDeg: 38, lonDeg: 23.7 };
    for (const noise of wide) {
      const fixes = noisyFixes(noise, place, 20_000, next);
      playStill(believes, { what: noise.name, place, fixes, everyS: 60 }, next, tally);
    }
    expect(tally.flaps.length).toBeGreaterThan(5);
  });
});

describe("U7 N11 the search for missed crossings", () => {
  it("finds none of the device, and no wrong order", () => {
    expect(passBy(deviceDecider)).toMatchObject({ missed: 0, wrong: [] });
  });

  it("finds a device that looks at fixes alone and not at the way between them", () => {
    expect(passBy(fixesAlone).missed).toBeGreaterThan(100);
  });

  it("finds leaving told before entering", () => {
    const turned: Decider = (shape) => {
      const hear = deviceDecider(shape);
      return (fix) => [...hear(fix)].reverse();
    };
    expect(passBy(turned).wrong.length).toBeGreaterThan(100);
  });
});

import { describe, expect, it } from "vitest";
import { DEFAULT_RUN, JOURNEYS, type Journey, journey, journeyFile, STARTS_MS } from "../../../../simulator/people/bundled.ts";
import { makeTown } from "../../../../simulator/town/make-town.ts";
import { distanceM } from "../../../../simulator/trace/point-at.ts";
import type { Trace, TracePoint } from "../../../../simulator/trace/trace.ts";

const make = (what: Journey, seed: number): Trace => journey({ what, seed, startMs: STARTS_MS[what], trip: "to-school" });
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
/** No faster than this, metres a second. */
const FASTEST: Readonly<Record<Journey, number>> = { "school-run": 13, "night-walk": 1.3, bus: 13, courier: 7, home: 1 };

function home(seed: number): TracePoint {
  const town = makeTown(seed);
  return { ...town.plane.degrees(town.home.spot), timeMs: 0, altitudeM: null, speedMps: null, courseDeg: null, valid: true };
}

const minutes = ({ points }: Trace) => points.length / 60;
const movingShare = ({ points }: Trace) => points.filter((point) => (point.speedMps ?? 0) > 0).length / points.length;
const furthestM = (trace: Trace, from: TracePoint) => Math.max(...trace.points.map((point) => distanceM(point, from)));

describe("people who do not exist", () => {
  it.each(JOURNEYS)("N14 %s: once a second, without a leap, no faster than such a one goes, said to be made up", (what) => {
    for (const seed of seeds) {
      const { points, synthetic } = make(what, seed);
      expect(synthetic).toBe(true);
      for (let n = 1; n < points.length; n++) {
        const [before, point] = [points[n - 1] as TracePoint, points[n] as TracePoint];
        if (point.timeMs - before.timeMs !== 1000)
          throw new Error(`second ${n} of ${what} ${seed} is not a second after the last`);
        if (distanceM(before, point) > FASTEST[what])
          throw new Error(`second ${n} of ${what} ${seed} goes ${distanceM(before, point)} m`);
      }
    }
  });

  it.each(JOURNEYS)("%s: the same seed makes the same way, another one another", (what) => {
    expect(make(what, 3)).toEqual(make(what, 3));
    expect(make(what, 3).points).not.toEqual(make(what, 4).points);
  });

  it("walks at night for long, far from home, and does not come back to it by itself", () => {
    const ways = seeds.map((seed) => ({ trace: make("night-walk", seed), home: home(seed) }));
    for (const { trace, home: door } of ways) {
      expect(minutes(trace)).toBeGreaterThan(30);
      expect(minutes(trace)).toBeLessThan(150);
      expect(furthestM(trace, door)).toBeGreaterThan(250);
      expect(distanceM(trace.points[0] as TracePoint, door)).toBeLessThan(1);
    }
    const ends = ways.map(({ trace, home: door }) => distanceM(trace.points.at(-1) as TracePoint, door));
    expect(Math.min(...ends)).toBeGreaterThan(50);
  });

  it("drives the bus line there and back, and stands at its stops", () => {
    const trace = make("bus", 1);
    expect(distanceM(trace.points[0] as TracePoint, trace.points.at(-1) as TracePoint)).toBeLessThan(1);
    expect(minutes(trace)).toBeGreaterThan(30);
    expect(movingShare(trace)).toBeLessThan(0.8);
  });

  it("cycles from door to door and back to the depot", () => {
    for (const seed of seeds) {
      const trace = make("courier", seed);
      expect(distanceM(trace.points[0] as TracePoint, trace.points.at(-1) as TracePoint)).toBeLessThan(1);
      expect(minutes(trace)).toBeGreaterThan(12);
    }
  });

  it("stays at home for twelve hours, mostly still", () => {
    for (const seed of seeds) {
      const trace = make("home", seed);
      expect(trace.points).toHaveLength(12 * 3600);
      expect(furthestM(trace, home(seed))).toBeLessThan(25);
      expect(movingShare(trace)).toBeLessThan(0.05);
    }
  });

  it("is written in every format, with the word that nobody was there", () => {
    for (const format of ["nmea", "gpx", "kml", "geojson", "csv"] as const)
      expect(journeyFile({ ...DEFAULT_RUN, what: "night-walk", format })).toContain("SYNTHETIC");
  });
});

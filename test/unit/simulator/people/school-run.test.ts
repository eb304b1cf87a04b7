import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_RUN, journeyFile } from "../../../../simulator/people/bundled.ts";
import { schoolRun, type Trip } from "../../../../simulator/people/school-run.ts";
import { makeTown } from "../../../../simulator/town/make-town.ts";
import { distanceM } from "../../../../simulator/trace/point-at.ts";
import type { Trace, TracePoint } from "../../../../simulator/trace/trace.ts";

const START_MS = Date.UTC(2027, 0, 11, 5, 30);
const BUNDLED = join(import.meta.dirname, "../../../../simulator/traces");

function run(seed: number, trip: Trip): Trace {
  return schoolRun(makeTown(seed), { seed, startMs: START_MS, trip });
}

function pairs(trace: Trace): Array<[TracePoint, TracePoint]> {
  return trace.points.slice(1).map((point, n) => [trace.points[n] as TracePoint, point]);
}

describe("a made-up way to school", () => {
  it("has one point a second, from the stated moment on, for 20 to 28 minutes", () => {
    for (let seed = 0; seed < 20; seed++) {
      const { points } = run(seed, seed % 2 === 0 ? "to-school" : "way-home");
      expect(points[0]?.timeMs).toBe(START_MS);
      for (const [n, point] of points.entries()) expect(point.timeMs).toBe(START_MS + n * 1000);
      expect(points.length).toBeGreaterThan(20 * 60);
      expect(points.length).toBeLessThan(28 * 60);
    }
  });

  it("moves as people and buses can: no jump, no impossible speed or braking", () => {
    for (let seed = 0; seed < 20; seed++) {
      for (const [from, to] of pairs(run(seed, "to-school"))) {
        const speeds = [from.speedMps ?? 0, to.speedMps ?? 0] as const;
        expect(Math.max(...speeds)).toBeLessThan(12.1);
        expect(speeds[1] - speeds[0]).toBeLessThan(1.01);
        expect(speeds[1] - speeds[0]).toBeGreaterThan(-2);
        expect(distanceM(from, to)).toBeLessThan(Math.max(...speeds) + 0.6);
      }
    }
  });

  it("walks, waits, rides with stops, walks again and is still at the school", () => {
    const town = makeTown(1);
    const { points } = run(1, "to-school");
    const speeds = points.map((point) => point.speedMps ?? 0);
    const walking = speeds.slice(30, 200).filter((speed) => speed > 0.5);
    const mean = walking.reduce((sum, speed) => sum + speed, 0) / walking.length;
    expect(mean).toBeGreaterThan(1.1);
    expect(mean).toBeLessThan(1.5);
    const ride = speeds.slice(
      speeds.findIndex((speed) => speed > 3),
      speeds.length -
        speeds
          .slice()
          .reverse()
          .findIndex((speed) => speed > 3),
    );
    const halts = ride.filter((speed, n) => speed === 0 && ride[n - 1] !== 0).length;
    expect(halts).toBeGreaterThanOrEqual(4);
    expect(Math.max(...ride)).toBeGreaterThan(9);
    expect(speeds.slice(-180).every((speed) => speed === 0)).toBe(true);
    expect(points.at(-1)).toMatchObject(town.plane.degrees(town.school.spot));
  });

  it("ends at home on the way home", () => {
    const town = makeTown(6);
    expect(run(6, "way-home").points.at(-1)).toMatchObject(town.plane.degrees(town.home.spot));
  });

  it("is the same again for the same seed", () => {
    expect(run(8, "to-school")).toEqual(run(8, "to-school"));
    expect(run(8, "to-school")).not.toEqual(run(9, "to-school"));
  });
});

describe("the bundled journey", () => {
  it.each(["nmea", "gpx"] as const)("in %s is what the command makes, byte for byte", (format) => {
    const bundled = readFileSync(join(BUNDLED, `school-run.${format}`), "latin1");
    expect(journeyFile({ ...DEFAULT_RUN, format }) === bundled).toBe(true);
  });

  it.each(["nmea", "gpx"] as const)("in %s says at the top that it is synthetic", (format) => {
    const top = readFileSync(join(BUNDLED, `school-run.${format}`), "latin1").slice(0, 400);
    expect(top).toContain("SYNTHETIC");
  });

  it("says so to whoever reads the port, too", () => {
    expect(journeyFile(DEFAULT_RUN)).toMatch(/^\$GPTXT,01,01,02,SYNTHETIC[^*]*\*[0-9A-F]{2}\r$/m);
  });
});

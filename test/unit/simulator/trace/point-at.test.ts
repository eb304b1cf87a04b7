import { describe, expect, it } from "vitest";
import { MAX_BRIDGED_GAP_MS, pointAt } from "../../../../simulator/trace/point-at.ts";
import type { Trace, TracePoint } from "../../../../simulator/trace/trace.ts";

const at = (timeMs: number, latDeg: number, lonDeg: number, more: Partial<TracePoint> = {}): TracePoint => ({
  timeMs,
  latDeg,
  lonDeg,
  altitudeM: null,
  speedMps: null,
  courseDeg: null,
  valid: true,
  ...more,
});
const trace = (...points: TracePoint[]): Trace => ({ name: "", synthetic: true, points });

describe("a place between two points of a trace", () => {
  it("is the point itself at its own time", () => {
    const points = [at(0, 39.5, 22.2, { speedMps: 1 }), at(1000, 39.6, 22.3, { speedMps: 2 })] as const;
    expect(pointAt(trace(...points), 0)).toMatchObject({ latDeg: 39.5, lonDeg: 22.2, speedMps: 1 });
    expect(pointAt(trace(...points), 1000)).toEqual(points[1]);
  });

  it("lies on the straight line, with the speed and course of that line", () => {
    const half = pointAt(trace(at(0, 0, 0), at(10_000, 0, 0.001)), 5000);
    expect(half.lonDeg).toBeCloseTo(0.0005, 12);
    expect(half.speedMps).toBeCloseTo(11.12, 2);
    expect(half.courseDeg).toBeCloseTo(90, 6);
  });

  it("goes the short way over the antimeridian", () => {
    const half = pointAt(trace(at(0, 0, 179.999), at(2000, 0, -179.999)), 1500);
    expect(Math.abs(half.lonDeg)).toBeGreaterThan(179.9994);
    expect(half.lonDeg).toBeLessThan(0);
  });

  it("stays at rest before the beginning and after the end", () => {
    const walk = trace(at(1000, 1, 1, { speedMps: 5 }), at(2000, 2, 2, { speedMps: 5 }));
    expect(pointAt(walk, 0)).toMatchObject({ timeMs: 0, latDeg: 1, speedMps: 0 });
    expect(pointAt(walk, 9000)).toMatchObject({ timeMs: 9000, latDeg: 2, speedMps: 0 });
  });

  it("is no fix where the trace had none, or where the gap is too long to know the way", () => {
    expect(pointAt(trace(at(0, 0, 0), at(2000, 0, 0, { valid: false })), 1000).valid).toBe(false);
    expect(pointAt(trace(at(0, 0, 0), at(MAX_BRIDGED_GAP_MS, 0, 0)), 1000).valid).toBe(true);
    expect(pointAt(trace(at(0, 0, 0), at(MAX_BRIDGED_GAP_MS + 1, 0, 0)), 1000).valid).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { frameOf, metresBetween, spotOf } from "../../../../simulator/show/plane.ts";

const HOME = { latDeg: 39.5, lonDeg: 22.2 };
const NORTH = { latDeg: 39.51, lonDeg: 22.2 };
const EAST = { latDeg: 39.5, lonDeg: 22.22 };

describe("the picture's plane", () => {
  it("has every place inside its margin, north above and east to the right", () => {
    const frame = frameOf([HOME, NORTH, EAST], 800, 520);
    for (const place of [HOME, NORTH, EAST]) {
      const { x, y } = spotOf(frame, place);
      expect(x).toBeGreaterThan(800 * 0.1);
      expect(x).toBeLessThan(800 * 0.9);
      expect(y).toBeGreaterThan(520 * 0.1);
      expect(y).toBeLessThan(520 * 0.9);
    }
    expect(spotOf(frame, NORTH).y).toBeLessThan(spotOf(frame, HOME).y);
    expect(spotOf(frame, EAST).x).toBeGreaterThan(spotOf(frame, HOME).x);
  });

  it("has a metre as long to the north as to the east", () => {
    const frame = frameOf([HOME, NORTH, EAST], 800, 520);
    const up = spotOf(frame, HOME).y - spotOf(frame, NORTH).y;
    const right = spotOf(frame, EAST).x - spotOf(frame, HOME).x;
    expect(up / metresBetween(HOME, NORTH)).toBeCloseTo(frame.metre, 3);
    expect(right / metresBetween(HOME, EAST)).toBeCloseTo(frame.metre, 3);
    expect(metresBetween(HOME, NORTH)).toBeCloseTo(1112, 0);
  });

  it("does not look nearer than a street, and stands without any place", () => {
    expect(frameOf([HOME], 800, 520).metre).toBeLessThan(520 / 250);
    expect(Number.isFinite(frameOf([], 800, 520).metre)).toBe(true);
  });
});

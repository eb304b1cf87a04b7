import { describe, expect, it } from "vitest";
import { forgetMotion, hearMotion, MAX_RATE_HZ, MIN_RATE_HZ, makeFallDetector } from "../../../device/core/fall-detector.ts";
import { FALL_LIMITS } from "../../../device/core/fall-limits.ts";
import { hasTurned } from "../../../device/core/fall-posture.ts";
import { makeMotion } from "../../../simulator/motion/make-motion.ts";
import { integer, random } from "../../random.ts";

const RATE = 50;
type Triple = readonly [number, number, number];
const UP: Triple = [0, 1000, 0];
const FLAT: Triple = [1000, 0, 0];

function seconds(of: Triple, count: number): number[] {
  return Array.from({ length: Math.round(RATE * count) }, () => of).flat();
}

/** Standing, light for a moment, a blow, then rest. */
function motion(change: { light?: number; blow?: Triple; rest?: Triple; restS?: number } = {}): Int16Array {
  const { light = 0.2, blow = [0, 3000, 0], rest = FLAT, restS = 8 } = change;
  return Int16Array.from([...seconds(UP, 5), ...seconds([0, 300, 0], light), ...seconds(blow, 0.04), ...seconds(rest, restS)]);
}

function fell(milliG: Int16Array, rateHz = RATE): boolean {
  return hearMotion(makeFallDetector(FALL_LIMITS), milliG, rateHz);
}

describe("R-04 a fall", () => {
  it("is a blow, then rest in another posture", () => {
    expect(fell(motion())).toBe(true);
  });

  it.each([
    ["the posture is the same", motion({ rest: UP })],
    ["the blow is soft", motion({ blow: [0, 1900, 0] })],
    ["nobody was light before a middling blow", motion({ light: 0, blow: [0, 2300, 0] })],
    ["the rest is short", motion({ restS: 1.5 })],
    [
      "nobody lies still",
      Int16Array.from([...motion({ restS: 0 }), ...seconds(FLAT, 8).map((v, i) => v + (i % 2 ? 400 : -400))]),
    ],
  ])("is none when %s", (_name, milliG) => {
    expect(fell(milliG)).toBe(false);
  });

  it("is one without a light moment, when the blow is hard", () => {
    expect(fell(motion({ light: 0, blow: [0, 3000, 0] }))).toBe(true);
  });

  it("is the same whichever way round the device is worn", () => {
    const all = motion();
    for (const order of [
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
    ]) {
      for (const sign of [1, -1])
        expect(fell(all.map((_, i) => sign * (all[3 * Math.floor(i / 3) + (order[i % 3] ?? 0)] ?? 0)))).toBe(true);
    }
  });

  it("is found once", () => {
    const detector = makeFallDetector(FALL_LIMITS);
    expect(hearMotion(detector, motion(), RATE)).toBe(true);
    expect(hearMotion(detector, Int16Array.from(seconds(FLAT, 60)), RATE)).toBe(false);
  });

  it("is the same however the samples are cut into batches", () => {
    const next = random(5);
    for (let seed = 0; seed < 60; seed++) {
      const { milliG, rateHz } = makeMotion(seed % 2 === 0 ? "fall" : "jog", seed);
      const detector = makeFallDetector(FALL_LIMITS);
      let found = false;
      for (let from = 0; from < milliG.length; ) {
        const to = from + 3 * (1 + integer(next, 90));
        found = hearMotion(detector, milliG.subarray(from, to), rateHz) || found;
        from = to;
      }
      expect(found).toBe(fell(milliG, rateHz));
    }
  });

  it.each([20, 25, 100, 200, 400])("is found at %i samples a second too", (rateHz) => {
    const source = makeMotion("fall", 3);
    const count = Math.floor((source.milliG.length / 3) * (rateHz / source.rateHz));
    const milliG = new Int16Array(3 * count);
    for (let i = 0; i < count; i++) {
      const at = 3 * Math.floor((i * source.rateHz) / rateHz);
      milliG.set(source.milliG.subarray(at, at + 3), 3 * i);
    }
    expect(fell(milliG, rateHz)).toBe(true);
  });
});

describe("whatever the sensor says", () => {
  it.each([0, -1, MIN_RATE_HZ - 1, MAX_RATE_HZ + 1, Number.NaN, Number.POSITIVE_INFINITY])(
    "nothing is decided at %d samples a second, and nothing of before is remembered",
    (rateHz) => {
      const detector = makeFallDetector(FALL_LIMITS);
      const all = motion();
      const half = 3 * RATE * 6;
      hearMotion(detector, all.subarray(0, half), RATE);
      expect(hearMotion(detector, all.subarray(0, 300), rateHz)).toBe(false);
      expect(hearMotion(detector, all.subarray(half), RATE)).toBe(false);
    },
  );

  it("R-17 forgets every posture", () => {
    const detector = makeFallDetector(FALL_LIMITS);
    hearMotion(detector, motion({ restS: 1 }), RATE);
    forgetMotion(detector);
    const anew = makeFallDetector(FALL_LIMITS);
    expect(detector).toEqual({ ...anew, rateHz: detector.rateHz, stepUs: detector.stepUs });
  });

  it("noise of the full range breaks nothing and takes no more room", () => {
    const next = random(9);
    const detector = makeFallDetector(FALL_LIMITS);
    for (let i = 0; i < 2000; i++) {
      const milliG = Int16Array.from({ length: integer(next, 200) }, () => integer(next, 65_536) - 32_768);
      hearMotion(detector, milliG, 20 + integer(next, 400));
    }
    expect(detector.means).toHaveLength(24);
    for (const value of [detector.bin.sumSquares, detector.bin.peakSquare, detector.bin.sumX])
      expect(Math.abs(value)).toBeLessThan(2 ** 31);
    forgetMotion(detector);
    expect(hearMotion(detector, motion(), RATE)).toBe(true);
  });

  it("a turn of 45 degrees counts, one of 40 does not", () => {
    const at = (degrees: number) => {
      const angle = (degrees * Math.PI) / 180;
      return { x: Math.round(1000 * Math.sin(angle)), y: Math.round(1000 * Math.cos(angle)), z: 0 };
    };
    expect([40, 44, 46, 90, 135, 180].map((degrees) => hasTurned(at(0), at(degrees), 500))).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
  });
});

import { addSample, emptyBin, type MotionBin, makeMotionBin } from "./fall-bin.ts";
import type { FallLimits } from "./fall-limits.ts";
import { hasTurned } from "./fall-posture.ts";

/**
 * Decides from motion alone whether somebody fell: a blow, before it a moment of weightlessness or else a harder blow, then
 * stillness in a body that lies otherwise than it was before. Memory is one bin and a ring of means, whatever comes in.
 */
export interface FallDetector {
  limits: FallLimits;
  bin: MotionBin;
  /** Means of the last RING half seconds, x, y and z each in turn. */
  means: Int16Array;
  /** Half seconds so far, since the watch began anew; stops counting at RING. */
  filled: number;
  /** Where the next mean goes. */
  at: number;
  /** How long the body was light in the bin before. */
  lightUsBefore: number;
  /** Half seconds since the first blow of the one that is looked into; -1: none is. */
  sinceFirst: number;
  sinceLast: number;
  /** Mean posture before it. */
  beforeX: number;
  beforeY: number;
  beforeZ: number;
  stillInRow: number;
  stillX: number;
  stillY: number;
  stillZ: number;
  rateHz: number;
  stepUs: number;
}

/** Half seconds that are remembered: the posture is taken from 1.5 to 3.5 seconds before the blow. */
const RING = 8;
const POSTURE_FROM = 3;
const POSTURE_BINS = 4;
/** So many half seconds belong to one fall: knees, then hands, then the body. */
const ONE_FALL_BINS = 6;
/** The blow itself may not count as rest. */
const SETTLE_BINS = 2;

export function makeFallDetector(limits: FallLimits): FallDetector {
  return {
    limits: limits,
    bin: makeMotionBin(),
    means: new Int16Array(3 * RING),
    filled: 0,
    at: 0,
    lightUsBefore: 0,
    sinceFirst: -1,
    sinceLast: 0,
    beforeX: 0,
    beforeY: 0,
    beforeZ: 0,
    stillInRow: 0,
    stillX: 0,
    stillY: 0,
    stillZ: 0,
    rateHz: 0,
    stepUs: 0,
  };
}

/** After a gap nothing that was seen before it belongs to what comes. */
export function forgetMotion(detector: FallDetector): void {
  emptyBin(detector.bin);
  detector.bin.weightlessUs = 0;
  detector.filled = 0;
  detector.at = 0;
  detector.lightUsBefore = 0;
  detector.sinceFirst = -1;
  detector.stillInRow = 0;
}

function keepMean(detector: FallDetector, x: number, y: number, z: number): void {
  const at = 3 * detector.at;
  detector.means[at] = x;
  detector.means[at + 1] = y;
  detector.means[at + 2] = z;
  detector.at = (detector.at + 1) % RING;
  if (detector.filled < RING) detector.filled += 1;
}

// Of what is remembered, the older part: just before a blow the body is on its way down already.
function takePosture(detector: FallDetector): void {
  let x = 0;
  let y = 0;
  let z = 0;
  let count = 0;
  for (let back = POSTURE_FROM; back < POSTURE_FROM + POSTURE_BINS; back++) {
    if (back > detector.filled) break;
    const at = 3 * ((detector.at + RING - back) % RING);
    x += detector.means[at] as number;
    y += detector.means[at + 1] as number;
    z += detector.means[at + 2] as number;
    count += 1;
  }
  detector.beforeX = count === 0 ? 0 : (x / count) | 0;
  detector.beforeY = count === 0 ? 0 : (y / count) | 0;
  detector.beforeZ = count === 0 ? 0 : (z / count) | 0;
}

function isBlow(detector: FallDetector): boolean {
  const limits = detector.limits;
  const peak = detector.bin.peakSquare;
  if (peak >= limits.hardImpactMilliG * limits.hardImpactMilliG) return true;
  if (peak < limits.impactMilliG * limits.impactMilliG) return false;
  return Math.max(detector.bin.longestWeightlessUs, detector.lightUsBefore) >= limits.lightUs;
}

function hearBlow(detector: FallDetector): void {
  detector.stillInRow = 0;
  if (detector.sinceFirst < 0 || detector.sinceFirst >= ONE_FALL_BINS) {
    takePosture(detector);
    detector.sinceFirst = 0;
  }
  detector.sinceLast = 0;
}

/** @returns whether this half second completes a fall. */
function hearRest(detector: FallDetector, x: number, y: number, z: number, still: boolean): boolean {
  const limits = detector.limits;
  detector.sinceFirst += 1;
  detector.sinceLast += 1;
  if (!still || detector.sinceLast < SETTLE_BINS) {
    detector.stillInRow = 0;
    if (detector.sinceLast >= limits.patienceBins) detector.sinceFirst = -1;
    return false;
  }
  if (detector.stillInRow === 0) {
    detector.stillX = 0;
    detector.stillY = 0;
    detector.stillZ = 0;
  }
  detector.stillInRow += 1;
  detector.stillX += x;
  detector.stillY += y;
  detector.stillZ += z;
  if (detector.stillInRow < limits.stillBins) return false;
  detector.sinceFirst = -1;
  const n = detector.stillInRow;
  return hasTurned(
    detector.beforeX,
    detector.beforeY,
    detector.beforeZ,
    (detector.stillX / n) | 0,
    (detector.stillY / n) | 0,
    (detector.stillZ / n) | 0,
    limits.turnedCos2,
  );
}

function closeBin(detector: FallDetector): boolean {
  const bin = detector.bin;
  const x = (bin.sumX / bin.count) | 0;
  const y = (bin.sumY / bin.count) | 0;
  const z = (bin.sumZ / bin.count) | 0;
  const stray = ((bin.sumSquares / bin.count) | 0) * 256 - (x * x + y * y + z * z);
  const still = stray < detector.limits.stillMilliG * detector.limits.stillMilliG;
  let fell = false;
  if (isBlow(detector)) hearBlow(detector);
  else if (detector.sinceFirst >= 0) fell = hearRest(detector, x, y, z, still);
  detector.lightUsBefore = bin.longestWeightlessUs;
  keepMean(detector, x, y, z);
  emptyBin(bin);
  return fell;
}

/**
 * Takes samples as they come.
 * @param milliG x, y and z in turn; a rest of fewer than three is left out
 * @param rateHz how many triples a second; outside MIN_RATE_HZ to MAX_RATE_HZ nothing is decided
 * @returns whether somebody fell, by what has come up to now
 */
export function hearMotion(detector: FallDetector, milliG: Int16Array, rateHz: number): boolean {
  if (!(rateHz >= MIN_RATE_HZ && rateHz <= MAX_RATE_HZ)) {
    forgetMotion(detector);
    return false;
  }
  if (rateHz !== detector.rateHz) {
    detector.rateHz = rateHz;
    detector.stepUs = (1000000 / rateHz) | 0;
  }
  let fell = false;
  for (let i = 0; i + 2 < milliG.length; i += 3) {
    if (addSample(detector.bin, milliG[i] as number, milliG[i + 1] as number, milliG[i + 2] as number, detector.stepUs))
      fell = closeBin(detector) || fell;
  }
  return fell;
}

/** Slower, a blow falls between two samples; faster, half a second's sums grow past small integers. */
export const MIN_RATE_HZ = 20;
export const MAX_RATE_HZ = 400;

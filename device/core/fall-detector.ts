import { addSample, emptyBin, type MotionBin, makeMotionBin } from "./fall-bin.ts";
import type { FallLimits } from "./fall-limits.ts";
import { type Gravity, hasTurned, noGravity, setGravity } from "./fall-posture.ts";

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
  before: Gravity;
  stillInRow: number;
  /** Sum of the means of that stillness. */
  still: Gravity;
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
/** Slower, a blow falls between two samples; faster, half a second's sums grow past small integers. */
export const MIN_RATE_HZ = 20;
export const MAX_RATE_HZ = 400;

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
    before: noGravity(),
    stillInRow: 0,
    still: noGravity(),
    rateHz: 0,
    stepUs: 0,
  };
}

/** After a gap nothing that was seen before it belongs to what comes. */
export function forgetMotion(detector: FallDetector): void {
  emptyBin(detector.bin);
  detector.bin.weightlessUs = 0;
  detector.means.fill(0);
  detector.filled = 0;
  detector.at = 0;
  detector.lightUsBefore = 0;
  detector.sinceFirst = -1;
  detector.sinceLast = 0;
  setGravity(detector.before, 0, 0, 0);
  detector.stillInRow = 0;
  setGravity(detector.still, 0, 0, 0);
}

function keepMean(detector: FallDetector, mean: Gravity): void {
  const at = 3 * detector.at;
  detector.means[at] = mean.x;
  detector.means[at + 1] = mean.y;
  detector.means[at + 2] = mean.z;
  detector.at = (detector.at + 1) % RING;
  if (detector.filled < RING) detector.filled += 1;
}

// Of what is remembered, the older part: just before a blow the body is on its way down already. A posture that nobody saw
// turns into any other, so that a fall just after the watch began is asked about.
function takePosture(detector: FallDetector): void {
  let x = 0;
  let y = 0;
  let z = 0;
  for (let back = POSTURE_FROM; back < POSTURE_FROM + POSTURE_BINS; back++) {
    if (back > detector.filled) break;
    const at = 3 * ((detector.at + RING - back) % RING);
    x += detector.means[at] as number;
    y += detector.means[at + 1] as number;
    z += detector.means[at + 2] as number;
  }
  setGravity(detector.before, x >> 2, y >> 2, z >> 2);
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

function addStillness(detector: FallDetector, mean: Gravity): void {
  const sum = detector.still;
  if (detector.stillInRow === 0) setGravity(sum, 0, 0, 0);
  detector.stillInRow += 1;
  setGravity(sum, sum.x + mean.x, sum.y + mean.y, sum.z + mean.z);
}

/** @returns whether this half second completes a fall. */
function hearRest(detector: FallDetector, mean: Gravity, still: boolean): boolean {
  const limits = detector.limits;
  detector.sinceLast += 1;
  if (!still || detector.sinceLast < SETTLE_BINS) {
    detector.stillInRow = 0;
    if (detector.sinceLast >= limits.patienceBins) detector.sinceFirst = -1;
    return false;
  }
  addStillness(detector, mean);
  if (detector.stillInRow < limits.stillBins) return false;
  detector.sinceFirst = -1;
  const sum = detector.still;
  const n = detector.stillInRow;
  setGravity(sum, (sum.x / n) | 0, (sum.y / n) | 0, (sum.z / n) | 0);
  return hasTurned(detector.before, sum, limits.turnedCos2);
}

function closeBin(detector: FallDetector): boolean {
  const bin = detector.bin;
  const mean: Gravity = { x: (bin.sumX / bin.count) | 0, y: (bin.sumY / bin.count) | 0, z: (bin.sumZ / bin.count) | 0 };
  const square = mean.x * mean.x + mean.y * mean.y + mean.z * mean.z;
  const stray = ((bin.sumSquares / bin.count) | 0) * 256 - square;
  const still = stray < detector.limits.stillMilliG * detector.limits.stillMilliG;
  let fell = false;
  // Also from blow to blow: who jogs is looked at anew every three seconds, and not as they stood before they set out.
  if (detector.sinceFirst >= 0) detector.sinceFirst += 1;
  if (isBlow(detector)) hearBlow(detector);
  else if (detector.sinceFirst >= 0) fell = hearRest(detector, mean, still);
  detector.lightUsBefore = bin.longestWeightlessUs;
  keepMean(detector, mean);
  emptyBin(bin);
  return fell;
}

function setRate(detector: FallDetector, rateHz: number): void {
  if (rateHz === detector.rateHz) return;
  // What was counted at another rate was not counted right.
  forgetMotion(detector);
  detector.rateHz = rateHz;
  detector.stepUs = (1000000 / rateHz) | 0;
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
  setRate(detector, rateHz);
  const bin = detector.bin;
  const stepUs = detector.stepUs;
  let fell = false;
  for (let i = 0; i + 2 < milliG.length; i += 3) {
    const full = addSample(bin, milliG[i] as number, milliG[i + 1] as number, milliG[i + 2] as number, stepUs);
    if (full) fell = closeBin(detector) || fell;
  }
  return fell;
}

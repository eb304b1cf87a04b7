/**
 * Half a second of motion, summed up while the samples pass: no sample is kept. One of these lives as long as the watch.
 */
export interface MotionBin {
  spanUs: number;
  count: number;
  sumX: number;
  sumY: number;
  sumZ: number;
  /** Sum of squared lengths, in units of 256 square milli-g, so that it stays a small integer. */
  sumSquares: number;
  peakSquare: number;
  /** Microseconds of the weightless stretch that lasts, and of the longest one in this bin. */
  weightlessUs: number;
  longestWeightlessUs: number;
}

export const BIN_US = 500000;
/** What a part measures at most: sixteen times gravity. More is clipped, so that squares stay below 2^31. */
const MOST_MILLI_G = 16000;
/** Below it the body is on its way down: 0.6 g at the waist (Kangas and others, Gait & Posture 28, 2008, table 1). */
export const LIGHT_MILLI_G = 600;
const LIGHT_SQUARE = LIGHT_MILLI_G * LIGHT_MILLI_G;

export function makeMotionBin(): MotionBin {
  return {
    spanUs: 0,
    count: 0,
    sumX: 0,
    sumY: 0,
    sumZ: 0,
    sumSquares: 0,
    peakSquare: 0,
    weightlessUs: 0,
    longestWeightlessUs: 0,
  };
}

/** Empty for the next half second; a weightless stretch goes on over the edge. */
export function emptyBin(bin: MotionBin): void {
  bin.spanUs = 0;
  bin.count = 0;
  bin.sumX = 0;
  bin.sumY = 0;
  bin.sumZ = 0;
  bin.sumSquares = 0;
  bin.peakSquare = 0;
  bin.longestWeightlessUs = 0;
}

function clipped(milliG: number): number {
  if (milliG > MOST_MILLI_G) return MOST_MILLI_G;
  return Math.max(milliG, -MOST_MILLI_G);
}

/** Takes one sample. @param stepUs microseconds to the next. @returns whether the bin is full. */
export function addSample(bin: MotionBin, rawX: number, rawY: number, rawZ: number, stepUs: number): boolean {
  const x = clipped(rawX);
  const y = clipped(rawY);
  const z = clipped(rawZ);
  const square = x * x + y * y + z * z;
  bin.count += 1;
  bin.spanUs += stepUs;
  bin.sumX += x;
  bin.sumY += y;
  bin.sumZ += z;
  bin.sumSquares += square >> 8;
  if (square > bin.peakSquare) bin.peakSquare = square;
  if (square < LIGHT_SQUARE) {
    bin.weightlessUs += stepUs;
    if (bin.weightlessUs > bin.longestWeightlessUs) bin.longestWeightlessUs = bin.weightlessUs;
  } else bin.weightlessUs = 0;
  return bin.spanUs >= BIN_US;
}

import { SCALE } from "./slow-l1-bodies.ts";

/** A second L1, the way that a batch expects; its constants and the order of roundings are those of batch-motion.ts. */
export interface SlowMotion {
  /** Bytes of the short body. */
  speed: number;
  course: number;
}

const LONGEST_S = 120;
const FASTEST = 8000;
const STILL = 12;
/** Five centimetres of a meridian in 10^-7 degrees, of 2^24. */
const FIVE_CM = 75356000n;

function sine(course: number): bigint {
  return BigInt(Math.round(4096 * Math.sin((course * 1.5 * Math.PI) / 180)));
}

/** Towards minus infinity, as Math.floor; BigInt's own division goes towards zero. */
function floored(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

/** Speed in 2.5 cm/s, the middle of the scale's step; null when nothing can be expected of it. */
function velocity({ speed, course }: SlowMotion): { north: bigint; east: bigint } | null {
  const upper = SCALE[speed];
  if (upper === undefined) return null;
  const doubled = upper + (speed > 32 ? (SCALE[speed - 1] as number) : upper);
  if (doubled <= STILL) return { north: 0n, east: 0n };
  if (doubled > FASTEST || course >= 240) return null;
  const [north, east] = [sine(course + 60), sine(course)];
  return { north: BigInt(doubled) * north, east: BigInt(doubled) * east };
}

/** Of 4,096: between two entries of the table, in thousandths of a step. */
function cosine(latE7: number): bigint {
  const magnitude = Math.abs(latE7);
  const steps = Math.floor(magnitude / 15_000_000);
  const entry = (step: number): bigint => sine(60 - Math.min(60, step));
  const thousandths = BigInt(Math.floor((magnitude % 15_000_000) / 15_000));
  const value = entry(steps) + floored((entry(steps + 1) - entry(steps)) * thousandths, 1000n);
  return value < 16n ? 16n : value;
}

function steps(halves: bigint, seconds: number, grid: number): number {
  const e7 = floored(floored(halves * BigInt(seconds), 4096n) * FIVE_CM, 2n ** 26n);
  return Number(floored(2n * e7 + BigInt(grid), 2n * BigInt(grid)));
}

/** In steps of the grid, from the mean of both velocities; null: nothing is expected of them. */
export function expectedWay(
  before: SlowMotion,
  after: SlowMotion,
  seconds: number,
  latE7: number,
  grid: number,
): { north: number; east: number } | null {
  const [from, to] = [velocity(before), velocity(after)];
  if (from === null || to === null || seconds < 0 || seconds > LONGEST_S) return null;
  const east = floored((from.east + to.east) * 4096n, cosine(latE7));
  return { north: steps(from.north + to.north, seconds, grid), east: steps(east, seconds, grid) };
}

import { fromScale } from "./scale.ts";

/**
 * Where a thing should be after some seconds, from speed and course at both ends of the way, in whole numbers of the
 * agreed grid. The same sums on every platform: no function of a mathematical library, and nothing above 2^52.
 */

/** Sines of 0 to 90 degrees in steps of a course, of 4096. */
const SINES = [
  0, 107, 214, 321, 428, 535, 641, 746, 852, 956, 1060, 1163, 1266, 1367, 1468, 1567, 1666, 1763, 1860, 1954, 2048, 2140, 2231,
  2320, 2408, 2493, 2578, 2660, 2741, 2820, 2896, 2971, 3044, 3115, 3183, 3250, 3314, 3376, 3435, 3492, 3547, 3600, 3650, 3697,
  3742, 3784, 3824, 3861, 3896, 3927, 3956, 3983, 4006, 4027, 4046, 4061, 4074, 4083, 4090, 4095, 4096,
];
const QUARTER = 60;
const COURSES = 240;
/** Five centimetres in units of 10^-7 degrees of latitude, of 2^24. */
const UNIT_E7 = 75356000;
/** Behind so long a way nothing is expected of speed and course. */
export const LONGEST_S = 120;
const FASTEST = 8000;
/** Below this a receiver tells no course. */
const STILL = 12;

function sine(course: number): number {
  const turned = course % COURSES;
  const half = turned % (2 * QUARTER);
  const value = SINES[half <= QUARTER ? half : 2 * QUARTER - half] as number;
  return turned < 2 * QUARTER ? value : -value;
}

/** What speed and course tell at one end of the way. */
export interface Motion {
  /** In 2.5 centimetres a second. */
  speed: number;
  /** In steps of 1.5 degrees. */
  course: number;
  known: boolean;
}

/** Up to here the scale has a step of one. */
const EXACT = 32;

/** @param speed on the scale of the short body @param course in its steps; what is not below 240 is unknown */
export function motionOf(speed: number, course: number): Motion {
  const upper = fromScale(speed);
  const lower = speed > EXACT ? fromScale(speed - 1) : upper;
  // The scale rounds up; the middle of its step is the better guess.
  const doubled = upper === null || lower === null ? -1 : upper + lower;
  const still = doubled >= 0 && doubled <= STILL;
  const known = still || (doubled >= 0 && doubled <= FASTEST && course < COURSES);
  return { speed: still || !known ? 0 : doubled, course: course < COURSES ? course : 0, known: known };
}

function component(motion: Motion, turn: number): number {
  return motion.speed * sine(motion.course + turn);
}

/** Cosine of a latitude of 10^-7 degrees, of 4096; never zero. */
export function cosineOf(latE7: number): number {
  const steps = Math.floor((latE7 < 0 ? -latE7 : latE7) / 15000000);
  const between = Math.floor(((latE7 < 0 ? -latE7 : latE7) % 15000000) / 15000);
  const here = SINES[QUARTER - Math.min(QUARTER, steps)] as number;
  const next = SINES[QUARTER - Math.min(QUARTER, steps + 1)] as number;
  return Math.max(16, here + Math.floor(((next - here) * between) / 1000));
}

/** Movement in grid steps, north and east. */
export interface Way {
  north: number;
  east: number;
}

function toGrid(halves: number, seconds: number, grid: number): number {
  // Two ends are summed and speeds are doubled, so a quarter of it; rounded towards the nearest.
  const e7 = Math.floor((Math.floor((halves * seconds) / 4096) * UNIT_E7) / 67108864);
  return Math.floor((e7 + grid / 2) / grid);
}

/**
 * @param cosine of the latitude, from `cosineOf`
 * @param grid steps of the grid in units of 10^-7 degrees
 * @returns null when speed or course are not known at both ends, or the way took too long
 */
export function wayOf(before: Motion, after: Motion, seconds: number, cosine: number, grid: number): Way | null {
  if (seconds < 0 || seconds > LONGEST_S || !before.known || !after.known) return null;
  const north = component(before, QUARTER) + component(after, QUARTER);
  const east = component(before, 0) + component(after, 0);
  return {
    north: toGrid(north, seconds, grid),
    east: toGrid(Math.floor((east * 4096) / cosine), seconds, grid),
  };
}

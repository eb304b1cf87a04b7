import { cosineOf, motionOf, wayOf } from "./batch-motion.ts";
import { type BitCoder, codeBit } from "./bit-coder.ts";
import { codeResidual, expectResidual, RESIDUAL_CONTEXTS } from "./residual.ts";

/**
 * One fix as its difference from what the fixes before it let expect. The same function codes and decodes, so both sides
 * expect the same. Speed and course come before the position, because the way between two fixes follows from them.
 */

/** The varying fields of a short body, as it codes them; positions in steps of the grid. */
export interface FixFields {
  timeS: number;
  lat: number;
  lon: number;
  altitude: number;
  accuracy: number;
  speed: number;
  course: number;
  battery: number;
}

/** What both sides remember of the fixes before. */
export interface Track {
  fix: FixFields;
  /** 10^-7 degrees a step. */
  grid: number;
  /** Of the way to the last fix: seconds, and grid steps. */
  seconds: number;
  north: number;
  east: number;
  /** How far off the last expectation was: of the time, of the position, of the course. */
  lateness: number;
  missed: number;
  turned: number;
}

const TURN = 240;
/** Speeds below 0.6 m/s, on the scale: a course means little there. */
const SLOW = 12;

// Each kind of residual learns by itself; the numbers are places of contexts.
const TIME = 0;
const SPEED = TIME + 2 * RESIDUAL_CONTEXTS;
const COURSE = SPEED + RESIDUAL_CONTEXTS;
const POSITION = COURSE + 3 * RESIDUAL_CONTEXTS;
const ALTITUDE = POSITION + 6 * RESIDUAL_CONTEXTS;
const ACCURACY = ALTITUDE + RESIDUAL_CONTEXTS;
const BATTERY = ACCURACY + RESIDUAL_CONTEXTS;
const KNOWN = BATTERY + RESIDUAL_CONTEXTS;
export const FIX_CONTEXTS = KNOWN + 4;

/** For each kind: the chance of 65536 that it is not zero, and its usual length; set so that short batches come out short. */
const EXPECTED = [
  [6000, 1],
  [40000, 2],
  [52000, 3],
  [56000, 3],
  [58000, 4],
  [60000, 5],
  [40000, 1],
  [40000, 1],
  [52000, 2],
  [52000, 2],
  [60000, 4],
  [60000, 4],
  [40000, 2],
  [44000, 1],
  [1500, 1],
];
const COURSE_STAYS_UNKNOWN = 12000;
const COURSE_STAYS_KNOWN = 60000;

/** Tells a coder what fixes are like. */
export function expectFixes(coder: BitCoder): void {
  for (let i = 0; i < EXPECTED.length; i++) {
    const kind = EXPECTED[i] as number[];
    expectResidual(coder, i * RESIDUAL_CONTEXTS, kind[0] as number, kind[1] as number);
  }
  for (let i = 0; i < 4; i += 2) {
    coder.chances[KNOWN + i] = COURSE_STAYS_UNKNOWN;
    coder.chances[KNOWN + i + 1] = COURSE_STAYS_KNOWN;
  }
}

export function startTrack(fix: FixFields, grid: number): Track {
  return { fix: fix, grid: grid, seconds: 0, north: 0, east: 0, lateness: 0, missed: 0, turned: 0 };
}

function codeCourse(coder: BitCoder, track: Track, course: number, slow: boolean): number {
  const before = track.fix.course;
  const known = KNOWN + (slow ? 2 : 0) + (before < TURN ? 1 : 0);
  if (codeBit(coder, known, course < TURN ? 1 : 0) === 0) return 255;
  const from = before < TURN ? before : 0;
  let turn = course - from;
  if (turn > TURN / 2) turn -= TURN;
  if (turn <= -TURN / 2) turn += TURN;
  const turning = track.turned > 3 ? 1 : 0;
  const kind = before >= TURN || slow ? 2 : turning;
  const coded = codeResidual(coder, COURSE + kind * RESIDUAL_CONTEXTS, turn);
  track.turned = coded < 0 ? -coded : coded;
  const now = (from + coded) % TURN;
  return now < 0 ? now + TURN : now;
}

/** Three kinds of position: as expected the last time, a little off, far off. */
function kindOf(missed: number): number {
  if (missed <= 1) return 0;
  return missed <= 6 ? 2 : 4;
}

function codePosition(coder: BitCoder, track: Track, fix: FixFields, coded: FixFields, seconds: number): void {
  const last = track.fix;
  const before = motionOf(last.speed, last.course);
  const way = wayOf(before, motionOf(coded.speed, coded.course), seconds, cosineOf(last.lat * track.grid), track.grid);
  // Without speed and course: as it moved before, if that took as long.
  const again = seconds === track.seconds ? { north: track.north, east: track.east } : { north: 0, east: 0 };
  const expected = way === null ? again : way;
  const north = last.lat + expected.north;
  const east = last.lon + expected.east;
  const kind = POSITION + kindOf(track.missed) * RESIDUAL_CONTEXTS;
  const offNorth = codeResidual(coder, kind, fix.lat - north);
  const offEast = codeResidual(coder, kind + RESIDUAL_CONTEXTS, fix.lon - east);
  coded.lat = north + offNorth;
  coded.lon = east + offEast;
  track.missed = (offNorth < 0 ? -offNorth : offNorth) + (offEast < 0 ? -offEast : offEast);
}

function isByte(value: number): boolean {
  return value >= 0 && value <= 255;
}

function isInRange(fix: FixFields, grid: number): boolean {
  const lat = fix.lat * grid;
  const lon = fix.lon * grid;
  return (
    fix.timeS >= 0 &&
    fix.timeS <= 4294967295 &&
    lat >= -900000000 &&
    lat <= 900000000 &&
    lon >= -1800000000 &&
    lon <= 1800000000 &&
    fix.altitude >= -32768 &&
    fix.altitude <= 32767 &&
    isByte(fix.accuracy) &&
    isByte(fix.battery)
  );
}

/**
 * Codes the next fix of a track, or decodes it.
 * @param fix a decoder does not look at it
 * @returns the fix as the other side has it, or null when it is none that a short body can hold: then the track is over.
 */
export function codeFix(coder: BitCoder, track: Track, fix: FixFields): FixFields | null {
  const last = track.fix;
  const late = TIME + (track.lateness === 0 ? 0 : RESIDUAL_CONTEXTS);
  const lateness = codeResidual(coder, late, fix.timeS - last.timeS - track.seconds);
  const seconds = track.seconds + lateness;
  const speed = last.speed + codeResidual(coder, SPEED, fix.speed - last.speed);
  if (!isByte(speed)) return null;
  const coded: FixFields = {
    timeS: last.timeS + seconds,
    lat: 0,
    lon: 0,
    altitude: 0,
    accuracy: 0,
    speed: speed,
    course: codeCourse(coder, track, fix.course, speed < SLOW),
    battery: 0,
  };
  codePosition(coder, track, fix, coded, seconds);
  coded.altitude = last.altitude + codeResidual(coder, ALTITUDE, fix.altitude - last.altitude);
  coded.accuracy = last.accuracy + codeResidual(coder, ACCURACY, fix.accuracy - last.accuracy);
  coded.battery = last.battery + codeResidual(coder, BATTERY, fix.battery - last.battery);
  if (!isInRange(coded, track.grid)) return null;
  track.lateness = lateness;
  track.seconds = seconds;
  track.north = coded.lat - last.lat;
  track.east = coded.lon - last.lon;
  track.fix = coded;
  return coded;
}

import { distanceM } from "./geo-distance.ts";

/** What is remembered of a fix for judging the next: nothing of it is told, stored, or kept when the receiver goes off. */
export interface Seen {
  timeMs: number;
  upMs: number;
  latDeg: number;
  lonDeg: number;
  /** One sigma. */
  accuracyM: number;
  /** Null: the receiver does not tell it. */
  speedMps: number | null;
  /** Null: the receiver does not tell it, or too slow for it to mean anything. */
  courseDeg: number | null;
}

/** A place that was believed, and where the wearer must be since by what the receiver says of their velocity. */
interface Anchor {
  seen: Seen;
  way: Way;
}

/** A way in metres, and how far beside its end one may be. */
export interface Way {
  eastM: number;
  northM: number;
  besideM: number;
}

/** A row of fixes that one body can have made: each lies where the reported speeds allow it to. */
export interface Track {
  /** The newest of them. */
  last: Anchor;
  /** One of the last minute, and one of the minute before: a leap shows against the newest, a slow drift against these. */
  late: Anchor;
  early: Anchor;
  sinceUpMs: number;
}

const METRES_A_DEGREE = 111195;
const ANCHOR_MS = 60000;
/** Errors of the two ends that a receiver does not own up to: walls, and its own smoothing. */
const NOISE_M = 10;
const SIGMAS = 3;
/** A reported speed may lag and be a little short; below a third of a metre a second receivers say that one stands. */
const SPEED_SHARE = 1.2;
const CREEP_MPS = 0.3;
/** With a course the way is known by its direction too, but for so much of its length and of the change of velocity. */
const COURSE_SHARE = 0.1;
const TURN_SHARE = 0.25;
const COURSE_S = 5;
/**
 * Between fixes that lie further apart than this the speed may have changed as much as a motor can and back again, which is a
 * quarter of that in the mean.
 */
const STEADY_S = 2;
const CHANGE_MPS2 = 0.5;
const MAX_CHANGE_MPS = 60;
/** Nothing that carries a wearer on the ground is faster; taken where the receiver does not tell the speed. */
const UNKNOWN_MPS = 100;
/** A burst may come late from a busy board, so its own time may have run ahead of uptime by this much. */
const LATE_S = 3;

function anchorAt(seen: Seen): Anchor {
  return { seen: seen, way: { eastM: 0, northM: 0, besideM: 0 } };
}

export function startTrack(seen: Seen): Track {
  return { last: anchorAt(seen), late: anchorAt(seen), early: anchorAt(seen), sinceUpMs: seen.upMs };
}

/** Seconds that really passed between two fixes: a clock that leaps buys no way (F16). */
function secondsBetween(before: Seen, now: Seen): number {
  const byUptime = Math.max(0, now.upMs - before.upMs) / 1000;
  const byFix = (now.timeMs - before.timeMs) / 1000;
  return byFix > 0 ? Math.min(byFix, byUptime + LATE_S) : byUptime;
}

function faster(before: Seen, now: Seen): number {
  if (before.speedMps === null || now.speedMps === null) return UNKNOWN_MPS;
  return Math.max(before.speedMps, now.speedMps);
}

/** The part of the speed that goes into one direction; zero where the course is not known. */
function partMps(seen: Seen, towardsDeg: number): number {
  if (seen.speedMps === null || seen.courseDeg === null) return 0;
  return seen.speedMps * Math.cos(((seen.courseDeg - towardsDeg) * Math.PI) / 180);
}

/** The way between two fixes that follow one another, by what the receiver says of the velocity at both. */
export function wayBetween(before: Seen, now: Seen): Way {
  const seconds = secondsBetween(before, now);
  const change = Math.min(MAX_CHANGE_MPS, CHANGE_MPS2 * Math.max(0, seconds - STEADY_S));
  if (before.courseDeg === null || now.courseDeg === null || seconds > COURSE_S)
    return { eastM: 0, northM: 0, besideM: (faster(before, now) * SPEED_SHARE + CREEP_MPS + change) * seconds };
  const eastM = ((partMps(before, 90) + partMps(now, 90)) / 2) * seconds;
  const northM = ((partMps(before, 0) + partMps(now, 0)) / 2) * seconds;
  const turnEast = partMps(now, 90) - partMps(before, 90);
  const turnNorth = partMps(now, 0) - partMps(before, 0);
  const turn = Math.sqrt(turnEast * turnEast + turnNorth * turnNorth) * TURN_SHARE;
  const besideM = (faster(before, now) * COURSE_SHARE + CREEP_MPS + turn + change) * seconds;
  return { eastM: eastM, northM: northM, besideM: besideM };
}

/** The least that they said they went, in metres. */
export function saidBetween(before: Seen, now: Seen): number {
  if (before.speedMps === null || now.speedMps === null) return 0;
  return Math.min(before.speedMps, now.speedMps) * secondsBetween(before, now);
}

function wentOn(anchor: Anchor, way: Way): Anchor {
  const before = anchor.way;
  return {
    seen: anchor.seen,
    way: {
      eastM: before.eastM + way.eastM,
      northM: before.northM + way.northM,
      besideM: before.besideM + way.besideM,
    },
  };
}

/** Lets the wearer go on by so much, whether or not the fix that tells it is believed. */
export function goOn(track: Track, way: Way): void {
  // One anchor may stand in all three places: each takes a value of its own.
  track.last = wentOn(track.last, way);
  track.late = wentOn(track.late, way);
  track.early = wentOn(track.early, way);
}

export function metresFrom(seen: Seen, other: Seen): number {
  return distanceM(seen, other);
}

function reaches(anchor: Anchor, now: Seen): boolean {
  const from = anchor.seen;
  const errorM = NOISE_M + SIGMAS * Math.sqrt(from.accuracyM * from.accuracyM + now.accuracyM * now.accuracyM);
  const latDeg = from.latDeg + anchor.way.northM / METRES_A_DEGREE;
  // Near the poles a degree of longitude is nothing, and no way is longer than the globe.
  const wide = Math.max(0.01, Math.cos((latDeg * Math.PI) / 180)) * METRES_A_DEGREE;
  const expected = { latDeg: latDeg, lonDeg: from.lonDeg + anchor.way.eastM / wide };
  return distanceM(expected, now) <= anchor.way.besideM + errorM;
}

/** How a fix contradicts the track, after `goOn` for it: at once, or by and by. Null: it does not. */
export function contradiction(track: Track, now: Seen): "jump" | "drift" | null {
  if (!reaches(track.last, now)) return "jump";
  return reaches(track.late, now) && reaches(track.early, now) ? null : "drift";
}

/** Adds a fix that contradicts nothing. */
export function extend(track: Track, now: Seen): void {
  track.last = anchorAt(now);
  if (now.upMs - track.late.seen.upMs < ANCHOR_MS) return;
  track.early = track.late;
  track.late = anchorAt(now);
}

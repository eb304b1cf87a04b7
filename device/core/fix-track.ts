import { metresBetween } from "./metres-between.ts";

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
}

/** A place that was believed, and how far the wearer can have come from it since by what the receiver says of their speed. */
interface Anchor {
  seen: Seen;
  wayM: number;
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

const ANCHOR_MS = 60000;
/** Errors of the two ends that a receiver does not own up to: walls, and its own smoothing. */
const NOISE_M = 10;
const SIGMAS = 3;
/** A reported speed may lag and be a little short; below a third of a metre a second receivers say that one stands. */
const SPEED_SHARE = 1.2;
const CREEP_MPS = 0.3;
/** Between fixes that lie further apart than this the speed may have changed, by as much as a car's brakes or motor can. */
const STEADY_S = 2;
const CHANGE_MPS2 = 2;
const MAX_CHANGE_MPS = 60;
/** Nothing that carries a wearer on the ground is faster; taken where the receiver does not tell the speed. */
const UNKNOWN_MPS = 100;
/** A burst may come late from a busy board, so its own time may have run ahead of uptime by this much. */
const LATE_S = 3;

function anchorAt(seen: Seen): Anchor {
  return { seen: seen, wayM: 0 };
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

/** Metres that the wearer can have gone between two fixes that follow one another. */
export function wayBetween(before: Seen, now: Seen): number {
  const seconds = secondsBetween(before, now);
  const change = Math.min(MAX_CHANGE_MPS, CHANGE_MPS2 * Math.max(0, seconds - STEADY_S));
  return (faster(before, now) * SPEED_SHARE + CREEP_MPS + change) * seconds;
}

/** The least that they said they went, in metres. */
export function saidBetween(before: Seen, now: Seen): number {
  if (before.speedMps === null || now.speedMps === null) return 0;
  return Math.min(before.speedMps, now.speedMps) * secondsBetween(before, now);
}

/** Lets the wearer go on by so much, whether or not the fix that tells it is believed. */
export function goOn(track: Track, wayM: number): void {
  track.last.wayM += wayM;
  track.late.wayM += wayM;
  track.early.wayM += wayM;
}

export function metresFrom(seen: Seen, other: Seen): number {
  return metresBetween(seen.latDeg, seen.lonDeg, other.latDeg, other.lonDeg);
}

function reaches(anchor: Anchor, now: Seen): boolean {
  const a = anchor.seen.accuracyM;
  const b = now.accuracyM;
  return metresFrom(anchor.seen, now) <= anchor.wayM + NOISE_M + SIGMAS * Math.sqrt(a * a + b * b);
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

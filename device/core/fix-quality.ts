import type { Fix } from "./fix.ts";
import { accuracyOf } from "./fix-accuracy.ts";
import { hasGeometry, isAtPossibleHeight, isAtPossibleSpeed, isOnGlobe, isWarm, isZero } from "./fix-plausible.ts";
import {
  contradiction,
  extend,
  goOn,
  metresFrom,
  type Seen,
  saidBetween,
  startTrack,
  type Track,
  wayBetween,
} from "./fix-track.ts";
import type { PermittedFix } from "./gate.ts";

/**
 * Whether a position can be true (P40, F15, F19). What seems false is told as it is, with a flag: never smoothed, never
 * held back, because nobody here knows which of two places is the true one. Only what was told already is not told again.
 */
export type Verdict = { kind: "sound" } | { kind: "suspicious"; reason: Suspicion } | { kind: "repeated" };

export type Suspicion =
  /** Not a place on the globe, or a speed beyond any receiver's. */
  | "impossible"
  | "zeros"
  /** Further off than the reported speeds allow, at once. */
  | "jump"
  /** Further off than the reported speeds allow, by and by. */
  | "drift"
  /** A jump onto the other side of the equator or of Greenwich, or to latitude and longitude exchanged. */
  | "mirrored"
  /** A jump of place and clock together, or a clock that runs back or stands still. */
  | "clock"
  /** The same place to the last digit, under way. */
  | "frozen"
  | "height"
  | "geometry"
  /** The first fixes of a receiver that hears little as yet. */
  | "warming-up";

/** All that is remembered of earlier fixes. Made anew whenever the receiver is switched. */
export interface QualityWatch {
  track: Track | null;
  /** Where the fixes are that contradict the track. If they stay there for long enough, it is they that are believed. */
  rival: Track | null;
  /** What the first of them was. */
  rivalReason: Suspicion;
  heard: Seen | null;
  /** Metres that the receiver says it went while its position stayed the same to the last digit, and in how many fixes. */
  frozenM: number;
  frozenFixes: number;
  /** The last fixes, oldest first. */
  told: Fix[];
  startedUpMs: number | null;
  /** Of the last fix. */
  suspicious: boolean;
}

const SOUND: Verdict = { kind: "sound" };
const REPEATED: Verdict = { kind: "repeated" };

/** Taken when the receiver tells no accuracy at all. */
const UNKNOWN_ACCURACY_M = 15;
/** A receiver that claims to be finer than this is not believed that it is. */
const FINEST_M = 1;
const REMEMBERED = 8;
/** Below this a course is noise. */
const COURSE_MPS = 1.5;
/** Leap seconds that a receiver learns late may put its clock back so far without a word. */
const CLOCK_BACK_MS = 2000;
const CLOCK_LEAP_MS = 10000;
/** After so long the fixes that contradict are the ones to believe; a receiver that has just begun corrects itself sooner. */
const BELIEVE_MS = 60000;
const BELIEVE_WARMING_MS = 5000;
const WARMING_MS = 60000;
/** No rival is believed that nobody can have got to: faster than this nobody travels on the ground. */
const TRAVEL_MPS = 100;
const FREEZING_M = 3;
const FROZEN_M = 15;
const FROZEN_FIXES = 4;
const MIRROR_DEG = 0.05;
/** So near to an axis the mirrored place is a jump like any other. */
const MIRROR_APART_M = 2000;

export function makeQualityWatch(): QualityWatch {
  return {
    track: null,
    rival: null,
    rivalReason: "jump",
    heard: null,
    frozenM: 0,
    frozenFixes: 0,
    told: [],
    startedUpMs: null,
    suspicious: false,
  };
}

function seenOf(fix: Fix, upMs: number): Seen {
  const accuracy = accuracyOf(fix);
  return {
    timeMs: fix.timeMs,
    upMs: upMs,
    latDeg: fix.latDeg,
    lonDeg: fix.lonDeg,
    accuracyM: accuracy === null ? UNKNOWN_ACCURACY_M : Math.max(accuracy, FINEST_M),
    speedMps: fix.speedMps,
    courseDeg: fix.speedMps !== null && fix.speedMps >= COURSE_MPS ? fix.courseDeg : null,
  };
}

function near(a: number, b: number): boolean {
  const step = a - b;
  return step < MIRROR_DEG && step > 0 - MIRROR_DEG;
}

function isMirrored(from: Seen, now: Seen): boolean {
  if (metresFrom(from, now) < MIRROR_APART_M) return false;
  const lat = near(now.latDeg, from.latDeg);
  const lon = near(now.lonDeg, from.lonDeg);
  const otherLat = near(now.latDeg, 0 - from.latDeg);
  const otherLon = near(now.lonDeg, 0 - from.lonDeg);
  const exchanged = near(now.latDeg, from.lonDeg) && near(now.lonDeg, from.latDeg);
  return exchanged || (otherLat && (lon || otherLon)) || (lat && otherLon);
}

/** Counts how long the place has stayed the same to the last digit. */
function watchFreezing(watch: QualityWatch, now: Seen): void {
  const heard = watch.heard;
  if (heard === null || heard.latDeg !== now.latDeg || heard.lonDeg !== now.lonDeg) {
    watch.frozenM = 0;
    watch.frozenFixes = 0;
    return;
  }
  watch.frozenM += saidBetween(heard, now);
  watch.frozenFixes += 1;
}

function isFrozen(watch: QualityWatch): boolean {
  return watch.frozenM >= FROZEN_M && watch.frozenFixes >= FROZEN_FIXES;
}

function isWarming(watch: QualityWatch, upMs: number): boolean {
  return watch.startedUpMs !== null && upMs - watch.startedUpMs < WARMING_MS;
}

/** The contradicting fixes, if they contradict one another no longer. @returns whether they are to be believed from now on. */
function hearRival(watch: QualityWatch, track: Track, now: Seen, reason: Suspicion): boolean {
  const rival = watch.rival;
  const lie = rival === null ? "jump" : contradiction(rival, now);
  if (rival === null || lie !== null) {
    watch.rival = startTrack(now);
    // What drifts on is what it was, though it contradicts itself by now.
    if (lie === "jump") watch.rivalReason = reason;
    return false;
  }
  extend(rival, now);
  const last = track.last.seen;
  const travelM = (TRAVEL_MPS * (now.upMs - last.upMs)) / 1000;
  const believeMs = isWarming(watch, now.upMs) ? BELIEVE_WARMING_MS : BELIEVE_MS;
  return now.upMs - rival.sinceUpMs >= believeMs && (isWarming(watch, now.upMs) || metresFrom(last, now) <= travelM);
}

/** The way of this fix from the one before, and what is wrong with it. */
function judgeMotion(watch: QualityWatch, now: Seen): Suspicion | null {
  const before = watch.heard;
  const track = watch.track;
  if (before === null || track === null) {
    watch.track = startTrack(now);
    return null;
  }
  const way = wayBetween(before, now);
  goOn(track, way);
  if (watch.rival !== null) goOn(watch.rival, way);
  // The wearer goes on, although their place does not.
  if (isFrozen(watch)) return "frozen";
  const lie = contradiction(track, now);
  const leapMs = now.timeMs - before.timeMs - (now.upMs - before.upMs);
  const back = now.timeMs < before.timeMs - CLOCK_BACK_MS;
  if (lie === null) {
    // What stays the same to the last digit under way is not where the wearer is: they go on from where it began.
    if (watch.frozenM < FREEZING_M) extend(track, now);
    watch.rival = null;
    return back ? "clock" : null;
  }
  if (isMirrored(track.last.seen, now)) return "mirrored";
  if (hearRival(watch, track, now, back || leapMs > CLOCK_LEAP_MS ? "clock" : lie)) {
    watch.track = watch.rival;
    watch.rival = null;
    return null;
  }
  return watch.rivalReason;
}

function suspicionOf(watch: QualityWatch, fix: Fix, now: Seen): Suspicion | null {
  watchFreezing(watch, now);
  const motion = judgeMotion(watch, now);
  watch.heard = now;
  if (motion !== null) return motion;
  if (!isAtPossibleHeight(fix)) return "height";
  if (!hasGeometry(fix)) return "geometry";
  return isWarming(watch, now.upMs) && !isWarm(fix) ? "warming-up" : null;
}

/** Of the last fixes the one of this very time; null: there is none. */
function sameTime(watch: QualityWatch, fix: Fix): Fix | null {
  for (let i = 0; i < watch.told.length; i++) {
    const told = watch.told[i] as Fix;
    if (told.timeMs === fix.timeMs) return told;
  }
  watch.told.push(fix);
  if (watch.told.length > REMEMBERED) watch.told.shift();
  return null;
}

/** Judges one fix that the gate let pass. A "repeated" one is no fix: it is not told, and counts as none. */
export function judgeFix(watch: QualityWatch, permitted: PermittedFix, upMs: number): Verdict {
  const fix = permitted.fix;
  if (watch.startedUpMs === null) watch.startedUpMs = upMs;
  const told = sameTime(watch, fix);
  // A receiver, or a buffer on the way from it, says once more what it said before (F19).
  if (told !== null && told.latDeg === fix.latDeg && told.lonDeg === fix.lonDeg) return REPEATED;
  let reason: Suspicion | null;
  if (told !== null) reason = "clock";
  else if (!isOnGlobe(fix) || !isAtPossibleSpeed(fix)) reason = "impossible";
  else if (isZero(fix)) reason = "zeros";
  else reason = suspicionOf(watch, fix, seenOf(fix, upMs));
  watch.suspicious = reason !== null;
  return reason === null ? SOUND : { kind: "suspicious", reason: reason };
}

import type { Place } from "../protocol/place.ts";
import { depthAt, type FenceGround, offsetFrom } from "./fence-ground.ts";
import { wayReaches } from "./fence-way.ts";
import type { Offset } from "./geo-plane.ts";

/**
 * Decides on which side of one fence the wearer is, and says so when that changes. It must not say "left" because a
 * receiver's error wandered over the line (U6), nor miss who walked through between two fixes (U7).
 */
export interface FenceWatch {
  /** Nobody is told of a first decision: whoever stood there when the fence was drawn has not entered it. */
  side: "unknown" | FenceSide;
  /** The other side, while it is not sure yet. */
  pending: Pending | null;
  /** The last fix that was clearly on the decided side. */
  home: Offset | null;
  /** Since then the way was clearly on the other side, if only between two fixes. */
  wentOver: boolean;
  /** Somebody was over there and came out again, while it is not sure yet that they came out elsewhere. */
  passing: Passing | null;
  /** -1: no fix yet. */
  lastMs: number;
  last: Offset | null;
}

export type FenceSide = "inside" | "outside";
export type FencePhase = "entered" | "left";

interface Pending {
  side: FenceSide;
  sinceMs: number;
  fixes: number;
}

interface Passing {
  from: Offset;
  sinceMs: number;
}

/** A position to decide on. Suspicious ones, and those that the gate did not permit, are never made into one. */
export interface FenceFix {
  place: Place;
  timeMs: number;
  /** One sigma of the error. */
  accuracyM: number;
  /** At most so far was it moved when it was rounded for this guardian. */
  roundingM: number;
}

/** A fix counts for a side when it lies so many sigmas from the line ... */
const SIGMAS = 3;
/** ... and so many metres, because receivers overrate themselves. */
export const MARGIN_M = 15;
/** What changed is sure after fixes over so long a time; a little under a minute, for who is told each minute. */
export const DWELL_MS = 55000;
/** Over there by so much two fixes are enough; nearer to the line it takes three, because signals are reflected by walls. */
export const SURE_M = 100;
/**
 * Somebody who was over there for less counts as having passed through only when they came out so far from where they went
 * in: a signal that a wall reflected comes back to where it was. The shortest way through the smallest fence is longer.
 */
export const PASSED_M = 100;
/** Of the way between two fixes that are longer apart nothing is known. */
export const MAX_WAY_MS = 300000;
/** Who seems faster was not there: 360 kilometres an hour. */
export const MAX_SPEED_MPS = 100;

export function makeFenceWatch(): FenceWatch {
  return { side: "unknown", pending: null, home: null, wentOver: false, passing: null, lastMs: 0 - 1, last: null };
}

function apartM(a: Offset, b: Offset): number {
  const east = a.eastM - b.eastM;
  const north = a.northM - b.northM;
  return Math.sqrt(east * east + north * north);
}

function marginOf(fix: FenceFix): number {
  return Math.max(MARGIN_M, SIGMAS * fix.accuracyM) + fix.roundingM;
}

/** The way from the last fix, when it may be taken for a straight one. */
function wayFrom(watch: FenceWatch, at: Offset, timeMs: number): Offset | null {
  const last = watch.last;
  const tookMs = timeMs - watch.lastMs;
  if (last === null || tookMs > MAX_WAY_MS) return null;
  return apartM(last, at) * 1000 <= MAX_SPEED_MPS * tookMs ? last : null;
}

function isOnWay(watch: FenceWatch, ground: FenceGround, at: Offset, fix: FenceFix): boolean {
  const from = watch.side === "unknown" || watch.wentOver ? null : wayFrom(watch, at, fix.timeMs);
  return from !== null && wayReaches(ground, from, at, watch.side === "outside", marginOf(fix));
}

/** Back on the decided side, or still there. @returns what is told when it is sure that somebody passed through. */
function stay(watch: FenceWatch, side: FenceSide, at: Offset, timeMs: number): FencePhase[] {
  const passed = watch.passing !== null && timeMs - watch.passing.sinceMs >= DWELL_MS;
  if (passed) watch.passing = null;
  const home = watch.home;
  if (watch.wentOver && watch.passing === null && home !== null && apartM(home, at) >= PASSED_M) {
    watch.passing = { from: home, sinceMs: timeMs };
  }
  watch.pending = null;
  watch.wentOver = false;
  watch.home = at;
  if (!passed) return [];
  return side === "outside" ? ["entered", "left"] : ["left", "entered"];
}

function changeTo(watch: FenceWatch, side: FenceSide, at: Offset, depth: number, timeMs: number): FencePhase[] {
  watch.wentOver = true;
  let pending = watch.pending;
  if (pending === null || pending.side !== side) {
    pending = { side: side, sinceMs: timeMs, fixes: 0 };
    watch.pending = pending;
  }
  pending.fixes += 1;
  const enough = Math.abs(depth) >= SURE_M ? 2 : 3;
  if (pending.fixes < enough || timeMs - pending.sinceMs < DWELL_MS) return [];
  const first = watch.side === "unknown";
  watch.side = side;
  watch.pending = null;
  watch.passing = null;
  watch.wentOver = false;
  watch.home = at;
  if (first) return [];
  return [side === "inside" ? "entered" : "left"];
}

/** The same moment again says nothing new. A clock that went back does: what was timed by it before is begun anew. */
function outOfOrder(watch: FenceWatch, fix: FenceFix): FencePhase[] {
  if (fix.timeMs === watch.lastMs) return [];
  watch.lastMs = fix.timeMs;
  watch.pending = null;
  watch.passing = null;
  watch.last = null;
  return [];
}

/** Back where they were before they passed: neither way was a walk, or both came to nothing. */
function forgetReturn(watch: FenceWatch, at: Offset): void {
  if (watch.passing === null || apartM(watch.passing.from, at) >= PASSED_M) return;
  watch.passing = null;
  watch.wentOver = false;
}

/** Takes one fix. @returns what it decides, in the order in which it happened; mostly nothing. */
export function hearFence(watch: FenceWatch, ground: FenceGround, fix: FenceFix): FencePhase[] {
  const at = offsetFrom(ground, fix.place);
  if (fix.timeMs <= watch.lastMs) return outOfOrder(watch, fix);
  if (isOnWay(watch, ground, at, fix)) watch.wentOver = true;
  watch.last = at;
  watch.lastMs = fix.timeMs;
  forgetReturn(watch, at);
  const depth = depthAt(ground, at);
  const side: FenceSide = depth < 0 ? "inside" : "outside";
  if (Math.abs(depth) <= marginOf(fix)) {
    // So near the line that its own error may have put it there: it decides nothing. But it is no more of the other side.
    if (watch.pending !== null && watch.pending.side !== side) watch.pending = null;
    return [];
  }
  return side === watch.side ? stay(watch, side, at, fix.timeMs) : changeTo(watch, side, at, depth, fix.timeMs);
}

import type { Fix } from "./fix.ts";
import { accuracyOf } from "./fix-accuracy.ts";
import { distanceM } from "./geo-distance.ts";

/**
 * Whether the wearer stands still (U5). A receiver at rest draws stars: its position wanders by tens of metres. Only who
 * decides uses this; a position that is told is told as the receiver said it.
 */
export interface Standing {
  latDeg: number;
  lonDeg: number;
  /** Since when the wearer has been at that place; null: no place is known. */
  sinceUpMs: number | null;
  /** Sound fixes in a row that say the wearer has left it. */
  leaving: number;
}

/** After so long in one place one stands. */
const STAND_MS = 20000;
/** What a receiver wanders by at rest, at least and at most. */
const NEAR_M = 8;
const WANDER_M = 25;
/** Further than this one has gone, also by a receiver that says it stands. */
const GONE_M = 50;
/** Slower than this nobody walks to anywhere. */
const WALK_MPS = 0.7;
const LEFT_FIXES = 3;

export function makeStanding(): Standing {
  return { latDeg: 0, lonDeg: 0, sinceUpMs: null, leaving: 0 };
}

/** Metres by which a receiver at rest may wander: two sigma of its own error, within bounds. */
export function wanderM(fix: Fix): number {
  const accuracy = accuracyOf(fix);
  return accuracy === null ? WANDER_M : Math.min(WANDER_M, Math.max(NEAR_M, 2 * accuracy));
}

function settleAt(standing: Standing, fix: Fix, upMs: number): void {
  standing.latDeg = fix.latDeg;
  standing.lonDeg = fix.lonDeg;
  standing.sinceUpMs = upMs;
  standing.leaving = 0;
}

/** Whether this fix lies where the wearer stands, as far as the receiver can tell. */
function isNear(standing: Standing, fix: Fix): boolean {
  const away = distanceM(standing, fix);
  if (away <= wanderM(fix)) return true;
  return away < GONE_M && fix.speedMps !== null && fix.speedMps < WALK_MPS;
}

/** Takes a sound fix. */
export function watchStanding(standing: Standing, fix: Fix, upMs: number): void {
  if (standing.sinceUpMs === null) return settleAt(standing, fix, upMs);
  if (isNear(standing, fix)) {
    standing.leaving = 0;
    return;
  }
  standing.leaving += 1;
  // Who stood is believed to have left after some fixes only; who moves stands nowhere.
  if (standing.leaving >= LEFT_FIXES || !isStanding(standing, upMs)) settleAt(standing, fix, upMs);
}

export function isStanding(standing: Standing, upMs: number): boolean {
  return standing.sinceUpMs !== null && upMs - standing.sinceUpMs >= STAND_MS;
}

/** Whether the wearer stands still, and this fix says nothing else as far as its accuracy goes. */
export function standsAt(standing: Standing, fix: Fix, upMs: number): boolean {
  return isStanding(standing, upMs) && distanceM(standing, fix) <= wanderM(fix);
}

/** Milliseconds in this place; null: none is known. */
export function stoodMs(standing: Standing, upMs: number): number | null {
  return standing.sinceUpMs === null ? null : upMs - standing.sinceUpMs;
}

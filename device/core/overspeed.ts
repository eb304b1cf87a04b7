import { type Episode, type Sign, type Turn, turnOf } from "./episode.ts";
import type { Fix } from "./fix.ts";
import { accuracyOf } from "./fix-accuracy.ts";

/** Faster than agreed, for longer than a spike (R-04, U23). */
export interface SpeedLimit {
  kmh: number;
  /** So many seconds in a row. */
  forS: number;
}

const KMH_A_MPS = 3.6;
/** It is over when the speed was below the limit by a tenth, and by 3 km/h at least, for so long. */
const UNDER_SHARE = 0.1;
const UNDER_KMH = 3;
const CLEAR_MS = 15000;
/** A tunnel is not the end of a ride: so long without a fix that counts breaks the row. */
const GAP_MS = 10000;
/** A receiver that is not sure where it is is not sure how fast either. */
const WORST_ACCURACY_M = 50;

function signOf(fix: Fix, limit: SpeedLimit): Sign {
  const accuracy = accuracyOf(fix);
  if (fix.speedMps === null || (accuracy !== null && accuracy > WORST_ACCURACY_M)) return "unknown";
  const kmh = fix.speedMps * KMH_A_MPS;
  if (kmh > limit.kmh) return "wrong";
  return kmh < limit.kmh - Math.max(UNDER_KMH, UNDER_SHARE * limit.kmh) ? "right" : "between";
}

/** Takes one fix. @param sound whether it was judged to be; any other says nothing about speed */
export function watchSpeed(episode: Episode, raised: boolean, limit: SpeedLimit, fix: Fix, sound: boolean, upMs: number): Turn {
  const sign = sound ? signOf(fix, limit) : "unknown";
  return turnOf(episode, raised, sign, upMs, { raiseMs: limit.forS * 1000, clearMs: CLEAR_MS, gapMs: GAP_MS });
}

/** The measure of the alert: whole km/h. */
export function kmhOf(fix: Fix): number | null {
  return fix.speedMps === null ? null : Math.round(fix.speedMps * KMH_A_MPS);
}

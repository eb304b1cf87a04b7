import { isRaisedIn } from "./alert-record.ts";
import { heartbeatS, slowed } from "./constant-rate.ts";
import type { PermittedFix } from "./gate.ts";
import { distanceM } from "./geo-distance.ts";
import { intervalFor } from "./roster.ts";
import type { Pace, Sampling } from "./sampling.ts";
import { standsAt, wanderM } from "./standing.ts";
import type { TrackerState } from "./state.ts";

/** Below this a map that predicts leaves the wearer where they are. */
const RESTS_MPS = 0.3;

/** Whether the map of every guardian has the wearer at rest where this fix has them, as far as the receiver can tell. */
function isToldAtRest(sampling: Sampling, permitted: PermittedFix): boolean {
  if (sampling.lastMs === null) return false;
  for (let i = 0; i < sampling.told.length; i++) {
    const told = sampling.told[i];
    if (told !== undefined && told.report.speedMps !== null && told.report.speedMps > RESTS_MPS) return false;
  }
  const last = { latDeg: sampling.lastLatDeg, lonDeg: sampling.lastLonDeg };
  return distanceM(last, permitted.fix) <= wanderM(permitted.fix);
}

/**
 * How often this fix may be told. Where the wearer stands still the receiver goes on wandering, and its stars are worth no
 * message but the heartbeat (U5); who asks or calls for help gets what is agreed.
 */
export function paceNow(state: TrackerState, permitted: PermittedFix, upMs: number): Pace {
  const agreedS = slowed(state.rate, intervalFor(state));
  const calls = isRaisedIn(state.alerts, "panic");
  const beatS = heartbeatS(state.rate, state.told.percent);
  const wanted = calls || state.sampling.asked || state.quality.suspicious;
  const rests = !wanted && standsAt(state.journey.standing, permitted.fix, upMs) && isToldAtRest(state.sampling, permitted);
  return {
    intervalS: rests ? Math.max(agreedS, beatS) : agreedS,
    // Who calls for help is told as often as may be, predicted or not: nothing may hang on one frame.
    heartbeatS: calls ? agreedS : beatS,
    steady: state.steady,
    doubtful: state.quality.suspicious,
  };
}

import { isRaisedIn } from "./alert-record.ts";
import { heartbeatS, slowed } from "./constant-rate.ts";
import type { PermittedFix } from "./gate.ts";
import { intervalFor } from "./roster.ts";
import { standsAt } from "./standing.ts";
import type { TrackerState } from "./state.ts";

/**
 * Seconds between two positions. Where the wearer stands still the receiver goes on wandering, and its stars are worth no
 * message but the heartbeat (U5); who asks or calls for help gets what is agreed.
 */
export function paceS(state: TrackerState, permitted: PermittedFix, upMs: number): number {
  const agreed = slowed(state.rate, intervalFor(state));
  const wanted = state.sampling.asked || state.quality.suspicious || isRaisedIn(state.alerts, "panic");
  if (wanted || !standsAt(state.journey.standing, permitted.fix, upMs)) return agreed;
  return Math.max(agreed, heartbeatS(state.rate));
}

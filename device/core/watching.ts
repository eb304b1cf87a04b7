import { clear, forgetAlerts, trouble } from "./alerting.ts";
import { claimsAt } from "./claims.ts";
import type { Effect, Moment } from "./event.ts";
import type { PermittedFix } from "./gate.ts";
import { passPanic } from "./panic.ts";
import type { TrackerState } from "./state.ts";

/** Where everything that looks for trouble is called: with each fix that the gate let pass, and with each tick. */

/** One permitted fix, before it is known whether it is worth a message. */
export function watchFix(
  state: TrackerState,
  _permitted: PermittedFix,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  clear(state, trouble("no-fix", null), "cleared", moment, utcMs, effects);
}

/** One tick. */
export function passWatches(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  passPanic(state, moment, utcMs, effects);
  const consent = claimsAt(state, moment.upMs, utcMs, null).consent;
  const over = consent === "none" || consent === "withdrawn" || consent === "expired" || consent === "objected";
  if (over && state.alerts.length > 0) forgetAlerts(state, effects);
}

import { forgetAlerts } from "./alerting.ts";
import { claimsAt } from "./claims.ts";
import type { Effect, Moment } from "./event.ts";
import { hearFences, passFences } from "./fence-telling.ts";
import type { PermittedFix } from "./gate.ts";
import { passJourney, watchJourney } from "./journey-watch.ts";
import { passPanic } from "./panic.ts";
import type { TrackerState } from "./state.ts";
import { passSwitches } from "./switches.ts";

/** Where everything that looks for trouble is called: with each fix that the gate let pass, and with each tick. */

/** One permitted fix, before it is known whether it is worth a message. */
export function watchFix(
  state: TrackerState,
  permitted: PermittedFix,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  watchJourney(state, permitted, moment, utcMs, effects);
  hearFences(state, permitted, moment, utcMs, effects);
}

/** One tick. */
export function passWatches(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  passPanic(state, moment, utcMs, effects);
  passSwitches(state, moment, utcMs, effects);
  const consent = claimsAt(state, moment.upMs, utcMs, null).consent;
  const over = consent === "none" || consent === "withdrawn" || consent === "expired" || consent === "objected";
  passFences(state, moment, utcMs, effects);
  passJourney(state, moment, utcMs, effects);
  if (over && state.alerts.length > 0) forgetAlerts(state, effects);
}

import { keepAgreedEnds } from "./agreed-ends.ts";
import { passEmergency } from "./emergency.ts";
import type { Effect, Moment } from "./event.ts";
import { passHand } from "./hand.ts";
import { passRest } from "./resting.ts";
import { storeTime } from "./settle.ts";
import type { TrackerState } from "./state.ts";
import { tryStore } from "./store-health.ts";
import { dueForStore } from "./time-record.ts";
import { passWatches } from "./watching.ts";

/**
 * What only time does: rest is earned, a hold becomes a gesture, an emergency and a pause end, what was agreed to end ends,
 * and what is wrong is noticed.
 */
export function passTime(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  tryStore(state, moment.upMs, effects);
  passHand(state, moment, utcMs, effects);
  passEmergency(state, moment, utcMs, effects);
  passRest(state, moment.upMs, utcMs, effects);
  keepAgreedEnds(state, moment.upMs, utcMs, effects);
  passWatches(state, moment, utcMs, effects);
  if (dueForStore(state.time)) storeTime(state, effects);
}

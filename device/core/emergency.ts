import { tellPermission } from "./consent-change.ts";
import type { Effect, Moment } from "./event.ts";
import { feel } from "./feel.ts";
import type { TrackerState } from "./state.ts";
import { sureUtc } from "./trusted-time.ts";
import type { VitalActor, VitalReason } from "./vital-interest.ts";

/** While the wearer may still refuse, they feel it so often; and later, so that nobody forgets that it is open (P7). */
const ANNOUNCE_EVERY_MS = 10000;
const REMIND_EVERY_MS = 60000;

/** Somebody calls an emergency. Without receipts there is none: nobody could show afterwards who called it. */
export function callEmergency(
  state: TrackerState,
  actor: VitalActor | null,
  reason: VitalReason | null,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  if (state.receipts.trouble !== "none" || state.receipts.failed || !state.store.sound) return;
  tellPermission(state, { kind: "call", actor: actor, reason: reason }, moment, utcMs, effects);
}

/** What time does to an emergency and to a pause, and what the wearer feels of it. */
export function passEmergency(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  tellPermission(state, { kind: "tick", sureMs: sureUtc(state.time, moment.upMs) }, moment, utcMs, effects);
  const phase = state.permission.vital.phase;
  if (phase !== "announced" && phase !== "open") {
    state.announcedUpMs = null;
    return;
  }
  const every = phase === "announced" ? ANNOUNCE_EVERY_MS : REMIND_EVERY_MS;
  const since = state.announcedUpMs;
  if (since !== null && moment.upMs - since < every) return;
  state.announcedUpMs = moment.upMs;
  feel("announced", effects);
}

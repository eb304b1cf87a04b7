import type { Effect } from "./event.ts";
import { encodeOutbox, forgetOld, OUTBOX } from "./outbox.ts";
import type { TrackerState } from "./state.ts";

/** The notice promises that nothing waits on the device for longer than was agreed, whether or not a guardian has it. */
export function forgetStale(state: TrackerState, utcMs: number | null, effects: Effect[]): void {
  if (utcMs === null || state.consent === null) return;
  if (!forgetOld(state.outbox, Math.floor(utcMs / 1000), state.consent.retentionDays)) return;
  effects.push({ kind: "replace", name: OUTBOX, bytes: encodeOutbox(state.outbox) });
}

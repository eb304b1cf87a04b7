import { encodeConsent } from "./consent.ts";
import { forgetAttempts, pairAt } from "./delivery.ts";
import type { Effect, Event } from "./event.ts";
import { dropFresh, encodeOutbox, OUTBOX, type Waiting } from "./outbox.ts";
import { MAX_PAIRS, pairName } from "./pair.ts";
import type { StoreName } from "./ports.ts";
import type { TrackerState } from "./state.ts";

export const CONSENT = "consent";
const TRY_AGAIN_MS = 30000;

// Frames of an epoch that is not stored must never leave: after a power cut the device would seal with that epoch again.
function forgetEpoch(state: TrackerState, slot: number): void {
  const pair = pairAt(state, slot);
  if (pair === null) return;
  pair.nextNumber = null;
  const left: Waiting[] = [];
  for (let i = 0; i < state.outbox.waiting.length; i++) {
    const entry = state.outbox.waiting[i] as Waiting;
    if (entry.slot !== slot || entry.epoch !== pair.epoch) left.push(entry);
  }
  state.outbox.waiting = left;
}

/** Something is not durable: the gate shuts until it is again. */
export function hearStoreFailure(state: TrackerState, name: StoreName, upMs: number): void {
  state.store.sound = false;
  state.store.trying = false;
  state.store.triedUpMs = upMs;
  for (let slot = 0; slot < MAX_PAIRS; slot++) {
    if (name === pairName(slot)) forgetEpoch(state, slot);
  }
  if (name === OUTBOX) dropFresh(state.outbox);
  forgetAttempts(state);
}

/** A trial write that was not followed by a failure has succeeded. */
export function judgeTrial(state: TrackerState, event: Event): void {
  if (!state.store.trying || event.kind === "store-failed") return;
  state.store.trying = false;
  state.store.sound = true;
}

/** Writes everything once more when it is time: queue and consent, so that a withdrawal that failed to reach the flash does. */
export function tryStore(state: TrackerState, upMs: number, effects: Effect[]): void {
  if (state.store.sound || state.store.trying || upMs - state.store.triedUpMs < TRY_AGAIN_MS) return;
  state.store.trying = true;
  state.store.triedUpMs = upMs;
  effects.push({ kind: "replace", name: OUTBOX, bytes: encodeOutbox(state.outbox) });
  if (state.consent !== null) effects.push({ kind: "replace", name: CONSENT, bytes: encodeConsent(state.consent) });
}

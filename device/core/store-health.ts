import { storeAlerts } from "./alerting.ts";
import { CONSENT, encodeConsent } from "./consent.ts";
import { forgetAttempts, pairAt } from "./delivery.ts";
import type { Effect, Event } from "./event.ts";
import { fenceName } from "./fence-book.ts";
import { storeFences } from "./fence-keeping.ts";
import { wipeOpenBatches } from "./open-batch.ts";
import { dropFresh, keepFresh, OUTBOX, type Outbox, type Waiting } from "./outbox.ts";
import { rewriteOutbox } from "./outbox-erasure.ts";
import { OUTBOX_KEYS, outboxKeyName } from "./outbox-key.ts";
import { dropEpoch, letGoLastEpoch, MAX_PAIRS, type Pair, pairName } from "./pair.ts";
import type { StoreName } from "./ports.ts";
import { retryReceipts } from "./receipts.ts";
import { encodeRestMeter, REST_METER } from "./rest-meter.ts";
import type { TrackerState } from "./state.ts";
import { keepVital } from "./vital-store.ts";

const TRY_AGAIN_MS = 30000;

// Frames of an epoch that is not stored must never leave: after a power cut the device would seal with that epoch again.
function forgetEpoch(state: TrackerState, slot: number): void {
  const pair = pairAt(state, slot);
  if (pair === null) return;
  // A record that failed without a new epoch in it leaves the present one as durable as it was; what was sealed with it, an
  // answer for example, speaks of what is not durable.
  if (!pair.unproven) return dropFresh(state.outbox);
  const failed = pair.epoch;
  dropEpoch(pair);
  const left: Waiting[] = [];
  for (let i = 0; i < state.outbox.waiting.length; i++) {
    const entry = state.outbox.waiting[i] as Waiting;
    if (entry.slot !== slot || entry.epoch !== failed) left.push(entry);
  }
  state.outbox.waiting = left;
}

/** The step before was carried out whole. */
export function keepWritten(state: TrackerState): void {
  keepFresh(state.outbox);
  for (let i = 0; i < state.pairs.length; i++) letGoLastEpoch(state.pairs[i] as Pair);
}

function hearOutboxFailure(outbox: Outbox, name: StoreName): void {
  if (name === OUTBOX) {
    dropFresh(outbox);
    outbox.stale = true;
  }
  const key = outbox.key;
  if (key === null) return;
  if (name === outboxKeyName(key.generation)) outbox.keyStored = false;
  // The other slot: an old key that would not go, or the next one that would not stay.
  else if (OUTBOX_KEYS.indexOf(name) >= 0) outbox.nextStored = false;
}

/** The failed write was the erasing of what a guardian who is gone had: a record of one who is not is written anew. */
function oweErasing(state: TrackerState, slot: number, name: StoreName): void {
  if (name !== pairName(slot) && name !== fenceName(slot)) return;
  if (pairAt(state, slot) === null && state.store.owed.indexOf(name) < 0) state.store.owed.push(name);
}

function eraseOwed(state: TrackerState, effects: Effect[]): void {
  const owed = state.store.owed;
  state.store.owed = [];
  for (let i = 0; i < owed.length; i++) effects.push({ kind: "erase", name: owed[i] as StoreName });
}

/** Something is not durable: the gate shuts until it is again. */
export function hearStoreFailure(state: TrackerState, name: StoreName, upMs: number): void {
  state.store.sound = false;
  state.store.trying = false;
  state.store.triedUpMs = upMs;
  for (let slot = 0; slot < MAX_PAIRS; slot++) {
    if (name === pairName(slot)) forgetEpoch(state, slot);
    oweErasing(state, slot, name);
  }
  hearOutboxFailure(state.outbox, name);
  wipeOpenBatches(state.outbox.open);
  state.outbox.open = [];
  forgetAttempts(state);
}

/** A trial write that was not followed by a failure has succeeded. */
export function judgeTrial(state: TrackerState, event: Event): void {
  if (!state.store.trying || event.kind === "store-failed") return;
  state.store.trying = false;
  state.store.sound = true;
}

/**
 * Writes everything once more when it is time, so that a withdrawal that failed to reach the flash does, and so that a call
 * for help neither is lost with the power nor comes back, and opens an emergency, after it was over.
 */
export function tryStore(state: TrackerState, upMs: number, effects: Effect[]): void {
  if (state.store.sound || state.store.trying || upMs - state.store.triedUpMs < TRY_AGAIN_MS) return;
  state.store.trying = true;
  state.store.triedUpMs = upMs;
  retryReceipts(state.receipts);
  const key = state.outbox.key;
  eraseOwed(state, effects);
  // First what must go: whatever an erasure that failed has left in the other slot.
  if (key !== null && !state.outbox.nextStored) effects.push({ kind: "erase", name: outboxKeyName(key.generation + 1) });
  rewriteOutbox(state, effects);
  keepVital(state, effects);
  storeFences(state, effects);
  storeAlerts(state, effects);
  if (state.consent === null) return;
  effects.push({ kind: "replace", name: CONSENT, bytes: encodeConsent(state.consent) });
  if (state.consent.restMinutes > 0) effects.push({ kind: "replace", name: REST_METER, bytes: encodeRestMeter(state.rest) });
}

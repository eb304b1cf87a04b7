import { zeroise } from "../protocol/bytes.ts";
import { closeBatch } from "./batching.ts";
import type { Effect } from "./event.ts";
import { wipeOpenBatches } from "./open-batch.ts";
import { encodeOutbox, keepFresh, OUTBOX, type Taken, type Waiting } from "./outbox.ts";
import { encodeOutboxKey, nextOutboxKey, type OutboxKey, outboxKeyName } from "./outbox-key.ts";
import { turnKey } from "./outbox-log.ts";
import { encodePair, type Pair, pairName, stepEpoch } from "./pair.ts";
import { makeSampling } from "./sampling.ts";
import type { TrackerState } from "./state.ts";

/**
 * How what waits is destroyed. There are two orders, and a start after a power cut tells them apart by the log's head:
 *
 * - At once (withdrawal): the key goes first, in one write, and then the log is written anew. A log without its key is a
 *   withdrawal that was cut short.
 * - In turn (safety assured, retention): the log is written anew under the next key, and then the old key goes. A key that
 *   is older than the log's is one that is still to be erased.
 */

/** Positions that wait in memory: a place in a heap is zeroed as a place on a disk is. */
function forgetWaiting(state: TrackerState, left: Waiting[]): void {
  // Whatever is erased, no fix of it may come back by a batch; what stays has its short frame.
  wipeOpenBatches(state.outbox.open);
  state.outbox.open = [];
  const waiting = state.outbox.waiting.concat(state.outbox.replaced);
  let kept = 0;
  for (let i = 0; i < waiting.length; i++) {
    const entry = waiting[i] as Waiting;
    // What is left is in the same order.
    if (kept < left.length && left[kept] === entry) kept += 1;
    else zeroise(entry.frame);
  }
  state.outbox.waiting = left;
  keepFresh(state.outbox);
}

/** What the device itself knows of where the wearer was, outside the outbox. */
function forgetPlaces(state: TrackerState): void {
  state.heard = [];
  state.lastPermittedUpMs = null;
  state.sampling = makeSampling();
}

// The client library may still hold frames that it would send again: it is dropped with them, and starts empty.
export function dropLink(state: TrackerState, effects: Effect[]): void {
  if (state.wanted.linkOn) effects.push({ kind: "link", on: false });
  state.wanted.linkOn = false;
  state.linkUp = false;
}

/** Ends the epoch of every guardian: what was sealed before and what comes after share no key. */
export function stepAll(state: TrackerState, upMs: number, effects: Effect[]): void {
  for (let i = 0; i < state.pairs.length; i++) {
    const pair = state.pairs[i] as Pair;
    closeBatch(state, pair, effects);
    stepEpoch(state.cipher, pair, upMs);
    effects.push({ kind: "replace", name: pairName(pair.slot), bytes: encodePair(pair) });
  }
}

/** Makes the stored next key the present one. The one after it is stored by a later step, when this one is durable. */
function turn(state: TrackerState): void {
  const outbox = state.outbox;
  turnKey(state.cipher, outbox);
  outbox.keyStored = outbox.nextStored;
  outbox.nextStored = false;
}

/** Puts the present key into the store when only memory has it. */
export function keepKey(state: TrackerState, effects: Effect[]): void {
  const outbox = state.outbox;
  if (outbox.key === null || outbox.keyStored) return;
  outbox.keyStored = true;
  effects.push({ kind: "replace", name: outboxKeyName(outbox.key.generation), bytes: encodeOutboxKey(outbox.key) });
}

/** Puts the key that the next erasure will turn to into the store; nothing is ever sealed under it before that. */
export function keepNextKey(state: TrackerState, effects: Effect[]): void {
  const outbox = state.outbox;
  if (outbox.key === null || outbox.nextStored || !outbox.keyStored || !state.store.sound) return;
  outbox.nextStored = true;
  const next: OutboxKey = nextOutboxKey(state.cipher, outbox.key);
  effects.push({ kind: "replace", name: outboxKeyName(next.generation), bytes: encodeOutboxKey(next) });
}

/**
 * The first thing that a withdrawal does: whatever waited is unreadable after one write. Call `rewriteOutbox` when
 * the withdrawal itself is on its way to the store.
 */
export function eraseAtOnce(state: TrackerState, effects: Effect[]): void {
  const old = state.outbox.key;
  dropLink(state, effects);
  if (old !== null) effects.push({ kind: "erase", name: outboxKeyName(old.generation) });
  forgetWaiting(state, []);
  forgetPlaces(state);
  turn(state);
}

/** The log as it is now, under the present key. */
export function rewriteOutbox(state: TrackerState, effects: Effect[]): void {
  keepKey(state, effects);
  effects.push({ kind: "replace", name: OUTBOX, bytes: encodeOutbox(state.cipher, state.outbox) });
}

/** Goes on under the next key with what is left, and then erases the old one. @param since of the oldest that is left. */
export function moveOutbox(state: TrackerState, left: Waiting[], since: Taken | null, effects: Effect[]): void {
  const old = state.outbox.key;
  forgetWaiting(state, left);
  turn(state);
  state.outbox.since = since;
  rewriteOutbox(state, effects);
  if (old !== null) effects.push({ kind: "erase", name: outboxKeyName(old.generation) });
}

/**
 * The wearer's safety is assured: arrived, trip over, panic cleared. As withdrawal does to what waited, but
 * the consent stands and the link comes back with the next report. Only the wearer's hand or the agreed schedule may ask
 * for this.
 */
export function eraseQueue(state: TrackerState, upMs: number, effects: Effect[]): void {
  dropLink(state, effects);
  forgetPlaces(state);
  moveOutbox(state, [], null, effects);
  stepAll(state, upMs, effects);
}

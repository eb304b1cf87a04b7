import { zeroise } from "../protocol/bytes.ts";
import { CONSENT, encodeConsent } from "./consent.ts";
import { pairAt } from "./delivery.ts";
import type { Effect } from "./event.ts";
import { forgetFences } from "./fence-orders.ts";
import { withoutBatchOf } from "./open-batch.ts";
import { holdsPosition, type Outbox, olderOf, type Waiting } from "./outbox.ts";
import { dropLink, moveOutbox, stepAll } from "./outbox-erasure.ts";
import { letGoLastEpoch, type Pair, pairName } from "./pair.ts";
import { addNote } from "./receipting.ts";
import { isNamed, unname } from "./roster.ts";
import type { TrackerState } from "./state.ts";

/** Erases what waits for one guardian, and nothing of what waits for the others. @param all also what holds no position. */
export function eraseFor(state: TrackerState, slot: number, all: boolean, effects: Effect[]): void {
  state.outbox.open = withoutBatchOf(state.outbox.open, slot);
  const left: Waiting[] = [];
  let oldest: Outbox["since"] = null;
  const waiting = state.outbox.waiting;
  for (let i = 0; i < waiting.length; i++) {
    const entry = waiting[i] as Waiting;
    if (entry.slot === slot && (all || holdsPosition(entry))) continue;
    if (holdsPosition(entry)) oldest = olderOf(oldest, entry.takenS, entry.takenRunS);
    left.push(entry);
  }
  if (left.length < waiting.length) moveOutbox(state, left, oldest, effects);
}

function forgetKeys(pair: Pair): void {
  letGoLastEpoch(pair);
  zeroise(pair.epochKey);
  zeroise(pair.commandKey);
  zeroise(pair.topicKey);
  zeroise(pair.headerKey);
}

/**
 * One guardian is told nothing any more: by the wearer's hand, or because they went themselves. The consent loses
 * the name first, so that a power cut leaves nobody in it who is gone; then the keys go, then what waited. The others go on
 * in a new epoch.
 */
export function removeGuardian(state: TrackerState, slot: number, upMs: number, utcMs: number | null, effects: Effect[]): void {
  const gone = pairAt(state, slot);
  if (gone === null) return;
  if (isNamed(state, slot) && state.consent !== null) {
    unname(state, slot);
    effects.push({ kind: "replace", name: CONSENT, bytes: encodeConsent(state.consent) });
  }
  effects.push({ kind: "erase", name: pairName(slot) });
  forgetFences(state, slot, effects);
  forgetKeys(gone);
  state.pairs = state.pairs.filter((pair) => pair !== gone);
  eraseFor(state, slot, true, effects);
  addNote(state, "roster-change", slot, utcMs);
  stepAll(state, upMs, effects);
  // Others listen, and the topics of who is gone are not listened to any more.
  state.wanted.topicDay = 0;
}

/** The wearer's hand: at once, and what the link's library still holds for them is dropped with it. */
export function sendAway(state: TrackerState, slot: number, upMs: number, utcMs: number | null, effects: Effect[]): void {
  if (pairAt(state, slot) === null) return;
  dropLink(state, effects);
  removeGuardian(state, slot, upMs, utcMs, effects);
}

import { addToBatch, endBatch, startBatch } from "../protocol/batch.ts";
import { zeroise } from "../protocol/bytes.ts";
import type { FixReport, Report } from "../protocol/report.ts";
import type { Effect } from "./event.ts";
import { type OpenBatch, openBatchOf, withoutBatchOf } from "./open-batch.ts";
import { encodeOutbox, type Frame, OUTBOX, putInOf, type Waiting, wantsRewrite } from "./outbox.ts";
import { letGoReplaced, noneWasSent, replacedBy } from "./outbox-batch.ts";
import { EPOCH_FRAMES, epochIsOver, type Pair } from "./pair.ts";
import { decimalsFor } from "./roster.ts";
import { sealNext } from "./sealing.ts";
import type { TrackerState } from "./state.ts";

/**
 * Many fixes in one long frame, for a backlog. Every fix is sealed as a short frame when it is taken, as always: that is
 * what a power cut leaves. While the link is down the fixes of the present epoch are gathered once more in memory; when
 * the batch is full, the epoch ends, the gate shuts or the link comes back, it is sealed under the same epoch's key and
 * takes the place of their short frames, none of which was ever sent. Its number follows theirs at once, so it need not
 * say which they are.
 */

/** Fewer would not be shorter than their own frames. */
export const MIN_BATCH = 4;

/** One record says both that the batch waits and that the short frames do not: there is no moment between. */
function putInPlace(state: TrackerState, batch: Frame, replaced: Waiting[], effects: Effect[]): void {
  const outbox = state.outbox;
  const fresh = outbox.waiting.slice(outbox.waiting.length - outbox.fresh);
  letGoReplaced(outbox, batch);
  // What this very step sealed is not known to be durable, and would not come back.
  const durable = replaced.filter((entry) => fresh.indexOf(entry) < 0);
  outbox.fresh -= replaced.length - durable.length;
  const record = putInOf(state.cipher, outbox, batch, (replaced[0] as Waiting).takenRunS);
  outbox.replaced = outbox.replaced.concat(durable);
  if (wantsRewrite(outbox)) effects.push({ kind: "replace", name: OUTBOX, bytes: encodeOutbox(state.cipher, outbox) });
  else effects.push({ kind: "append", name: OUTBOX, bytes: record });
}

function sealBatch(state: TrackerState, pair: Pair, open: OpenBatch, effects: Effect[]): void {
  const number = pair.nextNumber;
  const fixes = open.batch.count;
  if (fixes < MIN_BATCH || !state.store.sound || number === null || number >= EPOCH_FRAMES) return;
  if (pair.epoch !== open.epoch || number !== open.first + fixes) return;
  const replaced = replacedBy(state.outbox, { slot: pair.slot, epoch: pair.epoch, number: number, fixes: fixes });
  if (replaced.length !== fixes || !noneWasSent(replaced)) return;
  const body = endBatch(open.batch);
  const sealed = sealNext(state, pair, body);
  zeroise(body);
  if (sealed === null) return;
  const batch: Frame = {
    slot: pair.slot,
    epoch: sealed.epoch,
    number: sealed.number,
    frame: sealed.frame,
    worth: "fix",
    takenS: open.takenS,
    fixes: fixes,
  };
  putInPlace(state, batch, replaced, effects);
}

/** Seals the batch of one guardian if it is worth it. Afterwards nothing of it is left in the clear. */
export function closeBatch(state: TrackerState, pair: Pair, effects: Effect[]): void {
  const open = openBatchOf(state.outbox.open, pair.slot);
  if (open === null) return;
  sealBatch(state, pair, open, effects);
  state.outbox.open = withoutBatchOf(state.outbox.open, pair.slot);
}

function isPlain(report: Report): report is FixReport {
  return report.kind === "fix" && !report.flags.panic;
}

/**
 * Before a report is sealed: gathers it, or closes the batch that it cannot be in. A status closes it, so that what a
 * guardian reads in the order of numbers is in the order of time.
 * @param body of the report's short frame, which will be sealed next
 */
export function gather(state: TrackerState, pair: Pair, report: Report, body: Uint8Array, effects: Effect[]): void {
  const open = openBatchOf(state.outbox.open, pair.slot);
  const plain = isPlain(report) && !state.linkUp && state.store.sound && state.rate === null && pair.nextNumber !== null;
  if (open !== null && plain && addToBatch(open.batch, body)) return;
  closeBatch(state, pair, effects);
  if (!plain || pair.nextNumber === null || state.consent === null) return;
  const batch = startBatch(decimalsFor(state, pair), body);
  if (batch === null) return;
  const first = pair.nextNumber;
  state.outbox.open.push({ slot: pair.slot, epoch: pair.epoch, first: first, takenS: report.timeS, batch: batch });
}

/** Closes what may not go on: the link is up, the gate is shut, or the epoch of it is over. */
export function closeBatches(state: TrackerState, gateOpen: boolean, upMs: number, effects: Effect[]): void {
  if (state.outbox.open.length === 0) return;
  for (let i = 0; i < state.pairs.length; i++) {
    const pair = state.pairs[i] as Pair;
    if (state.linkUp || !gateOpen || epochIsOver(pair, upMs)) closeBatch(state, pair, effects);
  }
}

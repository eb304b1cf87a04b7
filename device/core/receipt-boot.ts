import { copyOf, equalBytes, zeroise } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";
import {
  decodeReceipt,
  firstReceiptHead,
  headAfter,
  headBefore,
  isGenuine,
  nextReceiptKey,
  RECEIPT_BYTES,
} from "../protocol/receipt.ts";
import { FIRST_FOLD, firstKept } from "../protocol/receipt-fold.ts";
import { decodeReceiptState, MAX_PENDING, type ReceiptState } from "./receipt-state.ts";
import {
  addReceipt,
  type Receipts,
  STORAGE_RECEIPTS_CHANGED,
  STORAGE_RECEIPTS_CUT,
  STORAGE_RECEIPTS_INSERTED,
} from "./receipts.ts";

/** More than this was never written; of a longer log only the newest part is looked at. */
const MAX_LOG_BYTES = (FIRST_FOLD + 1 + MAX_PENDING) * RECEIPT_BYTES;
const NOTHING = new Uint8Array(0);

function without(trouble: "no-key" | "key-lost", log: Uint8Array): Receipts {
  return {
    key: NOTHING,
    count: 0,
    head: firstReceiptHead(),
    log: log,
    pending: 0,
    fresh: 0,
    rewrite: false,
    failed: false,
    held: false,
    lost: 0,
    trouble: trouble,
  };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const out = new Uint8Array(one.length + other.length);
  out.set(one, 0);
  out.set(other, one.length);
  return out;
}

function numberAt(log: Uint8Array, at: number): number {
  const receipt = at < 0 ? null : decodeReceipt(log, at);
  return receipt === null ? -1 : receipt.number;
}

/** Where the records begin that the log's end has in common with numbers from `from` on. */
function startOfNumbers(log: Uint8Array, end: number, from: number): number {
  let at = end;
  while (at > 0 && numberAt(log, at - RECEIPT_BYTES) >= from) at -= RECEIPT_BYTES;
  return at;
}

/** What the end of the stored log says; 0 when it fits the state. */
function findingOf(log: Uint8Array, end: number, number: number, head: Uint8Array): number {
  if (end === 0) return number === 0 ? 0 : STORAGE_RECEIPTS_CUT;
  const last = numberAt(log, end - RECEIPT_BYTES);
  if (last + 1 < number && last >= 0) return STORAGE_RECEIPTS_CUT;
  return last + 1 === number && equalBytes(headAfter(log, end - RECEIPT_BYTES), head) ? 0 : STORAGE_RECEIPTS_CHANGED;
}

/**
 * Takes over genuine receipts that are newer than the stored state: its write failed and theirs did not.
 * @returns how many bytes of them are genuine; what follows is a forgery, and is not kept.
 */
function adopt(cipher: Cipher, receipts: Receipts, extras: Uint8Array): number {
  for (let at = 0; at < extras.length; at += RECEIPT_BYTES) {
    const follows = numberAt(extras, at) === receipts.count && equalBytes(headBefore(extras, at), receipts.head);
    if (!follows || !isGenuine(cipher, receipts.key, extras, at)) return at;
    const key = nextReceiptKey(cipher, receipts.key);
    zeroise(receipts.key);
    receipts.key = key;
    receipts.count += 1;
    receipts.head = headAfter(extras, at);
  }
  return extras.length;
}

// A fold that was cut after its receipt and before the log was rewritten.
function dropFolded(receipts: Receipts): void {
  const first = firstKept(receipts.count);
  let at = 0;
  while (at < receipts.log.length && numberAt(receipts.log, at) >= 0 && numberAt(receipts.log, at) < first) at += RECEIPT_BYTES;
  if (at > 0) receipts.log = copyOf(receipts.log, at, receipts.log.length);
}

function sameAsPending(log: Uint8Array, from: number, to: number, pending: Uint8Array): boolean {
  return to - from <= pending.length && equalBytes(copyOf(log, from, to), copyOf(pending, 0, to - from));
}

/** The receipts, and what is wrong with the stored log; 0 when nothing is. */
interface Reconciled {
  receipts: Receipts;
  finding: number;
}

function reconciled(cipher: Cipher, state: ReceiptState, stored: Uint8Array): Reconciled {
  const receipts = without("no-key", NOTHING);
  receipts.trouble = "none";
  receipts.key = state.key;
  receipts.count = state.count;
  receipts.head = state.head;
  const whole = stored.length - (stored.length % RECEIPT_BYTES);
  const log = copyOf(stored, whole > MAX_LOG_BYTES ? whole - MAX_LOG_BYTES : 0, whole);
  const extrasFrom = startOfNumbers(log, log.length, state.count);
  const waiting = state.pending.length > 0;
  const firstPending = waiting ? numberAt(state.pending, 0) : state.count;
  const end = startOfNumbers(log, extrasFrom, firstPending);
  let finding = findingOf(log, end, firstPending, waiting ? headBefore(state.pending, 0) : state.head);
  if (finding === 0 && !sameAsPending(log, end, extrasFrom, state.pending)) finding = STORAGE_RECEIPTS_CHANGED;
  const extras = copyOf(log, extrasFrom, log.length);
  const genuine = adopt(cipher, receipts, extras);
  if (finding === 0 && genuine < extras.length) finding = STORAGE_RECEIPTS_INSERTED;
  receipts.log = joined(joined(copyOf(log, 0, end), state.pending), copyOf(extras, 0, genuine));
  const missing = (state.pending.length - (extrasFrom - end)) / RECEIPT_BYTES;
  receipts.pending = Math.max(missing, 0);
  receipts.fresh = receipts.pending;
  dropFolded(receipts);
  receipts.rewrite = !equalBytes(receipts.log, stored);
  return { receipts: receipts, finding: finding };
}

function fromStore(cipher: Cipher, stored: Uint8Array | null, log: Uint8Array | null): Reconciled {
  const held = log === null ? NOTHING : log;
  const state = stored === null ? null : decodeReceiptState(stored);
  if (state !== null) return reconciled(cipher, state, held);
  return { receipts: without(stored === null && held.length === 0 ? "no-key" : "key-lost", held), finding: 0 };
}

/**
 * The receipts of a device that starts. Whatever a power cut left is mended: nothing that was durable is lost, no key
 * serves twice, and nothing is called tampering that a power cut can do. A log whose end does not fit the state was
 * changed while the device was off: that itself becomes a receipt, and the log goes on.
 * @param stored the value of RECEIPT_KEY, or null
 * @param log the value of RECEIPTS, or null
 */
export function makeReceipts(cipher: Cipher, stored: Uint8Array | null, log: Uint8Array | null): Receipts {
  const found = fromStore(cipher, stored, log);
  if (found.finding !== 0) addReceipt(cipher, found.receipts, "storage-fault", found.finding, null);
  return found.receipts;
}

/** The log as it is handed out, mended in the same way. Adds nothing: a receipt made here would use the device's next key. */
export function readReceiptLog(cipher: Cipher, stored: Uint8Array | null, log: Uint8Array | null): Uint8Array {
  return fromStore(cipher, stored, log).receipts.log;
}

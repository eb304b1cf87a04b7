import { copyOf, zeroise } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";
import {
  decodeReceipt,
  encodeReceipt,
  headAfter,
  headBefore,
  nextReceiptKey,
  RECEIPT_BYTES,
  type ReceiptKind,
} from "../protocol/receipt.ts";
import { FOLD_KEEPS, isFoldNumber } from "../protocol/receipt-fold.ts";
import type { Effect } from "./event.ts";
import type { StoreName } from "./ports.ts";
import { encodeReceiptState, MAX_PENDING } from "./receipt-state.ts";

/** The wearer's receipts while the device runs. `makeReceipts` in receipt-boot.ts makes one from the store. */
export interface Receipts {
  /** Key of the next receipt; the device holds no other. */
  key: Uint8Array;
  count: number;
  head: Uint8Array;
  /** Every receipt that is kept, whole records, oldest first. */
  log: Uint8Array;
  /** How many of the newest are not known to be durable yet. */
  pending: number;
  /** How many of these have not been handed to the store. */
  fresh: number;
  /** The stored log is torn, behind or folded: it is written anew, not added to. */
  rewrite: boolean;
  /** The store refused a write; it is tried again with `retryReceipts`. */
  failed: boolean;
  /** The present event tells of a failed write; more of them may follow, so nothing is handed out in this step. */
  held: boolean;
  /** Receipts that found no room while the store failed. */
  lost: number;
  /** "no-key": the wearer was never given one. "key-lost": there was one, and it cannot be read any more. */
  trouble: "none" | "no-key" | "key-lost";
}

export const RECEIPTS: StoreName = "receipts";
export const RECEIPT_KEY: StoreName = "receipt-key";

/** Details of a receipt "storage-fault". From STORAGE_LOST on: so many receipts, less STORAGE_LOST, could not be kept. */
export const STORAGE_WRITE_FAILED = 0;
export const STORAGE_RECEIPTS_CUT = 1;
export const STORAGE_RECEIPTS_CHANGED = 2;
export const STORAGE_RECEIPTS_INSERTED = 3;
export const STORAGE_LOST = 65536;

/** Room for what one receipt may bring with it: the receipt itself and a fold. */
const ROOM = 2;

function putIn(cipher: Cipher, receipts: Receipts, kind: ReceiptKind, detail: number, utcS: number | null): void {
  const receipt = { kind: kind, number: receipts.count, timeS: utcS, detail: detail };
  const record = encodeReceipt(cipher, receipts.key, receipts.head, receipt);
  const next = nextReceiptKey(cipher, receipts.key);
  zeroise(receipts.key);
  receipts.key = next;
  receipts.count += 1;
  receipts.head = headAfter(record, 0);
  const log = new Uint8Array(receipts.log.length + RECEIPT_BYTES);
  log.set(receipts.log, 0);
  log.set(record, receipts.log.length);
  receipts.log = log;
  receipts.pending += 1;
  receipts.fresh += 1;
}

// The fold is a receipt like any other, so that the verifier hears from the device itself what it let go.
function fold(cipher: Cipher, receipts: Receipts, utcS: number | null): void {
  putIn(cipher, receipts, "folded", receipts.count - FOLD_KEEPS, utcS);
  const keeps = (FOLD_KEEPS + 1) * RECEIPT_BYTES;
  if (receipts.log.length > keeps) {
    receipts.log = copyOf(receipts.log, receipts.log.length - keeps, receipts.log.length);
    receipts.rewrite = true;
  }
}

// A store that goes on failing says so once, however often it is asked.
function saysSoAlready(receipts: Receipts, kind: ReceiptKind, detail: number): boolean {
  if (kind !== "storage-fault" || receipts.log.length === 0) return false;
  const last = decodeReceipt(receipts.log, receipts.log.length - RECEIPT_BYTES);
  return last !== null && last.kind === kind && last.detail === detail;
}

/**
 * Takes a receipt in. It is durable once the effects of `writeReceipts` are carried out.
 * @param detail what the kind says it is; the low 32 bits count.
 * @param utcS trusted time in seconds, or null.
 */
export function addReceipt(cipher: Cipher, receipts: Receipts, kind: ReceiptKind, detail: number, utcS: number | null): void {
  if (receipts.trouble !== "none" || saysSoAlready(receipts, kind, detail)) return;
  if (receipts.pending + ROOM > MAX_PENDING) {
    receipts.lost += 1;
    return;
  }
  if (isFoldNumber(receipts.count)) fold(cipher, receipts, utcS);
  putIn(cipher, receipts, kind, detail, utcS);
}

function newest(receipts: Receipts, records: number): Uint8Array {
  return copyOf(receipts.log, receipts.log.length - records * RECEIPT_BYTES, receipts.log.length);
}

function tellLost(cipher: Cipher, receipts: Receipts, utcS: number | null): void {
  if (receipts.lost === 0 || receipts.pending + ROOM > MAX_PENDING) return;
  const lost = receipts.lost;
  receipts.lost = 0;
  addReceipt(cipher, receipts, "storage-fault", STORAGE_LOST + lost, utcS);
}

/**
 * Asks for what makes the receipts of this step durable; nothing when there is none. The state goes first and holds the
 * new receipts too: cut between the two writes, the next boot finishes the second. Place this before anything of the same
 * step that the world can see.
 */
export function writeReceipts(cipher: Cipher, receipts: Receipts, utcS: number | null, effects: Effect[]): void {
  if (receipts.trouble !== "none" || receipts.failed || receipts.held) return;
  tellLost(cipher, receipts, utcS);
  if (receipts.fresh === 0 && !receipts.rewrite) return;
  const state = {
    key: receipts.key,
    count: receipts.count,
    head: receipts.head,
    pending: newest(receipts, receipts.pending),
  };
  effects.push({ kind: "replace", name: RECEIPT_KEY, bytes: encodeReceiptState(state) });
  if (receipts.rewrite) effects.push({ kind: "replace", name: RECEIPTS, bytes: copyOf(receipts.log, 0, receipts.log.length) });
  else effects.push({ kind: "append", name: RECEIPTS, bytes: newest(receipts, receipts.fresh) });
  receipts.fresh = 0;
  receipts.rewrite = false;
}

/**
 * Hears how the writes of the step before went. Call it first in every step.
 * @param failed what could not be stored, from an event "store-failed"; null for every other event, which means that all
 * writes of the step before succeeded.
 */
export function hearReceiptStore(receipts: Receipts, failed: StoreName | null): void {
  receipts.held = failed !== null;
  if (failed === RECEIPTS || failed === RECEIPT_KEY) {
    receipts.failed = true;
    receipts.rewrite = true;
    receipts.fresh = receipts.pending;
  }
  if (failed === null) receipts.pending = receipts.fresh;
}

/** Lets the next `writeReceipts` try a store that failed. */
export function retryReceipts(receipts: Receipts): void {
  receipts.failed = false;
}

/** What a status may tell: how many receipts are durable, and the head after them. It never goes back. */
export interface ReceiptHead {
  count: number;
  head: Uint8Array;
}

export function durableHead(receipts: Receipts): ReceiptHead {
  if (receipts.pending === 0) return { count: receipts.count, head: receipts.head };
  const at = receipts.log.length - receipts.pending * RECEIPT_BYTES;
  return { count: receipts.count - receipts.pending, head: headBefore(receipts.log, at) };
}

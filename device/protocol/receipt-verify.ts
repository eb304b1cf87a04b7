import { copyOf, equalBytes } from "./bytes.ts";
import type { Cipher } from "./cipher.ts";
import { decodeReceipt, firstReceiptHead, headAfter, headBefore, isGenuine, RECEIPT_BYTES, type Receipt } from "./receipt.ts";
import { blame, type ReceiptFault } from "./receipt-blame.ts";
import { FOLD_KEEPS, foldsTo, mayBegin } from "./receipt-fold.ts";
import { keyAt, type Ladder, makeLadder } from "./receipt-ladder.ts";

/** A head that was told while the history was written: by a status frame, or noted at an earlier verification. */
export interface ToldHead {
  count: number;
  /** The first bytes of the head after so many receipts; as many as were told. */
  head: Uint8Array;
}

export type ReceiptVerdict =
  | { sound: true; first: number; count: number; head: Uint8Array }
  /** `index`: the first bad record, counted from 0 in the file. `number`: the receipt that belongs there. */
  | { sound: false; fault: ReceiptFault; index: number; number: number };

function bad(fault: ReceiptFault, at: number, number: number): ReceiptVerdict {
  return { sound: false, fault: fault, index: Math.floor(at / RECEIPT_BYTES), number: number };
}

/** The number that the log may begin with: what its first two records say if that is lawful, else 0. */
function beginning(log: Uint8Array): number {
  const first = decodeReceipt(log, 0);
  const second = decodeReceipt(log, RECEIPT_BYTES);
  if (first === null || second === null || second.number !== first.number + 1) return 0;
  return mayBegin(first.number) ? first.number : 0;
}

function follows(ladder: Ladder, log: Uint8Array, at: number, number: number, head: Uint8Array): boolean {
  const receipt = decodeReceipt(log, at);
  if (receipt === null || receipt.number !== number || !equalBytes(headBefore(log, at), head)) return false;
  const key = keyAt(ladder, number);
  return key !== null && isGenuine(ladder.cipher, key, log, at);
}

/** A log that begins later than 0 needs the device's own word that it let the rest go. */
function beginningFault(log: Uint8Array, first: number): ReceiptVerdict | null {
  if (first === 0) return null;
  const fold = decodeReceipt(log, FOLD_KEEPS * RECEIPT_BYTES);
  return fold !== null && foldsTo(fold, first) ? null : bad("missing", 0, first - 1);
}

/** The head after `count` receipts, as the genuine log has it; null when that is before its beginning. */
function headAt(log: Uint8Array, first: number, count: number): Uint8Array | null {
  if (count === first) return log.length === 0 ? firstReceiptHead() : headBefore(log, 0);
  return count < first ? null : headAfter(log, (count - first - 1) * RECEIPT_BYTES);
}

function toldFault(log: Uint8Array, first: number, count: number, told: ToldHead[]): ReceiptVerdict | null {
  for (let i = 0; i < told.length; i++) {
    const one = told[i] as ToldHead;
    if (one.count > count) return bad("cut", log.length, count);
    const head = headAt(log, first, one.count);
    if (head === null) continue;
    if (!equalBytes(copyOf(head, 0, one.head.length), one.head)) {
      return bad("forked", one.count > first ? (one.count - first - 1) * RECEIPT_BYTES : 0, one.count);
    }
  }
  return null;
}

/**
 * Says whether a log is the device's own history, whole and in order; if not, names the first bad record and what was done.
 * Needs the file and the wearer's key, nothing else. A tail that was cut leaves no trace in the file itself: it is seen
 * only with a head that was told.
 * @param key the key of receipt 0, 32 bytes
 * @param log any bytes
 * @param told heads of 1 to 16 bytes, in any order
 */
export function verifyReceipts(cipher: Cipher, key: Uint8Array, log: Uint8Array, told: ToldHead[]): ReceiptVerdict {
  const ladder = makeLadder(cipher, key);
  const first = beginning(log);
  let number = first;
  let head = first === 0 ? firstReceiptHead() : headBefore(log, 0);
  let at = 0;
  while (at + RECEIPT_BYTES <= log.length) {
    if (!follows(ladder, log, at, number, head)) return bad(blame(ladder, log, at, number), at, number);
    head = headAfter(log, at);
    number += 1;
    at += RECEIPT_BYTES;
  }
  // Part of a record: a power cut leaves none in what the device hands out.
  if (at < log.length) return bad("edited", at, number);
  const fault = beginningFault(log, first);
  if (fault !== null) return fault;
  const disagreement = toldFault(log, first, number, told);
  return disagreement === null ? { sound: true, first: first, count: number, head: head } : disagreement;
}

/** The receipts of a log, for reading; null where a record cannot be read. Says nothing of whether they are genuine. */
export function readReceipts(log: Uint8Array): (Receipt | null)[] {
  const receipts: (Receipt | null)[] = [];
  for (let at = 0; at < log.length; at += RECEIPT_BYTES) receipts.push(decodeReceipt(log, at));
  return receipts;
}

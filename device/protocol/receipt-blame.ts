import { decodeReceipt, isGenuine, RECEIPT_BYTES } from "./receipt.ts";
import { keyAt, type Ladder } from "./receipt-ladder.ts";

/** What was done to a log, told by the first record that does not follow. */
export type ReceiptFault =
  /** A record whose bits are not those that the device wrote. */
  | "edited"
  /** Records that stood before this one are gone. */
  | "missing"
  /** A record that the device did not write here: a forgery or a copy. */
  | "inserted"
  /** A genuine record that stands before older ones. */
  | "reordered"
  /** The end is gone: a told head, or the fold that the beginning needs, lies beyond it. */
  | "cut"
  /** No record at all fits this key. */
  | "wrong-key"
  /** The history is genuine up to here and yet not the one whose head was told. */
  | "forked";

/** A record that claims to be so far ahead is looked for there only if the next one agrees: the work stays small. */
const MAX_LEAP = 2048;

function genuineAt(ladder: Ladder, log: Uint8Array, at: number, number: number): boolean {
  const receipt = decodeReceipt(log, at);
  if (receipt === null || receipt.number !== number) return false;
  const key = keyAt(ladder, number);
  return key !== null && isGenuine(ladder.cipher, key, log, at);
}

function claimed(log: Uint8Array, at: number): number {
  const receipt = decodeReceipt(log, at);
  return receipt === null ? -1 : receipt.number;
}

function isPlausible(log: Uint8Array, at: number, number: number, expected: number): boolean {
  if (number < 0) return false;
  return number <= expected + MAX_LEAP || claimed(log, at + RECEIPT_BYTES) === number + 1;
}

function standsLater(ladder: Ladder, log: Uint8Array, from: number, number: number): boolean {
  for (let at = from; at < log.length; at += RECEIPT_BYTES) {
    if (genuineAt(ladder, log, at, number)) return true;
  }
  return false;
}

/** Whether a record somewhere fits this key at the number that it claims. */
function anyGenuine(ladder: Ladder, log: Uint8Array): boolean {
  for (let at = 0; at < log.length; at += RECEIPT_BYTES) {
    const number = claimed(log, at);
    if (isPlausible(log, at, number, ladder.number) && genuineAt(ladder, log, at, number)) return true;
  }
  return false;
}

/**
 * Names what happened at the first record that does not follow.
 * @param at where it begins
 * @param expected the number that belongs here
 */
export function blame(ladder: Ladder, log: Uint8Array, at: number, expected: number): ReceiptFault {
  const number = claimed(log, at);
  const genuine = isPlausible(log, at, number, expected) && genuineAt(ladder, log, at, number);
  if (genuine && number < expected) return "inserted";
  // It is itself, and at its place: then it is what came before it that is not the device's.
  if (genuine && number === expected) return "forked";
  const later = standsLater(ladder, log, at + RECEIPT_BYTES, expected);
  if (genuine) return later ? "reordered" : "missing";
  if (later) return "inserted";
  return at === 0 && !anyGenuine(ladder, log) ? "wrong-key" : "edited";
}

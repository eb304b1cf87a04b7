import { ascii, copyOf, equalBytes, readU8, readU32, writeU32 } from "./bytes.ts";
import type { Cipher } from "./cipher.ts";

/**
 * One receipt: what happened to the wearer's rights, when, and proof that nobody changed it since. It holds no position,
 * name or number, so that erasing positions never touches it. Every receipt has a key of its own, made from the key
 * before it by a one-way step; the device forgets each key once it was used. Who takes the device therefore holds the key
 * of the next receipt and of none that is written (Schneier and Kelsey, "Secure audit logs", 1999).
 */

/** What a receipt may speak of. The order is the file's: append only. */
export const RECEIPT_KINDS = [
  "grant",
  "refuse",
  "child-opinion",
  "window-open",
  "window-close",
  "pause",
  "resume",
  "withdraw",
  "objection",
  "vital-start",
  "vital-veto",
  "vital-stop",
  "notice-change",
  "roster-change",
  "lamp-fault",
  "lamp-mended",
  "locate-now",
  "export",
  "erasure",
  "time-fault",
  "time-mended",
  "consent-expired",
  "reminder",
  "firmware-change",
  "reset",
  "storage-fault",
  "folded",
  "vital-open",
  "vital-refused",
] as const;

export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

export interface Receipt {
  kind: ReceiptKind;
  /** Place in the device's whole history, from 0. */
  number: number;
  /** Whole seconds since 1970; null: the device did not know the time. */
  timeS: number | null;
  /** A number whose meaning depends on the kind (docs/protocol.md, "Receipts"); 32 bits. */
  detail: number;
}

export const RECEIPT_BYTES = 48;
export const RECEIPT_HEAD_BYTES = 16;
export const RECEIPT_KEY_BYTES = 32;
const VERSION = 1;
const TIME_TRUSTED = 1;
const HEAD_AT = 16;
const TAG_AT = 32;

/** What stands before the first receipt. */
export function firstReceiptHead(): Uint8Array {
  return new Uint8Array(RECEIPT_HEAD_BYTES);
}

/** The key of the next receipt. One-way: who holds it cannot compute the one before. */
export function nextReceiptKey(cipher: Cipher, key: Uint8Array): Uint8Array {
  return cipher.hmac(key, ascii("receipt key"));
}

function tagOf(cipher: Cipher, key: Uint8Array, log: Uint8Array, at: number): Uint8Array {
  const label = ascii("receipt");
  const message = new Uint8Array(label.length + TAG_AT);
  message.set(label, 0);
  message.set(copyOf(log, at, at + TAG_AT), label.length);
  return copyOf(cipher.hmac(key, message), 0, RECEIPT_HEAD_BYTES);
}

/** @returns RECEIPT_BYTES bytes, bound to the receipt before by its head and closed under the key of this number. */
export function encodeReceipt(cipher: Cipher, key: Uint8Array, head: Uint8Array, receipt: Receipt): Uint8Array {
  const record = new Uint8Array(RECEIPT_BYTES);
  record[0] = VERSION;
  record[1] = RECEIPT_KINDS.indexOf(receipt.kind);
  record[2] = receipt.timeS === null ? 0 : TIME_TRUSTED;
  writeU32(record, 4, receipt.number);
  writeU32(record, 8, receipt.timeS === null ? 0 : receipt.timeS);
  writeU32(record, 12, receipt.detail);
  record.set(head.subarray(0, RECEIPT_HEAD_BYTES), HEAD_AT);
  record.set(tagOf(cipher, key, record, 0), TAG_AT);
  return record;
}

/** Reads the receipt that begins at `at`; null when it is none, or of a later version. Says nothing of whether it is genuine. */
export function decodeReceipt(log: Uint8Array, at: number): Receipt | null {
  if (at + RECEIPT_BYTES > log.length || readU8(log, at) !== VERSION) return null;
  const kind = RECEIPT_KINDS[readU8(log, at + 1)];
  if (kind === undefined || readU8(log, at + 2) > TIME_TRUSTED || readU8(log, at + 3) !== 0) return null;
  const timeS = readU8(log, at + 2) === TIME_TRUSTED ? readU32(log, at + 8) : null;
  return { kind: kind, number: readU32(log, at + 4), timeS: timeS, detail: readU32(log, at + 12) };
}

/** The head that the receipt at `at` says came before it. */
export function headBefore(log: Uint8Array, at: number): Uint8Array {
  return copyOf(log, at + HEAD_AT, at + HEAD_AT + RECEIPT_HEAD_BYTES);
}

/** The head after the receipt at `at`: its tag, which speaks for everything up to here. */
export function headAfter(log: Uint8Array, at: number): Uint8Array {
  return copyOf(log, at + TAG_AT, at + TAG_AT + RECEIPT_HEAD_BYTES);
}

/** Whether the receipt at `at` was closed under this key, and not one bit of it is another. */
export function isGenuine(cipher: Cipher, key: Uint8Array, log: Uint8Array, at: number): boolean {
  return decodeReceipt(log, at) !== null && equalBytes(tagOf(cipher, key, log, at), headAfter(log, at));
}

import { copyOf, readU8, readU32, writeU32 } from "../protocol/bytes.ts";
import { crc32 } from "../protocol/crc32.ts";
import { firstReceiptHead, RECEIPT_BYTES, RECEIPT_HEAD_BYTES, RECEIPT_KEY_BYTES } from "../protocol/receipt.ts";

/**
 * What the device keeps beside the log: the key of the next receipt, how many there are, and the newest receipts word for
 * word. It is stored before the log grows. A power cut between the two writes is mended from here: the receipt is not
 * lost, and its key, which is gone by then, is not used again.
 */
export interface ReceiptState {
  /** Key of receipt number `count`. */
  key: Uint8Array;
  count: number;
  head: Uint8Array;
  /** Whole records, oldest first, that the log may not hold yet. */
  pending: Uint8Array;
}

/** Receipts that may wait for a store that fails; what is beyond is counted, and the count gets a receipt. */
export const MAX_PENDING = 32;
const VERSION = 1;
const HEAD_AT = 8;
const KEY_AT = HEAD_AT + RECEIPT_HEAD_BYTES;
const PENDING_AT = KEY_AT + RECEIPT_KEY_BYTES;
const CRC = 4;

export function encodeReceiptState(state: ReceiptState): Uint8Array {
  const out = new Uint8Array(PENDING_AT + state.pending.length + CRC);
  out[0] = VERSION;
  writeU32(out, 4, state.count);
  out.set(state.head, HEAD_AT);
  out.set(state.key, KEY_AT);
  out.set(state.pending, PENDING_AT);
  writeU32(out, out.length - CRC, crc32(out, 0, out.length - CRC));
  return out;
}

/** Null when the bytes are torn, rotten or of a later version. */
export function decodeReceiptState(bytes: Uint8Array): ReceiptState | null {
  const pendingBytes = bytes.length - PENDING_AT - CRC;
  if (pendingBytes < 0 || pendingBytes % RECEIPT_BYTES !== 0 || pendingBytes > MAX_PENDING * RECEIPT_BYTES) return null;
  if (readU8(bytes, 0) !== VERSION || readU32(bytes, bytes.length - CRC) !== crc32(bytes, 0, bytes.length - CRC)) return null;
  return {
    key: copyOf(bytes, KEY_AT, KEY_AT + RECEIPT_KEY_BYTES),
    count: readU32(bytes, 4),
    head: copyOf(bytes, HEAD_AT, HEAD_AT + RECEIPT_HEAD_BYTES),
    pending: copyOf(bytes, PENDING_AT, PENDING_AT + pendingBytes),
  };
}

/**
 * The stored state of a device that has no receipt yet. Whoever makes the key gives the wearer a copy: it alone opens the
 * whole history, and the device forgets it with the first receipt.
 * @param key 32 bytes from a secure random source
 */
export function firstReceiptState(key: Uint8Array): Uint8Array {
  return encodeReceiptState({ key: key, count: 0, head: firstReceiptHead(), pending: new Uint8Array(0) });
}

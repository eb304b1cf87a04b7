import { decodePair, MAX_PAIRS, type Pair, pairName } from "../core/pair.ts";
import type { Store } from "../core/ports.ts";
import { ascii, copyOf, equalBytes, readU32, writeU32 } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";
import { crc32 } from "../protocol/crc32.ts";
import { MARK_BYTES } from "./board-mark.ts";

/**
 * Which pairs the wearer confirmed, and on which board. An image that is written to many devices may hold a pair already,
 * or all of a device that somebody used: a pair that is not in this record, or a record of another board, is refused (P59).
 */
const CONFIRMED = "pairs-confirmed";
const VERSION = 1;
const TAG_BYTES = 16;
const RECORD = 1 + MARK_BYTES + MAX_PAIRS * TAG_BYTES + 4;

interface Confirmed {
  mark: Uint8Array;
  /** One for each slot; zeros: none. */
  tags: Uint8Array[];
}

function tagOf(cipher: Cipher, pair: Pair): Uint8Array {
  return copyOf(cipher.hmac(pair.headerKey, ascii("lychnos confirmed")), 0, TAG_BYTES);
}

function read(store: Store): Confirmed | null {
  const bytes = store.load(CONFIRMED);
  if (bytes === null || bytes.length !== RECORD || bytes[0] !== VERSION) return null;
  if (readU32(bytes, RECORD - 4) !== crc32(bytes, 0, RECORD - 4)) return null;
  const from = 1 + MARK_BYTES;
  const tags = Array.from({ length: MAX_PAIRS }, (_, slot) =>
    copyOf(bytes, from + slot * TAG_BYTES, from + (slot + 1) * TAG_BYTES),
  );
  return { mark: copyOf(bytes, 1, from), tags };
}

/** Notes that the wearer confirmed this pair here. @returns false when it is not durable. */
export function noteConfirmed(cipher: Cipher, store: Store, pair: Pair, mark: Uint8Array): boolean {
  const before = read(store);
  // What was confirmed on another board counts for nothing on this one.
  const tags = before !== null && equalBytes(before.mark, mark) ? before.tags : [];
  const out = new Uint8Array(RECORD);
  out[0] = VERSION;
  out.set(mark, 1);
  tags[pair.slot] = tagOf(cipher, pair);
  tags.forEach((tag, slot) => {
    out.set(tag, 1 + MARK_BYTES + slot * TAG_BYTES);
  });
  writeU32(out, RECORD - 4, crc32(out, 0, RECORD - 4));
  return store.replace(CONFIRMED, out);
}

/** unconfirmed: a pair that no wearer confirmed on this device; copied: the whole memory comes from another board. */
export type PairDoubt = { kind: "unconfirmed"; slot: number } | { kind: "copied" };

/** @returns null when every pair here was confirmed by the wearer, on this board. */
export function doubtOf(cipher: Cipher, store: Store, mark: Uint8Array): PairDoubt | null {
  const confirmed = read(store);
  for (let slot = 0; slot < MAX_PAIRS; slot++) {
    const bytes = store.load(pairName(slot));
    const pair = bytes === null ? null : decodePair(bytes);
    if (pair === null) continue;
    if (confirmed === null || !equalBytes(confirmed.tags[slot] as Uint8Array, tagOf(cipher, pair)))
      return { kind: "unconfirmed", slot };
    if (!equalBytes(confirmed.mark, mark)) return { kind: "copied" };
  }
  return null;
}

/** What to do about it, for people. */
export function doubtSentence(doubt: PairDoubt): string {
  return doubt.kind === "unconfirmed"
    ? `guardian ${doubt.slot} is on this device and its wearer never confirmed them: they came with the device's image, or were put there. ` +
        `Send them away with: lychnos roster remove ${doubt.slot} --config FILE, then pair anew.`
    : "this device's memory is a copy of another device's, keys and receipts included. Two devices must never share them: " +
        "give this one an empty stateDir and pair it anew; the other goes on.";
}

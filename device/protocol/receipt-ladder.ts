import { copyOf } from "./bytes.ts";
import type { Cipher } from "./cipher.ts";
import { nextReceiptKey } from "./receipt.ts";

/** The keys of a history, made from its first one. Going up costs one step a number; going down begins anew. */
export interface Ladder {
  cipher: Cipher;
  first: Uint8Array;
  number: number;
  key: Uint8Array;
  /** Steps made so far. */
  steps: number;
}

/** At a receipt a minute two years of them; a file that claims more is not believed, so that it cannot keep us busy. */
export const MAX_RECEIPT_NUMBER = 1048576;
/** Work for one file at most, some ten seconds of a small machine; what is beyond counts as not genuine. */
const MAX_STEPS = 4 * MAX_RECEIPT_NUMBER;

/** @param key the key of receipt 0, 32 bytes */
export function makeLadder(cipher: Cipher, key: Uint8Array): Ladder {
  return { cipher: cipher, first: copyOf(key, 0, key.length), number: 0, key: copyOf(key, 0, key.length), steps: 0 };
}

/** The key of a number; null above MAX_RECEIPT_NUMBER, and once too much work was asked for. */
export function keyAt(ladder: Ladder, number: number): Uint8Array | null {
  if (!(number >= 0 && number <= MAX_RECEIPT_NUMBER)) return null;
  if (number < ladder.number) {
    ladder.number = 0;
    ladder.key = ladder.first;
  }
  ladder.steps += number - ladder.number;
  if (ladder.steps > MAX_STEPS) return null;
  while (ladder.number < number) {
    ladder.key = nextReceiptKey(ladder.cipher, ladder.key);
    ladder.number += 1;
  }
  return ladder.key;
}

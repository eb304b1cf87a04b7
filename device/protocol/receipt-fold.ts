import type { Receipt } from "./receipt.ts";

/**
 * The device keeps a bounded number of receipts. At fixed numbers of the history, and at no others, it writes a receipt
 * "folded" and lets everything go that is older than FOLD_KEEPS before it. Because the numbers are fixed by this file, a
 * thief with the device's present key cannot fold early to be rid of what he did: he would have to fill the log first.
 */

/** Receipts that are kept before a fold: at six a day, twelve weeks. */
export const FOLD_KEEPS = 512;
/** From one fold to the next. */
export const FOLD_STEP = 512;
/** Number of the first fold. The log never holds more records than this and one (48 kB). */
export const FIRST_FOLD = FOLD_KEEPS + FOLD_STEP;

/** Whether the receipt of this number must be a fold. */
export function isFoldNumber(number: number): boolean {
  return number >= FIRST_FOLD && (number - FIRST_FOLD) % FOLD_STEP === 0;
}

/** Number of the oldest receipt that a device with `count` receipts still keeps. */
export function firstKept(count: number): number {
  if (count <= FIRST_FOLD) return 0;
  const folds = Math.floor((count - 1 - FIRST_FOLD) / FOLD_STEP);
  return FIRST_FOLD + folds * FOLD_STEP - FOLD_KEEPS;
}

/** Whether an honest log may begin with this number, provided that the fold which says so is in it. */
export function mayBegin(number: number): boolean {
  return number === 0 || isFoldNumber(number + FOLD_KEEPS);
}

/** Whether this genuine receipt tells that the history before `first` was let go. */
export function foldsTo(receipt: Receipt, first: number): boolean {
  return receipt.kind === "folded" && receipt.number === first + FOLD_KEEPS && receipt.detail === first;
}

import { pairAt } from "./delivery.ts";
import type { Effect } from "./event.ts";
import { decodeFences, encodeFences, type FenceBook, fenceName } from "./fence-book.ts";
import type { Pair } from "./pair.ts";
import type { TrackerState } from "./state.ts";

/** Fences over a restart, and over a store that fails. */

/** After a write that failed: all that there is, once more. */
export function storeFences(state: TrackerState, effects: Effect[]): void {
  for (let i = 0; i < state.fences.length; i++) {
    const book = state.fences[i] as FenceBook;
    const pair = pairAt(state, book.slot);
    if (pair !== null) effects.push({ kind: "replace", name: fenceName(book.slot), bytes: encodeFences(book, pair) });
  }
}

/** @param records what each slot's record holds; null: nothing. */
export function bootFences(records: (Uint8Array | null)[], pairs: Pair[]): FenceBook[] {
  const books: FenceBook[] = [];
  for (let i = 0; i < pairs.length; i++) {
    const pair = pairs[i] as Pair;
    const record = records[pair.slot];
    const book = record === undefined || record === null ? null : decodeFences(record, pair);
    if (book !== null) books.push(book);
  }
  return books;
}

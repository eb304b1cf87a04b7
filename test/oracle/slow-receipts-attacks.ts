import { decodeReceiptState } from "../../device/core/receipt-state.ts";
import { RECEIPT_KEY, type ReceiptHead } from "../../device/core/receipts.ts";
import { encodeReceipt, headAfter, nextReceiptKey, RECEIPT_BYTES, type ReceiptKind } from "../../device/protocol/receipt.ts";
import { FOLD_KEEPS, isFoldNumber } from "../../device/protocol/receipt-fold.ts";
import type { Image } from "../../simulator/world/sim-store.ts";
import { toyCipher } from "../toy-cipher.ts";

/** A changed file, and whether the head that the last status told is needed to see it. */
export interface Attack {
  name: string;
  log: Uint8Array;
  needsHead: boolean;
}

/** What a thief of the device finds: the log, and the present state. */
export interface Loot {
  log: Uint8Array;
  first: number;
  count: number;
  head: Uint8Array;
  key: Uint8Array;
}

export function lootOf(image: Image, log: Uint8Array): Loot {
  const state = decodeReceiptState(image.get(RECEIPT_KEY) ?? new Uint8Array(0));
  if (state === null) throw new Error("no state");
  return { log, first: state.count - log.length / RECEIPT_BYTES, count: state.count, head: state.head, key: state.key };
}

export function toldBy(loot: Loot): ReceiptHead {
  return { count: loot.count, head: loot.head.slice(0, 8) };
}

function recordsOf(log: Uint8Array): Uint8Array[] {
  return Array.from({ length: log.length / RECEIPT_BYTES }, (_, i) => log.slice(i * RECEIPT_BYTES, (i + 1) * RECEIPT_BYTES));
}

function joined(records: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(records));
}

/** Records that the thief writes behind `records` with the present key, linked and numbered as he likes best. */
function forged(loot: Loot, records: Uint8Array[], kinds: ReceiptKind[], detail: number): Uint8Array[] {
  const out: Uint8Array[] = [];
  let key: Uint8Array = loot.key.slice();
  for (const kind of kinds) {
    const last = out.at(-1) ?? records.at(-1);
    const head = last === undefined ? new Uint8Array(16) : headAfter(last, 0);
    const number = loot.first + records.length + out.length;
    out.push(encodeReceipt(toyCipher, key, head, { kind, number, timeS: 1_790_000_000, detail }));
    key = nextReceiptKey(toyCipher, key);
  }
  return out;
}

/** Every bit of every record; `every` takes only each so-manieth, to save time. */
export function* bitFlips(loot: Loot, every: number): Generator<Attack> {
  for (let bit = 0; bit < loot.log.length * 8; bit += every) {
    const log = loot.log.slice();
    log[bit >> 3] = (log[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    yield { name: `bit ${bit}`, log, needsHead: false };
  }
}

/** Records taken out, doubled, exchanged, cut off, forged in and written over; `every` takes only each so-manieth place. */
export function* recordAttacks(loot: Loot, every: number): Generator<Attack> {
  const all = recordsOf(loot.log);
  for (let i = 0; i < all.length; i += every) {
    const before = all.slice(0, i);
    const after = all.slice(i + 1);
    const here = all[i] as Uint8Array;
    const isLast = after.length === 0;
    yield { name: `delete ${i}`, log: joined([...before, ...after]), needsHead: isLast };
    yield { name: `double ${i}`, log: joined([...before, here, here, ...after]), needsHead: false };
    yield { name: `double ${i} at the end`, log: joined([...all, here]), needsHead: false };
    if (!isLast) yield { name: `cut before ${i + 1}`, log: joined([...before, here]), needsHead: true };
    if (i > 0) yield { name: `cut off the first ${i}`, log: joined([here, ...after]), needsHead: false };
    for (let j = i + 1; j < all.length; j += every) {
      const swapped = [...all];
      swapped[i] = all[j] as Uint8Array;
      swapped[j] = here;
      yield { name: `swap ${i} and ${j}`, log: joined(swapped), needsHead: false };
    }
    const [forgery] = forged(loot, before, ["withdraw"], 0);
    if (forgery === undefined) continue;
    yield { name: `forge in at ${i}`, log: joined([...before, forgery, here, ...after]), needsHead: false };
    yield { name: `write over ${i}`, log: joined([...before, forgery, ...after]), needsHead: false };
    const rest = forged(loot, before, Array<ReceiptKind>(after.length + 2).fill("resume"), 1);
    yield { name: `write anew from ${i}`, log: joined([...before, ...rest]), needsHead: false };
    const torn = loot.log.slice(0, i * RECEIPT_BYTES + 1 + (i % (RECEIPT_BYTES - 1)));
    yield { name: `tear in ${i}`, log: torn, needsHead: false };
  }
}

/** A fold that the thief writes himself, to be rid of the beginning. */
export function* foldAttacks(loot: Loot): Generator<Attack> {
  const all = recordsOf(loot.log);
  // At a number at which the device itself folds next, that very fold is no attack: it is what would have come.
  const due = isFoldNumber(loot.count) ? loot.count - FOLD_KEEPS : null;
  for (let first = 1; first < all.length; first++) {
    if (loot.first + first === due) continue;
    const kept = all.slice(first);
    const fold = forged(loot, all, ["folded"], loot.first + first);
    yield { name: `fold to ${first}`, log: joined([...kept, ...fold]), needsHead: false };
  }
  const early = forged(loot, all, ["folded"], loot.count - FOLD_KEEPS);
  if (all.length > FOLD_KEEPS && loot.count > FOLD_KEEPS && due === null)
    yield { name: "fold early", log: joined([...all.slice(-FOLD_KEEPS), ...early]), needsHead: false };
}

/** What the thief may do: go on writing. It must verify, or the proof would count a verifier that refuses everything. */
export function appended(loot: Loot): Uint8Array {
  return joined([...recordsOf(loot.log), ...forged(loot, recordsOf(loot.log), ["resume", "pause"], 1)]);
}

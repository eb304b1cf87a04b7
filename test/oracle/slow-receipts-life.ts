import type { Effect } from "../../device/core/event.ts";
import { makeReceipts } from "../../device/core/receipt-boot.ts";
import { decodeReceiptState, firstReceiptState } from "../../device/core/receipt-state.ts";
import {
  addReceipt,
  durableHead,
  hearReceiptStore,
  RECEIPT_KEY,
  RECEIPTS,
  type ReceiptHead,
  type Receipts,
  retryReceipts,
  writeReceipts,
} from "../../device/core/receipts.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { RECEIPT_BYTES } from "../../device/protocol/receipt.ts";
import { type Image, type SimStore, type StoreFault, simStore } from "../../simulator/world/sim-store.ts";
import { toyCipher } from "../toy-cipher.ts";

/** The parts of the firmware that can be exchanged for broken ones, to see that the proof notices. */
export interface ReceiptParts {
  boot: (cipher: Cipher, stored: Uint8Array | null, log: Uint8Array | null) => Receipts;
  write: typeof writeReceipts;
}

export const TRUE_PARTS: ReceiptParts = { boot: makeReceipts, write: writeReceipts };
export const WEARERS_KEY = new Uint8Array(32).map((_, i) => i * 7 + 3);
const STEP_S = 60;
/** Records at the end of the log that are held against what was seen before. */
const LOOKED_AT = 40;
/** Bytes of a record up to its detail. */
const NAMED = 16;

export function freshImage(): Image {
  return new Map([[RECEIPT_KEY, firstReceiptState(WEARERS_KEY)]]);
}

/** What a device promised in its lives: details of receipts said durable, heads told, and each record ever seen on its medium. */
export interface Promises {
  durable: number[];
  told: ReceiptHead[];
  seen: Map<number, string>;
  /** Numbers under which two different records were seen: a key served twice. */
  reused: Set<number>;
}

export function noPromises(): Promises {
  return { durable: [], told: [], seen: new Map(), reused: new Set() };
}

function look(promises: Promises, records: Uint8Array): void {
  for (let at = 0; at + NAMED <= records.length; at += RECEIPT_BYTES) {
    // A torn record counts as well, once its number and what it speaks of have reached the medium.
    const text = Buffer.from(records.subarray(at, at + RECEIPT_BYTES)).toString("latin1");
    const number = Buffer.from(records).readUInt32BE(at + 4);
    const known = promises.seen.get(number) ?? "";
    if (!known.startsWith(text) && !text.startsWith(known)) promises.reused.add(number);
    promises.seen.set(number, text.length > known.length ? text : known);
  }
}

function lookAtMedium(promises: Promises, image: Image): void {
  // Only the end of the log ever changes.
  const log = image.get(RECEIPTS) ?? new Uint8Array(0);
  const records = Math.floor(log.length / RECEIPT_BYTES);
  look(promises, log.subarray(Math.max(0, records - LOOKED_AT) * RECEIPT_BYTES));
  const state = decodeReceiptState(image.get(RECEIPT_KEY) ?? new Uint8Array(0));
  if (state !== null) look(promises, state.pending);
}

function carryOut(store: SimStore, effects: Effect[]): string[] {
  const failed: string[] = [];
  for (const effect of effects) {
    if (effect.kind === "replace" && !store.replace(effect.name, effect.bytes)) failed.push(effect.name);
    if (effect.kind === "append" && !store.append(effect.name, effect.bytes)) failed.push(effect.name);
  }
  return failed;
}

/** What the store does in one life: a fault, and after the first write that failed another: a cut so many writes later. */
export interface Trouble {
  first: StoreFault;
  later: { writes: number; byte: number } | null;
}

export const NO_TROUBLE: Trouble = { first: { kind: "none" }, later: null };

/** Details of the receipts that each step of a script brings; each detail is a name that comes once. */
export type Script = number[][];

/**
 * Lives a script from `from` on, until the power goes or the script ends, as run.ts would: failures are heard in a step
 * of their own, and a store that fails is tried again.
 * @returns the life, and the step of the script that comes next.
 */
export function live(
  parts: ReceiptParts,
  image: Image,
  trouble: Trouble,
  script: Script,
  from: number,
  promises: Promises,
): { image: Image; next: number; store: SimStore } {
  const store = simStore(image);
  const receipts = parts.boot(toyCipher, store.load(RECEIPT_KEY), store.load(RECEIPTS));
  store.setFault(trouble.first);
  let later = trouble.later;
  let step = from;
  let taken: number[] = [];
  let events: (string | null)[] = [null];
  // Two steps more than the script: the last one's writes are confirmed, and a failure's are tried again.
  while (step < script.length + 2 && !store.isCut()) {
    const failed = events.shift() ?? null;
    const effects: Effect[] = [];
    hearReceiptStore(receipts, failed);
    if (failed !== null && later !== null) {
      store.setFault({ kind: "cut", write: store.writes() + later.writes, byte: later.byte });
      later = null;
    }
    if (failed === null) {
      if (!receipts.failed) promises.durable.push(...taken.splice(0));
      promises.told.push(durableHead(receipts));
      const details = script[step++] ?? [];
      for (const detail of details) addReceipt(toyCipher, receipts, "window-open", detail, 1_790_000_000 + step * STEP_S);
      taken = [...taken, ...details];
      retryReceipts(receipts);
    }
    parts.write(toyCipher, receipts, null, effects);
    events = [...carryOut(store, effects), ...events];
    lookAtMedium(promises, store.surviving());
  }
  return { image: store.surviving(), next: step, store };
}

/** The log as the device would hand it out after this boot, without writing anything. */
export function logOf(parts: ReceiptParts, image: Image): Uint8Array {
  return parts.boot(toyCipher, image.get(RECEIPT_KEY) ?? null, image.get(RECEIPTS) ?? null).log;
}

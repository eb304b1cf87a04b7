import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Effect } from "../core/event.ts";
import type { Store, StoreName } from "../core/ports.ts";
import { makeReceipts, readReceiptLog } from "../core/receipt-boot.ts";
import { firstReceiptState } from "../core/receipt-state.ts";
import { addReceipt, RECEIPT_KEY, RECEIPTS, writeReceipts } from "../core/receipts.ts";
import type { Cipher } from "../protocol/cipher.ts";
import { RECEIPT_KEY_BYTES, type ReceiptKind } from "../protocol/receipt.ts";
import { ConfigProblem } from "./config.ts";

/** Whether this device was given a key for its receipts. */
export function hasReceipts(store: Store): boolean {
  return store.load(RECEIPT_KEY) !== null;
}

/** A key for a device's receipts, 32 bytes. Hand it to the wearer before it is stored: afterwards nobody can have it. */
export function freshReceiptKey(): Uint8Array {
  return new Uint8Array(randomBytes(RECEIPT_KEY_BYTES));
}

/**
 * Gives a device the key of its receipts, which forgets it with the first of them.
 * @throws ConfigProblem when it could not be stored.
 */
export function provisionReceipts(store: Store, key: Uint8Array): void {
  if (!store.replace(RECEIPT_KEY, firstReceiptState(key)))
    throw new ConfigProblem("the key of the receipts could not be stored. Look at the state directory's rights and space.");
}

/**
 * One receipt from a command while the device is not running.
 * @returns whether it is durable; false also when the device has no key for receipts.
 */
export function keepReceipt(cipher: Cipher, store: Store, kind: ReceiptKind, detail: number, utcS: number | null): boolean {
  const receipts = makeReceipts(cipher, store.load(RECEIPT_KEY), store.load(RECEIPTS));
  if (receipts.trouble !== "none") return false;
  addReceipt(cipher, receipts, kind, detail, utcS);
  const effects: Effect[] = [];
  writeReceipts(cipher, receipts, utcS, effects);
  return effects.every((effect) => {
    if (effect.kind === "replace") return store.replace(effect.name, effect.bytes);
    return effect.kind !== "append" || store.append(effect.name, effect.bytes);
  });
}

function storedValue(directory: string, name: StoreName): Uint8Array | null {
  try {
    return new Uint8Array(readFileSync(join(directory, `${name}.value`)));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") return null;
    throw new ConfigProblem(`the receipts cannot be read: ${code}. They belong to the user whom the device runs as.`);
  }
}

/**
 * The wearer's receipts, read beside a device that may be running: the state first, so that a log which grows in
 * between is only longer than it says.
 * @returns whole records; null when there are none and never was a key.
 * @throws ConfigProblem when the files cannot be read.
 */
export function receiptLogIn(directory: string, cipher: Cipher): Uint8Array | null {
  const stored = storedValue(directory, RECEIPT_KEY);
  const log = storedValue(directory, RECEIPTS);
  return stored === null && log === null ? null : readReceiptLog(cipher, stored, log);
}

import { decodePair, MAX_PAIRS, pairName } from "../core/pair.ts";
import type { Store } from "../core/ports.ts";
import { ascii, copyOf, equalBytes } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";
import { deriveKeys } from "../protocol/keys.ts";

/** Pairings that this device took once: a copy of the file must not serve again, not even after its guardian was sent away. */
const USED = "pairings-used";
const MARK_BYTES = 16;
const MAX_USED = 64;

function markOf(cipher: Cipher, root: Uint8Array): Uint8Array {
  return copyOf(cipher.hmac(root, ascii("lychnos pairing used")), 0, MARK_BYTES);
}

function marks(store: Store): Uint8Array[] {
  const bytes = store.load(USED) ?? new Uint8Array(0);
  const count = Math.floor(bytes.length / MARK_BYTES);
  return Array.from({ length: count }, (_, i) => copyOf(bytes, i * MARK_BYTES, (i + 1) * MARK_BYTES));
}

// A power cut may have come between the pair and the note of it.
function isPaired(cipher: Cipher, store: Store, root: Uint8Array): boolean {
  const { header } = deriveKeys(cipher, root);
  for (let slot = 0; slot < MAX_PAIRS; slot++) {
    const bytes = store.load(pairName(slot));
    const pair = bytes === null ? null : decodePair(bytes);
    if (pair !== null && equalBytes(pair.headerKey, header)) return true;
  }
  return false;
}

export function isUsed(cipher: Cipher, store: Store, root: Uint8Array): boolean {
  const mark = markOf(cipher, root);
  return isPaired(cipher, store, root) || marks(store).some((used) => equalBytes(used, mark));
}

/** @returns false when it is not durable. */
export function noteUsed(cipher: Cipher, store: Store, root: Uint8Array): boolean {
  const kept = [...marks(store), markOf(cipher, root)].slice(-MAX_USED);
  const out = new Uint8Array(kept.length * MARK_BYTES);
  kept.forEach((mark, i) => {
    out.set(mark, i * MARK_BYTES);
  });
  return store.replace(USED, out);
}

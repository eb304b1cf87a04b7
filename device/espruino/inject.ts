import { encodeOutboxKey, firstOutboxKey, OUTBOX_KEYS, outboxKeyName } from "../core/outbox-key.ts";
import { encodePair, MAX_PAIRS, makePair, pairName } from "../core/pair.ts";
import type { Store } from "../core/ports.ts";
import { firstReceiptState } from "../core/receipt-state.ts";
import { RECEIPT_KEY } from "../core/receipts.ts";
import { copyOf, zeroise } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";
import { deriveKeys, KEY_BYTES } from "../protocol/keys.ts";

/**
 * A pairing put into the board over its cable, with every secret in it: this path asks the board for no chance, so a board
 * without any is as safe as one that has it (P19). 96 bytes: the root that is shared with the guardian, then the secrets
 * of the outbox and of the wearer's receipts, which nobody else has; they count at the first pairing alone.
 */
export const INJECTED_BYTES = 3 * KEY_BYTES;

export type InjectFault = "wrong-length" | "no-secret" | "slots-taken" | "not-stored";

function repeats(secret: Uint8Array): boolean {
  for (let i = 1; i < secret.length; i++) if (secret[i] !== secret[0]) return false;
  return true;
}

function isThere(store: Store, names: string[]): boolean {
  for (let i = 0; i < names.length; i++) if (store.load(names[i] as string) !== null) return true;
  return false;
}

function keepOwnSecrets(cipher: Cipher, store: Store, outbox: Uint8Array, receipts: Uint8Array): boolean {
  if (!isThere(store, [RECEIPT_KEY]) && !store.replace(RECEIPT_KEY, firstReceiptState(receipts))) return false;
  if (isThere(store, OUTBOX_KEYS)) return true;
  const key = firstOutboxKey(cipher, outbox);
  return store.replace(outboxKeyName(key.generation), encodeOutboxKey(key));
}

/** @param bytes INJECTED_BYTES; overwritten whatever happens. @returns the slot, or why there is none. */
export function injectPair(cipher: Cipher, store: Store, bytes: Uint8Array): number | InjectFault {
  if (bytes.length !== INJECTED_BYTES) return "wrong-length";
  const root = copyOf(bytes, 0, KEY_BYTES);
  const outbox = copyOf(bytes, KEY_BYTES, 2 * KEY_BYTES);
  const receipts = copyOf(bytes, 2 * KEY_BYTES, INJECTED_BYTES);
  zeroise(bytes);
  // A desk whose own chance stands still gives itself away so; two equal secrets are no secrets either.
  if (repeats(root) || repeats(outbox) || repeats(receipts)) return "no-secret";
  let slot = 0;
  while (slot < MAX_PAIRS && store.load(pairName(slot)) !== null) slot += 1;
  if (slot === MAX_PAIRS) return "slots-taken";
  const own = keepOwnSecrets(cipher, store, outbox, receipts);
  const kept = own && store.replace(pairName(slot), encodePair(makePair(slot, deriveKeys(cipher, root))));
  zeroise(root);
  return kept ? slot : "not-stored";
}

import { encodeOutboxKey, firstOutboxKey, outboxKeyName } from "../../device/core/outbox-key.ts";
import { encodePair, makePair, pairName } from "../../device/core/pair.ts";
import { firstReceiptState } from "../../device/core/receipt-state.ts";
import { RECEIPT_KEY } from "../../device/core/receipts.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { deriveKeys } from "../../device/protocol/keys.ts";
import type { Image } from "./sim-store.ts";

/** The one pairing's root; there is nothing to protect in a made-up world. */
export const PAIR_ROOT = new Uint8Array(32).map((_, i) => i * 5 + 1);
/** The wearer's key to the receipts, and the device's own secret, in that world. */
export const RECEIPT_ROOT = new Uint8Array(32).map((_, i) => i * 3 + 2);
const OUTBOX_SECRET = new Uint8Array(32).map((_, i) => i * 7 + 3);

/** What the store of a device holds that was paired with one guardian and never agreed to. */
export function pairedImage(cipher: Cipher): Image {
  const key = firstOutboxKey(cipher, OUTBOX_SECRET);
  return new Map([
    [pairName(0), encodePair(makePair(0, deriveKeys(cipher, PAIR_ROOT)))],
    [outboxKeyName(key.generation), encodeOutboxKey(key)],
    [RECEIPT_KEY, firstReceiptState(RECEIPT_ROOT.slice())],
  ]);
}

import { ascii, copyOf, readU8, readU32, writeU32, zeroise } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";
import { crc32 } from "../protocol/crc32.ts";
import { KEY_BYTES } from "../protocol/keys.ts";
import type { StoreName } from "./ports.ts";

/**
 * The key under which the outbox lies in the store. No guardian knows it: it comes from a secret that was put into the
 * device when it was paired, not from a pairing's root. Each generation follows from the one before and never the other
 * way round, so erasing one makes whatever it sealed unreadable to everyone, in every copy that flash may have kept.
 *
 * The store holds two generations under two names: the present one, and the next, which has sealed nothing yet. So erasing
 * is one write that no power cut can leave half done in a way that matters, and a key is never replaced under its own
 * name, because a replacement may leave the old bytes in a block that has no name any more.
 */
export interface OutboxKey {
  /** Counts from 1. */
  generation: number;
  key: Uint8Array;
  /** Makes the synthetic IVs. */
  ivKey: Uint8Array;
  /** Makes the keystream. */
  streamKey: Uint8Array;
}

const VERSION = 1;
const RECORD = 5 + KEY_BYTES + 4;

/** Names of the two slots in the store. */
export const OUTBOX_KEYS: StoreName[] = ["outbox-key-0", "outbox-key-1"];

export function outboxKeyName(generation: number): StoreName {
  return OUTBOX_KEYS[generation % 2] as StoreName;
}

function makeKey(cipher: Cipher, generation: number, key: Uint8Array): OutboxKey {
  return {
    generation: generation,
    key: key,
    ivKey: cipher.hmac(key, ascii("lychnos outbox iv")),
    streamKey: cipher.hmac(key, ascii("lychnos outbox stream")),
  };
}

/** @param secret 32 bytes from a secure random source, made when the device is paired; copied. */
export function firstOutboxKey(cipher: Cipher, secret: Uint8Array): OutboxKey {
  return makeKey(cipher, 1, cipher.hmac(secret, ascii("lychnos outbox")));
}

/** The next generation. One-way: who holds it cannot compute the one before. */
export function nextOutboxKey(cipher: Cipher, key: OutboxKey): OutboxKey {
  return makeKey(cipher, key.generation + 1, cipher.hmac(key.key, ascii("lychnos outbox next")));
}

export function forgetOutboxKey(key: OutboxKey): void {
  zeroise(key.key);
  zeroise(key.ivKey);
  zeroise(key.streamKey);
}

export function encodeOutboxKey(key: OutboxKey): Uint8Array {
  const out = new Uint8Array(RECORD);
  out[0] = VERSION;
  writeU32(out, 1, key.generation);
  out.set(key.key, 5);
  writeU32(out, RECORD - 4, crc32(out, 0, RECORD - 4));
  return out;
}

/** @returns null for anything but a whole, sound record. */
export function decodeOutboxKey(cipher: Cipher, bytes: Uint8Array): OutboxKey | null {
  if (bytes.length !== RECORD || readU8(bytes, 0) !== VERSION) return null;
  if (readU32(bytes, RECORD - 4) !== crc32(bytes, 0, RECORD - 4)) return null;
  return makeKey(cipher, readU32(bytes, 1), copyOf(bytes, 5, 5 + KEY_BYTES));
}

/** What the store's two slots hold. */
export interface StoredKeys {
  /** Sound ones, oldest generation first; at most two. */
  keys: OutboxKey[];
  /** Slots whose bytes are no key: a power cut tore an erasure there. Erase them again. */
  torn: StoreName[];
}

/** @param records what the slots of OUTBOX_KEYS hold, in their order; null: nothing. */
export function readOutboxKeys(cipher: Cipher, records: (Uint8Array | null)[]): StoredKeys {
  const read: StoredKeys = { keys: [], torn: [] };
  for (let i = 0; i < OUTBOX_KEYS.length; i++) {
    const record = records[i];
    if (record === null || record === undefined) continue;
    const key = decodeOutboxKey(cipher, record);
    const first = read.keys[0];
    if (key === null) read.torn.push(OUTBOX_KEYS[i] as StoreName);
    else if (first !== undefined && first.generation > key.generation) read.keys = [key, first];
    else read.keys.push(key);
  }
  return read;
}

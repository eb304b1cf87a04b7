import { copyOf, readU8, readU32, writeU16, writeU32, zeroise } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";
import { crc32 } from "../protocol/crc32.ts";
import { KEY_BYTES, nextEpochKey, type PairKeys } from "../protocol/keys.ts";

/**
 * One guardian as the device knows them: the chain that seals to them, the chain that opens from them, and the keys that
 * hide both from the network. There is no name here.
 */
export interface Pair {
  /** Pairing slot, 0 to 7; the consent names guardians by it. */
  slot: number;
  epoch: number;
  epochKey: Uint8Array;
  commandEpoch: number;
  commandKey: Uint8Array;
  topicKey: Uint8Array;
  headerKey: Uint8Array;
  /** Latest UTC day that named a topic: it never goes back, so a clock that does cannot bring an old topic to life. */
  dayFloor: number;

  /** From here on not stored. Next frame number of this epoch; null: the epoch must step before anything is sealed. */
  nextNumber: number | null;
  epochStartedUpMs: number;
  /** Highest command number taken in the present command epoch. */
  commandNumber: number;
}

export const MAX_PAIRS = 8;
export const EPOCH_FRAMES = 1024;
export const EPOCH_MS = 900000;
const VERSION = 1;
const RECORD = 16 + 4 * KEY_BYTES + 4;

/** Name of the slot's record in the store. */
export function pairName(slot: number): string {
  return "pair-" + slot;
}

/** A pair fresh from pairing, at epoch 0 of both chains. */
export function makePair(slot: number, keys: PairKeys): Pair {
  return {
    slot: slot,
    epoch: 0,
    epochKey: keys.telemetry,
    commandEpoch: 0,
    commandKey: keys.command,
    topicKey: keys.topic,
    headerKey: keys.header,
    dayFloor: 0,
    nextNumber: null,
    epochStartedUpMs: 0,
    commandNumber: -1,
  };
}

export function encodePair(pair: Pair): Uint8Array {
  const out = new Uint8Array(RECORD);
  out[0] = VERSION;
  out[1] = pair.slot;
  writeU16(out, 2, 0);
  writeU32(out, 4, pair.epoch);
  writeU32(out, 8, pair.commandEpoch);
  writeU32(out, 12, pair.dayFloor);
  out.set(pair.epochKey, 16);
  out.set(pair.commandKey, 16 + KEY_BYTES);
  out.set(pair.topicKey, 16 + 2 * KEY_BYTES);
  out.set(pair.headerKey, 16 + 3 * KEY_BYTES);
  writeU32(out, RECORD - 4, crc32(out, 0, RECORD - 4));
  return out;
}

/** @returns null for anything but a whole, sound record. */
export function decodePair(bytes: Uint8Array): Pair | null {
  if (bytes.length !== RECORD || bytes[0] !== VERSION || readU8(bytes, 1) >= MAX_PAIRS) return null;
  if (readU32(bytes, RECORD - 4) !== crc32(bytes, 0, RECORD - 4)) return null;
  const pair = makePair(readU8(bytes, 1), {
    telemetry: copyOf(bytes, 16, 16 + KEY_BYTES),
    command: copyOf(bytes, 16 + KEY_BYTES, 16 + 2 * KEY_BYTES),
    topic: copyOf(bytes, 16 + 2 * KEY_BYTES, 16 + 3 * KEY_BYTES),
    header: copyOf(bytes, 16 + 3 * KEY_BYTES, 16 + 4 * KEY_BYTES),
  });
  pair.epoch = readU32(bytes, 4);
  pair.commandEpoch = readU32(bytes, 8);
  pair.dayFloor = readU32(bytes, 12);
  return pair;
}

/** Whether the present epoch may not seal another frame: a boot, its age, its count. */
export function epochIsOver(pair: Pair, upMs: number): boolean {
  return pair.nextNumber === null || pair.nextNumber >= EPOCH_FRAMES || upMs - pair.epochStartedUpMs >= EPOCH_MS;
}

/** Nothing more is sealed in this epoch; the next seal steps first. */
export function endEpoch(pair: Pair): void {
  pair.nextNumber = null;
}

/** Steps the chain. The caller stores the record before it sends anything that the new epoch sealed. */
export function stepEpoch(cipher: Cipher, pair: Pair, upMs: number): void {
  const key = nextEpochKey(cipher, pair.epochKey);
  zeroise(pair.epochKey);
  pair.epochKey = key;
  pair.epoch += 1;
  pair.nextNumber = 0;
  pair.epochStartedUpMs = upMs;
}

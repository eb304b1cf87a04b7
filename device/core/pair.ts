import { copyOf, readU8, readU16, readU32, writeU16, writeU32, zeroise } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";
import { type Result, resultCode, resultOf } from "../protocol/command.ts";
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
  /** The last command that was obeyed or refused, 0 for none, and how it fared: a repeat is answered and not obeyed again. */
  commandSequence: number;
  commandResult: Result;
  /** What this guardian wants less of; null: nothing. */
  narrowed: Narrowed | null;

  /** From here on not stored. Next frame number of this epoch; null: the epoch must step before anything is sealed. */
  nextNumber: number | null;
  epochStartedUpMs: number;
  /** Something has ended the epoch before its time. */
  ended: boolean;
  /** The present epoch is new, and its record may not be durable yet. */
  unproven: boolean;
  /** The epoch of before, while the present one is unproven, if it was open. */
  before: LastEpoch | null;
  /** Highest command number taken in the present command epoch. */
  commandNumber: number;
  /** Commands heard since this uptime: see MAX_COMMANDS in obey.ts. */
  commandsSinceUpMs: number;
  commandsHeard: number;
}

/** Where a chain goes on when its next step could not be stored. */
export interface LastEpoch {
  epoch: number;
  epochKey: Uint8Array;
  nextNumber: number;
  epochStartedUpMs: number;
}

/** Less than was agreed to, under one consent; the next consent begins anew. */
export interface Narrowed {
  consent: number;
  intervalS: number;
  decimals: number;
  /** No position at all. */
  stopped: boolean;
}

export const MAX_PAIRS = 8;
export const EPOCH_FRAMES = 1024;
export const EPOCH_MS = 900000;
const VERSION = 2;
const KEYS_AT = 28;
const RECORD = KEYS_AT + 4 * KEY_BYTES + 4;

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
    commandSequence: 0,
    commandResult: "done",
    narrowed: null,
    nextNumber: null,
    epochStartedUpMs: 0,
    ended: false,
    unproven: false,
    before: null,
    commandNumber: -1,
    commandsSinceUpMs: 0,
    commandsHeard: 0,
  };
}

function writeNarrowed(out: Uint8Array, narrowed: Narrowed): void {
  out[3] = narrowed.stopped ? 2 : 1;
  writeU16(out, 20, narrowed.consent);
  writeU32(out, 22, narrowed.intervalS);
  out[26] = narrowed.decimals;
}

function readNarrowed(bytes: Uint8Array): Narrowed | null {
  if (readU8(bytes, 3) === 0) return null;
  return {
    consent: readU16(bytes, 20),
    intervalS: readU32(bytes, 22),
    decimals: readU8(bytes, 26),
    stopped: readU8(bytes, 3) === 2,
  };
}

export function encodePair(pair: Pair): Uint8Array {
  const out = new Uint8Array(RECORD);
  out[0] = VERSION;
  out[1] = pair.slot;
  out[2] = resultCode(pair.commandResult);
  if (pair.narrowed !== null) writeNarrowed(out, pair.narrowed);
  writeU32(out, 4, pair.epoch);
  writeU32(out, 8, pair.commandEpoch);
  writeU32(out, 12, pair.dayFloor);
  writeU32(out, 16, pair.commandSequence);
  out.set(pair.epochKey, KEYS_AT);
  out.set(pair.commandKey, KEYS_AT + KEY_BYTES);
  out.set(pair.topicKey, KEYS_AT + 2 * KEY_BYTES);
  out.set(pair.headerKey, KEYS_AT + 3 * KEY_BYTES);
  writeU32(out, RECORD - 4, crc32(out, 0, RECORD - 4));
  return out;
}

/** @returns null for anything but a whole, sound record. */
export function decodePair(bytes: Uint8Array): Pair | null {
  if (bytes.length !== RECORD || bytes[0] !== VERSION || readU8(bytes, 1) >= MAX_PAIRS) return null;
  if (readU32(bytes, RECORD - 4) !== crc32(bytes, 0, RECORD - 4)) return null;
  const result = resultOf(readU8(bytes, 2));
  if (result === null) return null;
  const pair = makePair(readU8(bytes, 1), {
    telemetry: copyOf(bytes, KEYS_AT, KEYS_AT + KEY_BYTES),
    command: copyOf(bytes, KEYS_AT + KEY_BYTES, KEYS_AT + 2 * KEY_BYTES),
    topic: copyOf(bytes, KEYS_AT + 2 * KEY_BYTES, KEYS_AT + 3 * KEY_BYTES),
    header: copyOf(bytes, KEYS_AT + 3 * KEY_BYTES, KEYS_AT + 4 * KEY_BYTES),
  });
  pair.epoch = readU32(bytes, 4);
  pair.commandEpoch = readU32(bytes, 8);
  pair.dayFloor = readU32(bytes, 12);
  pair.commandSequence = readU32(bytes, 16);
  pair.commandResult = result;
  pair.narrowed = readNarrowed(bytes);
  return pair;
}

/** Whether the present epoch may not seal another frame: a boot, its age, its count. */
export function epochIsOver(pair: Pair, upMs: number): boolean {
  return pair.ended || pair.nextNumber === null || pair.nextNumber >= EPOCH_FRAMES || upMs - pair.epochStartedUpMs >= EPOCH_MS;
}

/** The next seal steps first, but for what tells of trouble while nothing can be stored. */
export function endEpoch(pair: Pair): void {
  pair.ended = true;
}

/** The present epoch is durable: nothing of the one before may stay. */
export function letGoLastEpoch(pair: Pair): void {
  if (pair.before !== null) zeroise(pair.before.epochKey);
  pair.before = null;
  pair.unproven = false;
}

/**
 * The present epoch could not be stored: after a power cut the device would seal with it again, so nothing may be sealed in
 * it. The one before goes on where it was open, or none is.
 */
export function dropEpoch(pair: Pair): void {
  const before = pair.before;
  pair.before = null;
  pair.unproven = false;
  if (before === null) {
    pair.nextNumber = null;
    return;
  }
  zeroise(pair.epochKey);
  pair.epoch = before.epoch;
  pair.epochKey = before.epochKey;
  pair.nextNumber = before.nextNumber;
  pair.epochStartedUpMs = before.epochStartedUpMs;
  pair.ended = true;
}

/** Steps the chain. The caller stores the record before it sends anything that the new epoch sealed. */
export function stepEpoch(cipher: Cipher, pair: Pair, upMs: number): void {
  const key = nextEpochKey(cipher, pair.epochKey);
  letGoLastEpoch(pair);
  if (pair.nextNumber === null) zeroise(pair.epochKey);
  else
    pair.before = {
      epoch: pair.epoch,
      epochKey: pair.epochKey,
      nextNumber: pair.nextNumber,
      epochStartedUpMs: pair.epochStartedUpMs,
    };
  pair.epochKey = key;
  pair.epoch += 1;
  pair.unproven = true;
  pair.ended = false;
  pair.nextNumber = 0;
  pair.epochStartedUpMs = upMs;
}

import { copyOf, readU8, readU16, readU24, readU32 } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";
import { restored } from "../protocol/envelope.ts";
import {
  BATCH_BODY,
  DELIVERED_BODY,
  FRAME_BODY,
  type Frame,
  hold,
  keepFresh,
  makeOutbox,
  type Outbox,
  olderOf,
  WORTHS,
} from "./outbox.ts";
import { letGoReplaced } from "./outbox-batch.ts";
import { letGo } from "./outbox-delivered.ts";
import { forgetOutboxKey, nextOutboxKey, type OutboxKey, type StoredKeys } from "./outbox-key.ts";
import type { OutboxLimits } from "./outbox-limits.ts";
import {
  decodeHead,
  HEAD_BYTES,
  type LogHead,
  openRecord,
  RECORD_BATCH,
  RECORD_DELIVERED,
  RECORD_FRAME,
  RECORD_HEAD,
  sealedBytes,
} from "./outbox-record.ts";

export interface ReadOutbox {
  outbox: Outbox;
  /**
   * The log's own key is gone: a power cut came between the erasing of a withdrawal and its record. Only a withdrawal
   * erases the key before it rewrites the log, so this is one, and it stands.
   */
  cutShort: boolean;
  /** A key older than the log's is still there: a power cut came before its erasing. */
  leftover: OutboxKey | null;
}

const HALF_SPAN = 8388608;

// Of two sequence numbers the later one, also across the end of their 24 bits.
function later(a: number, b: number): number {
  return ((a - b) & 0xffffff) < HALF_SPAN ? a : b;
}

function recordLength(type: number): number {
  if (type === RECORD_HEAD) return HEAD_BYTES;
  if (type === RECORD_FRAME) return sealedBytes(FRAME_BODY);
  if (type === RECORD_BATCH) return sealedBytes(BATCH_BODY);
  return type === RECORD_DELIVERED ? sealedBytes(DELIVERED_BODY) : 0;
}

function replayHead(outbox: Outbox, head: LogHead): void {
  outbox.sequence = later(outbox.sequence, head.sequence);
  outbox.runS = head.runS;
  outbox.markedRunS = head.runS;
  if (head.sinceS !== 0) outbox.since = olderOf(outbox.since, head.sinceS, head.sinceRunS);
}

function replayFrame(outbox: Outbox, body: Uint8Array): void {
  const fixes = body.length === BATCH_BODY ? readU8(body, BATCH_BODY - 1) : 0;
  const frame = restored(copyOf(body, 16, fixes === 0 ? body.length : BATCH_BODY - 1));
  const worth = WORTHS[readU8(body, 7)];
  if (frame === null || worth === undefined) return;
  const runS = readU32(body, 12);
  if (runS > outbox.runS) outbox.runS = runS;
  const entry: Frame = {
    slot: readU8(body, 0),
    epoch: readU32(body, 1),
    number: readU16(body, 5),
    frame: frame,
    worth: worth,
    takenS: readU32(body, 8),
    fixes: fixes,
  };
  if (fixes > 0) letGoReplaced(outbox, entry);
  hold(outbox, entry, runS);
}

function replayDelivered(outbox: Outbox, body: Uint8Array): void {
  const bits = copyOf(body, 7, body.length);
  letGo(outbox, readU8(body, 0), { kind: "delivered", epoch: readU32(body, 1), first: readU16(body, 5), bits: bits });
}

/** @returns false when the record is torn or rotten. Without the key only its sequence number is read. */
function replay(cipher: Cipher, outbox: Outbox, readable: boolean, log: Uint8Array, at: number, length: number): boolean {
  const head = decodeHead(log, at);
  if (head !== null) replayHead(outbox, head);
  if (readU8(log, at) === RECORD_HEAD) return head !== null;
  if (readable && outbox.key !== null) {
    const body = openRecord(cipher, outbox.key, copyOf(log, at, at + length));
    if (body === null) return false;
    if (readU8(log, at) === RECORD_DELIVERED) replayDelivered(outbox, body);
    else replayFrame(outbox, body);
  }
  outbox.sequence = later(outbox.sequence, readU24(log, at + 1));
  return true;
}

/** The key of a generation; without one, the oldest, which any log is written with that begins now. */
function keyFor(keys: OutboxKey[], generation: number): OutboxKey | null {
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as OutboxKey;
    if (key.generation === generation) return key;
  }
  const oldest = keys[0];
  return oldest === undefined ? null : oldest;
}

function readAll(cipher: Cipher, outbox: Outbox, log: Uint8Array, readable: boolean): void {
  let at = 0;
  while (at < log.length) {
    const length = recordLength(readU8(log, at));
    if (length === 0 || at + length > log.length) break;
    if (!replay(cipher, outbox, readable, log, at, length)) break;
    at += length;
  }
  outbox.logBytes = log.length;
  outbox.stale = at < log.length || !readable;
}

/**
 * Reads a stored log up to its first torn or rotten record; what follows that was never acknowledged to anyone.
 * @param stored the keys that the store holds; those that are not needed any more are forgotten.
 * @param limits as of makeOutbox; a log that was written with more room is thinned while it is read.
 */
export function readOutbox(cipher: Cipher, stored: StoredKeys, log: Uint8Array | null, limits?: OutboxLimits): ReadOutbox {
  const outbox = makeOutbox(limits);
  const head = log === null ? null : decodeHead(log, 0);
  const key = keyFor(stored.keys, head === null ? 0 : head.generation);
  outbox.key = key;
  let leftover: OutboxKey | null = null;
  for (let i = 0; i < stored.keys.length; i++) {
    const other = stored.keys[i] as OutboxKey;
    if (key === null || other.generation === key.generation) continue;
    if (other.generation === key.generation + 1) outbox.nextStored = true;
    else leftover = other;
    forgetOutboxKey(other);
  }
  const readable = head !== null && key !== null && head.generation === key.generation;
  if (log !== null && head !== null) readAll(cipher, outbox, log, readable);
  if (!readable) outbox.since = null;
  outbox.aged = outbox.since === null;
  keepFresh(outbox);
  outbox.dropped = 0;
  const cutShort = head !== null && head.generation > 0 && !readable;
  return { outbox: outbox, cutShort: cutShort, leftover: leftover };
}

/** The next key of a box, in its own place: the old one is forgotten in memory; its copy in the store is the caller's. */
export function turnKey(cipher: Cipher, outbox: Outbox): void {
  const old = outbox.key;
  if (old === null) return;
  outbox.key = nextOutboxKey(cipher, old);
  forgetOutboxKey(old);
  outbox.since = null;
}

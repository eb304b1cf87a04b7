import { copyOf, readU8, readU16, readU24, readU32, writeU16, writeU24, writeU32 } from "../protocol/bytes.ts";
import { crc32 } from "../protocol/crc32.ts";
import { restored, type Sealed, SHORT_FRAME } from "../protocol/envelope.ts";
import type { DeliveredReport } from "../protocol/report.ts";

/**
 * Sealed frames that a guardian has not acknowledged end to end. The broker's PUBACK is not delivery: a broker may lose
 * what it took (F21). Stored as a log of fixed records, so that a power cut costs at most the record being written.
 */
export interface Outbox {
  waiting: Waiting[];
  /** Sequence number of the last permitted fix; stored here because it must not go back either. */
  sequence: number;
  /** Bytes in the stored log, to know when rewriting it is worth a write. */
  logBytes: number;
  /** Entries put in by the present step, at the end of `waiting`: the ones that a failed write leaves without a durable copy. */
  fresh: number;
  /** True when the stored log ended in a record that a power cut tore: rewrite it before adding to it. */
  torn: boolean;
  /** Frames given up because the box was full, since boot. */
  dropped: number;
}

export interface Waiting {
  slot: number;
  epoch: number;
  number: number;
  /** When it was sealed, seconds since 1970; 0: the device did not know the time. */
  sealedS: number;
  frame: Sealed;
  /** When it was last handed to the link; null: not since the link came up. */
  sentUpMs: number | null;
  tries: number;
}

/** A week of fixes, one every thirty seconds: 1.5 MB on the card. */
export const MAX_WAITING = 20000;
export const OUTBOX = "outbox";
const RECORD_FRAME = 1;
const RECORD_DELIVERED = 2;
const RECORD_HEAD = 3;
const FRAME_AT = 15;
const FRAME_BYTES = FRAME_AT + SHORT_FRAME + 4;
const DELIVERED_BYTES = 8 + 24 + 4;
const HEAD_BYTES = 8;
const REWRITE_ABOVE = 65536;

export function makeOutbox(): Outbox {
  return { waiting: [], sequence: 0, logBytes: 0, fresh: 0, torn: false, dropped: 0 };
}

function closed(record: Uint8Array): Uint8Array {
  writeU32(record, record.length - 4, crc32(record, 0, record.length - 4));
  return record;
}

function frameRecord(entry: Waiting, sequence: number): Uint8Array {
  const record = new Uint8Array(FRAME_BYTES);
  record[0] = RECORD_FRAME;
  record[1] = entry.slot;
  writeU32(record, 2, entry.epoch);
  writeU16(record, 6, entry.number);
  writeU24(record, 8, sequence);
  writeU32(record, 11, entry.sealedS);
  record.set(entry.frame, FRAME_AT);
  return closed(record);
}

/** Takes a frame in. @returns the bytes to append to the stored log before the frame may leave. */
export function putIn(outbox: Outbox, slot: number, epoch: number, number: number, frame: Sealed, sealedS: number): Uint8Array {
  const entry: Waiting = { slot: slot, epoch: epoch, number: number, sealedS: sealedS, frame: frame, sentUpMs: null, tries: 0 };
  if (outbox.waiting.length >= MAX_WAITING) {
    // The oldest goes first: a guardian in need asks where the wearer is, then where they were.
    outbox.waiting.shift();
    outbox.dropped += 1;
  }
  outbox.waiting.push(entry);
  outbox.fresh += 1;
  outbox.logBytes += FRAME_BYTES;
  return frameRecord(entry, outbox.sequence);
}

/**
 * Drops what is older than the agreed retention, delivered or not.
 * @returns true when there was something: the log must be written anew, so that it is gone from the store as well.
 */
export function forgetOld(outbox: Outbox, nowS: number, days: number): boolean {
  const left: Waiting[] = [];
  for (let i = 0; i < outbox.waiting.length; i++) {
    const entry = outbox.waiting[i] as Waiting;
    if (entry.sealedS === 0 || nowS - entry.sealedS < days * 86400) left.push(entry);
  }
  if (left.length === outbox.waiting.length) return false;
  outbox.waiting = left;
  return true;
}

/** Drops what could not be made durable: its sequence number may come again after a restart, so it must never leave. */
export function dropFresh(outbox: Outbox): void {
  outbox.waiting = outbox.waiting.slice(0, outbox.waiting.length - outbox.fresh);
  outbox.fresh = 0;
}

function bitIsSet(bits: Uint8Array, index: number): boolean {
  let mask = 128;
  for (let i = index % 8; i > 0; i--) mask = mask >>> 1;
  return (readU8(bits, Math.floor(index / 8)) & mask) !== 0;
}

function speaksOf(report: DeliveredReport, entry: Waiting): boolean {
  const index = entry.number - report.first;
  return entry.epoch === report.epoch && index >= 0 && index < report.bits.length * 8 && bitIsSet(report.bits, index);
}

/** Removes what a guardian has made durable. @returns the bytes to append to the log, or null when it changed nothing. */
export function takeOut(outbox: Outbox, slot: number, report: DeliveredReport): Uint8Array | null {
  const left: Waiting[] = [];
  for (let i = 0; i < outbox.waiting.length; i++) {
    const entry = outbox.waiting[i] as Waiting;
    if (entry.slot !== slot || !speaksOf(report, entry)) left.push(entry);
  }
  if (left.length === outbox.waiting.length) return null;
  outbox.waiting = left;
  const record = new Uint8Array(DELIVERED_BYTES);
  record[0] = RECORD_DELIVERED;
  record[1] = slot;
  writeU32(record, 2, report.epoch);
  writeU16(record, 6, report.first);
  record.set(report.bits, 8);
  outbox.logBytes += DELIVERED_BYTES;
  return closed(record);
}

/** True when the log holds mostly what is done with. */
export function wantsRewrite(outbox: Outbox): boolean {
  return outbox.torn || (outbox.logBytes > REWRITE_ABOVE && outbox.logBytes > 2 * outbox.waiting.length * FRAME_BYTES);
}

/** The whole log anew: its head with the sequence number, then what still waits. */
export function encodeOutbox(outbox: Outbox): Uint8Array {
  const out = new Uint8Array(HEAD_BYTES + outbox.waiting.length * FRAME_BYTES);
  const head = new Uint8Array(HEAD_BYTES);
  head[0] = RECORD_HEAD;
  writeU24(head, 1, outbox.sequence);
  out.set(closed(head), 0);
  for (let i = 0; i < outbox.waiting.length; i++) {
    out.set(frameRecord(outbox.waiting[i] as Waiting, outbox.sequence), HEAD_BYTES + i * FRAME_BYTES);
  }
  outbox.logBytes = out.length;
  outbox.torn = false;
  return out;
}

function recordLength(type: number): number {
  if (type === RECORD_FRAME) return FRAME_BYTES;
  if (type === RECORD_DELIVERED) return DELIVERED_BYTES;
  return type === RECORD_HEAD ? HEAD_BYTES : 0;
}

function replay(outbox: Outbox, log: Uint8Array, at: number): void {
  const type = readU8(log, at);
  if (type === RECORD_HEAD) {
    outbox.sequence = readU24(log, at + 1);
  } else if (type === RECORD_FRAME) {
    outbox.sequence = readU24(log, at + 8);
    const frame = restored(copyOf(log, at + FRAME_AT, at + FRAME_AT + SHORT_FRAME));
    if (frame !== null)
      putIn(outbox, readU8(log, at + 1), readU32(log, at + 2), readU16(log, at + 6), frame, readU32(log, at + 11));
  } else {
    const bits = copyOf(log, at + 8, at + 32);
    takeOut(outbox, readU8(log, at + 1), {
      kind: "delivered",
      epoch: readU32(log, at + 2),
      first: readU16(log, at + 6),
      bits: bits,
    });
  }
}

/** Reads a stored log up to its first torn or rotten record; what follows that was never acknowledged to anyone. */
export function decodeOutbox(log: Uint8Array | null): Outbox {
  const outbox = makeOutbox();
  if (log === null) return outbox;
  let at = 0;
  while (at < log.length) {
    const length = recordLength(readU8(log, at));
    if (length === 0 || at + length > log.length) break;
    if (readU32(log, at + length - 4) !== crc32(log, at, at + length - 4)) break;
    replay(outbox, log, at);
    at += length;
  }
  outbox.fresh = 0;
  outbox.logBytes = log.length;
  outbox.torn = at < log.length;
  return outbox;
}

import { writeU16, writeU32 } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";
import { LONG_FRAME, type Sealed, SHORT_FRAME } from "../protocol/envelope.ts";
import type { OpenBatch } from "./open-batch.ts";
import type { OutboxKey } from "./outbox-key.ts";
import { mostStatuses, type OutboxLimits, outboxLimits } from "./outbox-limits.ts";
import { encodeHead, HEAD_BYTES, RECORD_BATCH, RECORD_FRAME, sealedBytes, sealRecord } from "./outbox-record.ts";
import { withRoom, withRoomForStatus } from "./outbox-thinning.ts";

/**
 * Sealed frames that a guardian has not acknowledged end to end. The broker's PUBACK is not delivery: a broker may lose
 * what it took (F21). Stored as a log of records, so that a power cut costs at most the record being written. The log is
 * sealed once more, under a key that no guardian has and that withdrawal erases.
 */
export interface Outbox {
  waiting: Waiting[];
  /** What the board has room for. */
  limits: OutboxLimits;
  /** Null: this device was given no secret, so frames wait in memory only and a restart loses them. */
  key: OutboxKey | null;
  /** Whether the store holds the present key, and the one after it. */
  keyStored: boolean;
  nextStored: boolean;
  /** When the oldest position that was ever sealed under this key was taken; null: none was. */
  since: Taken | null;
  /** Seconds that the device has been running, over all restarts. No clock that can be set changes it. */
  runS: number;
  /** Uptime to which `runS` belongs; null until the first step after a start. */
  runUpMs: number | null;
  /** `runS` as the stored log last told it. */
  markedRunS: number;
  /** False after a start until trusted time has told how old the stored positions are. */
  aged: boolean;
  /** Sequence number of the last permitted fix; stored here because it must not go back either. */
  sequence: number;
  /** Bytes in the stored log, to know when rewriting it is worth a write. */
  logBytes: number;
  /** Entries put in by the present step, at the end of `waiting`: the ones that a failed write leaves without a durable copy. */
  fresh: number;
  /** Batches under way, at most one a guardian, in memory only. They hold positions in the clear. */
  open: OpenBatch[];
  /** Short frames that the present step put a batch in the place of: they come back when the batch is not durable. */
  replaced: Waiting[];
  /** True when the stored log must be written anew before it is added to: it is missing, torn, or was thinned. */
  stale: boolean;
  /** Frames given up because the box was full, since boot. */
  dropped: number;
}

/** When something was taken, by the clock and by how long the device had been running. */
export interface Taken {
  /** UTC in seconds. */
  utcS: number;
  runS: number;
}

/** What an entry is worth when room is short. An alarm is a fix of a panic, an alert says what is wrong and not where. */
export type Worth = "fix" | "status" | "alarm" | "alert";
// The place in the list is the byte in the record: only ever add at the end.
export const WORTHS: Worth[] = ["fix", "status", "alarm", "alert"];

export interface Frame {
  slot: number;
  epoch: number;
  number: number;
  frame: Sealed;
  worth: Worth;
  /** Of a fix, when it was measured: whole seconds since 1970, from trusted time. Of a batch, of its oldest fix. Else see takenAt. */
  takenS: number;
  /** How many fixes a long frame holds: it stands for so many numbers before its own. 0: a short frame. */
  fixes: number;
}

export interface Waiting extends Frame {
  takenRunS: number;
  /** When it was last handed to the link; null: not since the link came up. */
  sentUpMs: number | null;
  tries: number;
}

export const OUTBOX = "outbox";
export const FRAME_BODY = 16 + SHORT_FRAME;
/** As a frame, and behind it the number of fixes. */
export const BATCH_BODY = 16 + LONG_FRAME + 1;
export const DELIVERED_BODY = 7 + 24;

/** @param limits what the board asks for; absent: as much as there can be. */
export function makeOutbox(limits?: OutboxLimits): Outbox {
  return {
    waiting: [],
    limits: outboxLimits(limits),
    key: null,
    keyStored: true,
    nextStored: false,
    since: null,
    runS: 0,
    runUpMs: null,
    markedRunS: 0,
    aged: true,
    sequence: 0,
    logBytes: 0,
    fresh: 0,
    open: [],
    replaced: [],
    stale: true,
    dropped: 0,
  };
}

export function holdsPosition(entry: Frame): boolean {
  return entry.worth === "fix" || entry.worth === "alarm";
}

/** The head of the log as it is now; also the mark that tells how long the device has been running. */
export function headOf(outbox: Outbox): Uint8Array {
  const since = outbox.since;
  outbox.markedRunS = outbox.runS;
  return encodeHead({
    sequence: outbox.sequence,
    generation: outbox.key === null ? 0 : outbox.key.generation,
    sinceS: since === null ? 0 : since.utcS,
    sinceRunS: since === null ? 0 : Math.floor(since.runS),
    runS: Math.floor(outbox.runS),
  });
}

function frameRecord(cipher: Cipher, outbox: Outbox, entry: Waiting): Uint8Array {
  // Without a key the log still counts: the sequence number must not go back.
  if (outbox.key === null) return headOf(outbox);
  const body = new Uint8Array(entry.fixes === 0 ? FRAME_BODY : BATCH_BODY);
  body[0] = entry.slot;
  writeU32(body, 1, entry.epoch);
  writeU16(body, 5, entry.number);
  body[7] = WORTHS.indexOf(entry.worth);
  writeU32(body, 8, entry.takenS);
  writeU32(body, 12, Math.floor(entry.takenRunS));
  body.set(entry.frame, 16);
  if (entry.fixes === 0) return sealRecord(cipher, outbox.key, RECORD_FRAME, outbox.sequence, body);
  body[BATCH_BODY - 1] = entry.fixes;
  return sealRecord(cipher, outbox.key, RECORD_BATCH, outbox.sequence, body);
}

/** The older of two, by each measure: neither clock can make a position younger. */
export function olderOf(since: Taken | null, utcS: number, runS: number): Taken {
  if (since === null) return { utcS: utcS, runS: runS };
  return { utcS: Math.min(utcS, since.utcS), runS: Math.min(runS, since.runS) };
}

/** Adds an entry without a word to the store. @param runS running time at which it was taken. */
export function hold(outbox: Outbox, frame: Frame, runS: number): Waiting {
  const entry: Waiting = {
    slot: frame.slot,
    epoch: frame.epoch,
    number: frame.number,
    frame: frame.frame,
    worth: frame.worth,
    takenS: frame.takenS,
    fixes: frame.fixes,
    takenRunS: runS,
    sentUpMs: null,
    tries: 0,
  };
  const before = outbox.waiting.length;
  if (entry.worth === "status") outbox.waiting = withRoomForStatus(outbox.waiting, mostStatuses(outbox.limits));
  outbox.waiting = withRoom(outbox.waiting, outbox.limits.waiting);
  if (outbox.waiting.length < before) {
    outbox.dropped += before - outbox.waiting.length;
    outbox.stale = true;
  }
  outbox.waiting.push(entry);
  if (holdsPosition(entry)) outbox.since = olderOf(outbox.since, entry.takenS, entry.takenRunS);
  return entry;
}

/**
 * Takes a frame in that speaks of the present, or, with a batch, of a time before.
 * @param runS running time at which the oldest of it was taken
 * @returns the bytes to append to the stored log before the frame may leave.
 */
export function putInOf(cipher: Cipher, outbox: Outbox, frame: Frame, runS: number): Uint8Array {
  const entry = hold(outbox, frame, runS);
  outbox.fresh += 1;
  const record = frameRecord(cipher, outbox, entry);
  outbox.logBytes += record.length;
  return record;
}

/** Takes a frame in that speaks of the present. @returns the bytes to append to the stored log before it may leave. */
export function putIn(cipher: Cipher, outbox: Outbox, frame: Frame): Uint8Array {
  return putInOf(cipher, outbox, frame, outbox.runS);
}

/** The step before was carried out whole. */
export function keepFresh(outbox: Outbox): void {
  outbox.fresh = 0;
  outbox.replaced = [];
}

/**
 * Drops what could not be made durable: its sequence number may come again after a restart, so it must never leave. What
 * it took the place of was durable before, and waits again.
 */
export function dropFresh(outbox: Outbox): void {
  const durable = outbox.waiting.slice(0, outbox.waiting.length - outbox.fresh);
  outbox.waiting = durable.concat(outbox.replaced);
  keepFresh(outbox);
}

function entryBytes(entry: Frame): number {
  return sealedBytes(entry.fixes === 0 ? FRAME_BODY : BATCH_BODY);
}

function recordsLength(outbox: Outbox): number {
  let length = 0;
  for (let i = 0; i < outbox.waiting.length; i++) length += entryBytes(outbox.waiting[i] as Waiting);
  return length;
}

/** True when the log cannot be added to, or holds mostly what is done with. */
export function wantsRewrite(outbox: Outbox): boolean {
  const needed = recordsLength(outbox);
  return outbox.stale || (outbox.logBytes > outbox.limits.rewriteAboveBytes && outbox.logBytes > 2 * needed);
}

/** The whole log anew: its head, then what still waits. */
export function encodeOutbox(cipher: Cipher, outbox: Outbox): Uint8Array {
  const frames = outbox.key === null ? 0 : outbox.waiting.length;
  const out = new Uint8Array(HEAD_BYTES + (frames === 0 ? 0 : recordsLength(outbox)));
  out.set(headOf(outbox), 0);
  let at = HEAD_BYTES;
  for (let i = 0; i < frames; i++) {
    const record = frameRecord(cipher, outbox, outbox.waiting[i] as Waiting);
    out.set(record, at);
    at += record.length;
  }
  outbox.logBytes = out.length;
  outbox.stale = false;
  return out;
}

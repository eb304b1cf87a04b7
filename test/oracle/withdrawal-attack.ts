import { BATCH_BODY, FRAME_BODY } from "../../device/core/outbox.ts";
import { nextOutboxKey, OUTBOX_KEYS, type OutboxKey } from "../../device/core/outbox-key.ts";
import { HEAD_BYTES, openRecord, RECORD_BATCH, RECORD_FRAME, RECORD_HEAD, sealedBytes } from "../../device/core/outbox-record.ts";
import { decodeBatch } from "../../device/protocol/batch.ts";
import { ascii, copyOf } from "../../device/protocol/bytes.ts";
import { decode } from "../../device/protocol/codec.ts";
import { isFrameLength, LONG_FRAME, open, readHeader, SHORT_BODY, SHORT_FRAME, VERSION } from "../../device/protocol/envelope.ts";
import { deriveKeys, nextEpochKey, type PairKeys } from "../../device/protocol/keys.ts";
import type { Report } from "../../device/protocol/report.ts";
import { toyCipher } from "../toy-cipher.ts";

/** Everything that an attacker with the flash and with all guardians' roots holds. */
export interface Loot {
  /** Every byte on the flash, old copies included, piece by piece. */
  pieces: Uint8Array[];
  roots: Uint8Array[];
}

export interface Plunder {
  keysTried: number;
  framesOpened: number;
  /** Long ones among them. */
  batches: number;
  positions: number;
}

const MOST_EPOCHS = 400;

interface Chain {
  keys: PairKeys;
  epochs: Uint8Array[];
}

function chainOf(root: Uint8Array): Chain {
  const keys = deriveKeys(toyCipher, root.slice());
  const epochs: Uint8Array[] = [keys.telemetry.slice()];
  while (epochs.length < MOST_EPOCHS) epochs.push(nextEpochKey(toyCipher, epochs.at(-1) as Uint8Array));
  return { keys, epochs };
}

const chains = new WeakMap<Uint8Array, Chain>();

function knownChain(root: Uint8Array): Chain {
  const known = chains.get(root) ?? chainOf(root);
  chains.set(root, known);
  return known;
}

function reportsIn(body: Uint8Array): Report[] {
  const bodies = body.length === SHORT_BODY ? [body] : (decodeBatch(body) ?? []);
  return bodies.map(decode).filter((report) => report !== null);
}

/** What a guardian reads of a frame of either length; empty: nothing. */
export function openFrame(roots: readonly Uint8Array[], frame: Uint8Array): Report[] {
  if (!isFrameLength(frame.length) || frame[0] !== VERSION) return [];
  for (const root of roots) {
    const { keys, epochs } = knownChain(root);
    const header = readHeader(toyCipher, keys.header, frame);
    const key = header === null ? undefined : epochs[header.epoch];
    if (header === null || key === undefined || header.number > 1023) continue;
    const place = { ...header, epochKey: key, headerKey: keys.header, direction: "telemetry" as const };
    const body = open(toyCipher, place, frame);
    const reports = body === null ? [] : reportsIn(body);
    if (reports.length > 0) return reports;
  }
  return [];
}

function take(plunder: Plunder, roots: readonly Uint8Array[], frame: Uint8Array): void {
  const reports = openFrame(roots, frame);
  if (reports.length === 0) return;
  plunder.framesOpened += 1;
  if (frame.length === LONG_FRAME) plunder.batches += 1;
  plunder.positions += reports.filter(({ kind }) => kind === "fix").length;
}

function outboxKey(key: Uint8Array): OutboxKey {
  return {
    generation: 0,
    key,
    ivKey: toyCipher.hmac(key, ascii("lychnos outbox iv")),
    streamKey: toyCipher.hmac(key, ascii("lychnos outbox stream")),
  };
}

/** The records of sealed frames of each log: all of one log lie under one key. */
function sealedLogs(pieces: readonly Uint8Array[]): Uint8Array[][] {
  const lengths = new Map([
    [RECORD_FRAME, sealedBytes(FRAME_BODY)],
    [RECORD_BATCH, sealedBytes(BATCH_BODY)],
  ]);
  return pieces
    .filter((piece) => piece[0] === RECORD_HEAD)
    .map((piece) => {
      const found: Uint8Array[] = [];
      for (let at = HEAD_BYTES; at < piece.length; at++) {
        const length = lengths.get(piece[at] ?? 0);
        if (length === undefined || at + length > piece.length) continue;
        found.push(copyOf(piece, at, at + length));
        at += length - 1;
      }
      return found;
    })
    .filter((log) => log.length > 0);
}

/** Every 32 bytes in a row, once. @param step 1 tries them all. */
function windows(pieces: readonly Uint8Array[], step: number): Uint8Array[] {
  const seen = new Map<string, Uint8Array>();
  for (const piece of pieces) {
    for (let at = 0; at + 32 <= piece.length; at += step) {
      const window = piece.subarray(at, at + 32);
      seen.set(Buffer.from(window).toString("latin1"), window);
    }
  }
  return [...seen.values()];
}

function tryOutboxKey(plunder: Plunder, loot: Loot, key: OutboxKey, logs: readonly Uint8Array[][]): void {
  plunder.keysTried += 1;
  for (const log of logs) {
    // Where the head was torn the first bytes may look like a record by chance: the first three tell enough.
    if (!log.slice(0, 3).some((record) => openRecord(toyCipher, key, record) !== null)) continue;
    for (const record of log) {
      const body = openRecord(toyCipher, key, record);
      if (body === null) continue;
      take(plunder, loot.roots, copyOf(body, 16, body.length === BATCH_BODY ? 16 + LONG_FRAME : body.length));
    }
  }
}

/**
 * Opens whatever can be opened: sealed frames that lie bare anywhere, and records of the queue under every key that the
 * flash or a guardian could hold: each 32 bytes in a row as a key, and as the key before it.
 * @param thorough every window against every record; else only where keys are kept.
 */
export function plunderOf(loot: Loot, thorough: boolean): Plunder {
  const plunder: Plunder = { keysTried: 0, framesOpened: 0, batches: 0, positions: 0 };
  for (const piece of loot.pieces) {
    for (let at = 0; at + SHORT_FRAME <= piece.length; at++) {
      if (piece[at] !== VERSION) continue;
      take(plunder, loot.roots, copyOf(piece, at, at + SHORT_FRAME));
      if (at + LONG_FRAME <= piece.length) take(plunder, loot.roots, copyOf(piece, at, at + LONG_FRAME));
    }
  }
  const logs = sealedLogs(loot.pieces);
  const guardians = loot.roots.flatMap((root) => [
    root,
    ...knownChain(root).epochs.slice(0, 8),
    ...Object.values(knownChain(root).keys),
  ]);
  const small = loot.pieces.filter((piece) => thorough || piece.length < 64);
  for (const key of [...guardians, ...windows(small, 1)]) {
    const one = outboxKey(key);
    tryOutboxKey(plunder, loot, one, logs);
    tryOutboxKey(plunder, loot, nextOutboxKey(toyCipher, one), logs);
  }
  return plunder;
}

export const KEY_NAMES: readonly string[] = OUTBOX_KEYS;

import { copyOf } from "../protocol/bytes.ts";
import { clearRecord, type Entry, type Log, pieceBytes, putRecord } from "./journal-log.ts";
import { ADDITION, LAST_PART, PART, readBody } from "./journal-record.ts";
import { walkValue } from "./journal-scan.ts";
import type { StoreName } from "./ports.ts";

const NOTHING = new Uint8Array(0);

/** Writes pieces of a value as they come; the last one makes it count. */
export interface Writer {
  log: Log;
  entry: Entry;
}

export function beginValue(log: Log, name: StoreName): Writer {
  const entry: Entry = { name: name, set: log.nextSet, page: 0, at: 0, pieces: 0, bytes: 0 };
  log.nextSet += 1;
  return { log: log, entry: entry };
}

/** @returns false when there is no room. */
export function putPiece(writer: Writer, kind: number, body: Uint8Array): boolean {
  const entry = writer.entry;
  const part = kind === ADDITION ? 0 : entry.pieces;
  const head = { kind: kind, part: part, set: entry.set, name: entry.name, length: body.length, crc: 0 };
  const at = putRecord(writer.log, head, body);
  if (at < 0) return false;
  if (entry.pieces === 0) {
    entry.page = writer.log.pages.length - 1;
    entry.at = at;
  }
  entry.pieces += 1;
  entry.bytes += body.length;
  return true;
}

/** Clears every record of a value, the first one first: with it the value is gone. @returns false when bits remain. */
export function clearValue(log: Log, entry: Entry): boolean {
  let cleared = true;
  const missing = walkValue(log, entry, (offset, head) => {
    if (!clearRecord(log.flash, offset, head)) cleared = false;
    return true;
  });
  return cleared && missing === 0;
}

/** Writes a whole value. @returns null when there is no room; then nothing of it is left in the log. */
export function putValue(log: Log, name: StoreName, bytes: Uint8Array): Entry | null {
  const writer = beginValue(log, name);
  const most = pieceBytes(log.flash);
  let from = 0;
  while (true) {
    const to = Math.min(bytes.length, from + most);
    if (!putPiece(writer, to === bytes.length ? LAST_PART : PART, copyOf(bytes, from, to))) {
      if (!clearValue(log, writer.entry)) log.tainted = true;
      return null;
    }
    if (to === bytes.length) return writer.entry;
    from = to;
  }
}

/** Adds to the end of a value. @returns how many bytes found room. */
export function addToValue(log: Log, entry: Entry, bytes: Uint8Array, from: number): number {
  const most = pieceBytes(log.flash);
  let at = from;
  while (at < bytes.length) {
    const to = Math.min(bytes.length, at + most);
    if (!putPiece({ log: log, entry: entry }, ADDITION, copyOf(bytes, at, to))) break;
    at = to;
  }
  return at;
}

/**
 * Hands out the sound pieces of a value. An addition that rotted is left out; a part that rotted is the whole value's end.
 * @returns how many bytes, or -1 when the value is lost.
 */
export function readPieces(log: Log, entry: Entry, piece: (bytes: Uint8Array) => boolean): number {
  let bytes = 0;
  let parts = 0;
  let complete = false;
  let unsound = false;
  walkValue(log, entry, (offset, head) => {
    const body = readBody(log.flash, offset, head);
    const isPart = head.kind !== ADDITION;
    if (isPart && (body === null || head.part !== parts)) unsound = true;
    if (isPart) parts += 1;
    if (head.kind === LAST_PART) complete = true;
    if (body === null) return !unsound;
    bytes += head.length;
    return !unsound && piece(body.subarray(0, head.length));
  });
  return unsound || !complete ? -1 : bytes;
}

/** The value, or no bytes at all when it is lost: no reader takes that for a record of its own. */
export function readValue(log: Log, entry: Entry): Uint8Array {
  const out = new Uint8Array(entry.bytes);
  let at = 0;
  const bytes = readPieces(log, entry, (piece) => {
    if (at + piece.length > out.length) return false;
    out.set(piece, at);
    at += piece.length;
    return true;
  });
  if (bytes < 0) return NOTHING;
  return bytes === out.length ? out : copyOf(out, 0, at);
}

/** Copies a value to another log, one piece in memory at a time. @returns null when there is no room there, or it changed. */
export function copyValue(from: Log, entry: Entry, to: Log): Entry | null {
  const total = Math.max(
    0,
    readPieces(from, entry, () => true),
  );
  const writer = beginValue(to, entry.name);
  const buffer = new Uint8Array(pieceBytes(to.flash));
  let filled = 0;
  let room = true;
  const flush = (kind: number) => {
    room = room && putPiece(writer, kind, copyOf(buffer, 0, filled));
    filled = 0;
    return room;
  };
  readPieces(from, entry, (piece) => {
    let at = 0;
    while (at < piece.length && writer.entry.bytes + filled < total) {
      if (filled === buffer.length && !flush(PART)) return false;
      const step = Math.min(piece.length - at, buffer.length - filled);
      buffer.set(piece.subarray(at, at + step), filled);
      filled += step;
      at += step;
    }
    return true;
  });
  if (!room || writer.entry.bytes + filled !== total || !flush(LAST_PART)) return null;
  return writer.entry;
}

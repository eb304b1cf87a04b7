import { ascii, readU8, readU16, readU32, writeU16, writeU32 } from "../protocol/bytes.ts";
import { type Flash, READS, toWords, WORD } from "./journal-flash.ts";
import type { StoreName } from "./ports.ts";

/**
 * A record on the flash:
 *
 *   0    1  mark
 *   1    1  kind
 *   2    2  part: the place of a part in its value, from 0
 *   4    4  set: the number of the value that it belongs to; a later value of a name has a higher one
 *   8    2  length of the body
 *   10   1  length of the name
 *   11   1  0
 *   12   4  CRC-32 of bytes 0..11 and the name
 *   16   n  name, then body, each padded with zeros to whole words
 *        4  CRC-32 of the CRC above and the padded body
 *        4  commit word, written last and alone
 *
 * Head and name are written first, so that even a record that was cut off tells where the next one may begin. A record
 * that is done with keeps its head; body, CRC and commit word are cleared to zero.
 */
export interface RecordHead {
  kind: number;
  part: number;
  set: number;
  name: StoreName;
  length: number;
  /** Of head and name. */
  crc: number;
}

/** A part of a value that is written whole or not at all; the last one completes it. */
export const PART = 1;
export const LAST_PART = 2;
/** Adds to the end of the value whose set it names. */
export const ADDITION = 3;
/** Everything that was alive in the generation before is copied: from here on this one counts. */
export const SWITCH = 4;

const MARK = 0xa5;
const HEAD_BYTES = 16;
const COMMIT = 0x4c796368;
export const MAX_NAME = 64;

/** A record's size on the flash. */
export function recordBytes(nameLength: number, length: number): number {
  return HEAD_BYTES + toWords(nameLength) + toWords(length) + 2 * WORD;
}

/** Where the body begins, from the record's start. */
export function bodyAt(name: StoreName): number {
  return HEAD_BYTES + toWords(name.length);
}

function headCrc(flash: Flash, head: Uint8Array): number {
  const checked = new Uint8Array(head.length);
  checked.set(head, 0);
  writeU32(checked, 12, 0);
  return flash.crc32(checked);
}

/** Head and name as they are written. Sets `head.crc`. */
export function encodeHead(flash: Flash, head: RecordHead): Uint8Array {
  const out = new Uint8Array(bodyAt(head.name));
  out[0] = MARK;
  out[1] = head.kind;
  writeU16(out, 2, head.part);
  writeU32(out, 4, head.set);
  writeU16(out, 8, head.length);
  out[10] = head.name.length;
  out.set(ascii(head.name), HEAD_BYTES);
  head.crc = headCrc(flash, out);
  writeU32(out, 12, head.crc);
  return out;
}

/** The padded body with its CRC, as it is written. */
export function encodeBody(flash: Flash, head: RecordHead, body: Uint8Array): Uint8Array {
  const padded = toWords(body.length);
  const checked = new Uint8Array(WORD + padded);
  writeU32(checked, 0, head.crc);
  checked.set(body, WORD);
  const out = new Uint8Array(padded + WORD);
  out.set(body, 0);
  writeU32(out, padded, flash.crc32(checked));
  return out;
}

export function commitWord(): Uint8Array {
  const out = new Uint8Array(WORD);
  writeU32(out, 0, COMMIT);
  return out;
}

function textOf(bytes: Uint8Array, length: number): string {
  let text = "";
  for (let i = 0; i < length; i++) text += String.fromCharCode(readU8(bytes, HEAD_BYTES + i));
  return text;
}

function readHeadOnce(flash: Flash, offset: number, room: number): RecordHead | null {
  if (room < HEAD_BYTES + 2 * WORD) return null;
  const start = flash.read(offset, HEAD_BYTES);
  if (readU8(start, 0) !== MARK) return null;
  const nameLength = readU8(start, 10);
  if (nameLength > MAX_NAME || recordBytes(nameLength, 0) > room) return null;
  const whole = flash.read(offset, HEAD_BYTES + toWords(nameLength));
  const crc = readU32(whole, 12);
  if (crc !== headCrc(flash, whole)) return null;
  // Only what the CRC covers is believed: the first read may have been disturbed.
  const length = readU16(whole, 8);
  if (readU8(whole, 10) !== nameLength || recordBytes(nameLength, length) > room) return null;
  return {
    kind: readU8(whole, 1),
    part: readU16(whole, 2),
    set: readU32(whole, 4),
    name: textOf(whole, nameLength),
    length: length,
    crc: crc,
  };
}

/** @param room bytes from the offset to the end of the page. @returns null when no record begins here. */
export function readHead(flash: Flash, offset: number, room: number): RecordHead | null {
  for (let i = 0; i < READS; i++) {
    const head = readHeadOnce(flash, offset, room);
    if (head !== null) return head;
  }
  return null;
}

/** Whether the commit word is whole. */
export function isCommitted(flash: Flash, offset: number, head: RecordHead): boolean {
  const at = offset + recordBytes(head.name.length, head.length) - WORD;
  for (let i = 0; i < READS; i++) if (readU32(flash.read(at, WORD), 0) === COMMIT) return true;
  return false;
}

/** @returns the padded body of a committed record, or null when it is not what was written. */
export function readBody(flash: Flash, offset: number, head: RecordHead): Uint8Array | null {
  const padded = toWords(head.length);
  for (let i = 0; i < READS; i++) {
    const stored = flash.read(offset + bodyAt(head.name), padded + WORD);
    const checked = new Uint8Array(WORD + padded);
    writeU32(checked, 0, head.crc);
    checked.set(stored.subarray(0, padded), WORD);
    if (flash.crc32(checked) === readU32(stored, padded)) return stored;
  }
  return null;
}

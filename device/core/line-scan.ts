import { type Line, type LineRefusal, MAX_SENTENCE, SEEKING } from "./line.ts";
import { KIND_OTHER, kindOf } from "./sentence/formatter.ts";

/**
 * Finds sentences in a stream of bytes. One pass over each sentence copies it, sums it and notes its commas; whatever
 * stands between sentences (binary protocols, NULs, echoes) is skipped up to the next "$".
 */
const BODY = 1;
const REST_OF_OTHER = 2;
const FIRST_HEX = 3;
const SECOND_HEX = 4;

const LF = 10;
const CR = 13;
const DOLLAR = 36;
const STAR = 42;
const COMMA = 44;
const SPACE = 32;
const TILDE = 126;
const LETTER_P = 80;

function open(line: Line): void {
  line.stage = BODY;
  line.length = 0;
  line.fields = 0;
  line.kind = KIND_OTHER;
  line.sum = 0;
}

function refuse(line: Line, reason: LineRefusal): void {
  line.event = reason;
  line.stage = SEEKING;
}

function isPlain(byte: number): boolean {
  return byte >= SPACE && byte <= TILDE && byte !== DOLLAR && byte !== STAR && byte !== COMMA;
}

/** A byte that ends the text: the star before its checksum, or one that no sentence may hold. */
function endText(line: Line, byte: number): void {
  if (byte === STAR) line.stage = FIRST_HEX;
  else if (byte === DOLLAR) {
    // Some firmware doubles the "$"; otherwise the rest of a sentence was lost and the next begins here.
    if (line.length === 0) open(line);
    else refuse(line, "cut-short");
  } else refuse(line, byte === LF || byte === CR ? "no-checksum" : "garbled");
}

/** The first comma: the address field is complete. Is this a sentence to decode? */
function endAddress(line: Line): void {
  const text = line.text;
  const length = line.length;
  line.commas[0] = length;
  line.fields = 1;
  line.sum ^= COMMA;
  // NMEA 0183: an address that begins with P is proprietary; any other has two letters of talker and three of formatter.
  if (length === 5 && text[0] !== LETTER_P) {
    line.kind = kindOf((text[2] as number) * 65536 + (text[3] as number) * 256 + (text[4] as number));
    if (line.kind !== KIND_OTHER) {
      text[length] = COMMA;
      line.length = length + 1;
      return;
    }
  }
  if (line.checks === "all") line.stage = REST_OF_OTHER;
  else {
    line.event = "other";
    line.stage = SEEKING;
  }
}

// The "$" that cut a sentence short is read again: it begins the next one.
function backTo(line: Line, at: number): number {
  return line.event === "cut-short" ? at - 1 : at;
}

/** A byte at which the sentence may turn into something else; the scan's own variables go back into the line first. */
function turn(line: Line, byte: number, length: number, fields: number, sum: number): void {
  line.length = length;
  line.fields = fields;
  line.sum = sum;
  if (byte === COMMA) endAddress(line);
  else endText(line, byte);
}

function readBody(line: Line, bytes: Uint8Array, from: number): number {
  const text = line.text;
  const commas = line.commas;
  const end = bytes.length;
  let length = line.length;
  let fields = line.fields;
  let sum = line.sum;
  let at = from;
  while (at < end) {
    const byte = bytes[at] as number;
    at++;
    if (byte <= COMMA || byte > TILDE) {
      if (byte === COMMA && fields > 0) {
        commas[fields] = length;
        fields++;
      } else if (!isPlain(byte)) {
        turn(line, byte, length, fields, sum);
        if (line.stage !== BODY) return backTo(line, at);
        length = line.length;
        fields = line.fields;
        sum = line.sum;
        continue;
      }
    }
    if (length === MAX_SENTENCE) {
      line.fields = fields;
      refuse(line, "too-long");
      return at;
    }
    text[length] = byte;
    length++;
    sum ^= byte;
  }
  line.length = length;
  line.fields = fields;
  line.sum = sum;
  return at;
}

/** Whether this byte ends the rest of a sentence. Nearly all bytes are above the star, so one comparison decides. */
function endsRest(byte: number): boolean {
  return byte <= STAR && (byte === STAR || byte === DOLLAR || byte === LF || byte === CR);
}

/** Sums the rest of a sentence that is only to be named; nothing of it is kept, so it may be of any length. */
function readOther(line: Line, bytes: Uint8Array, from: number): number {
  const end = bytes.length;
  let sum = line.sum;
  let at = from;
  while (at < end) {
    // Four at a time takes half the time of one by one.
    while (at + 3 < end) {
      const a = bytes[at] as number;
      const b = bytes[at + 1] as number;
      const c = bytes[at + 2] as number;
      const d = bytes[at + 3] as number;
      if (a <= STAR || b <= STAR || c <= STAR || d <= STAR) break;
      sum ^= a ^ b ^ c ^ d;
      at += 4;
    }
    const byte = bytes[at] as number;
    at++;
    if (endsRest(byte)) {
      line.sum = sum;
      endText(line, byte);
      return backTo(line, at);
    }
    sum ^= byte;
  }
  line.sum = sum;
  return at;
}

/** @returns the value of a hexadecimal digit in either case, or -1. */
function hexValue(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  if (byte >= 65 && byte <= 70) return byte - 55;
  return byte >= 97 && byte <= 102 ? byte - 87 : -1;
}

function readHex(line: Line, byte: number): void {
  const value = hexValue(byte);
  if (value < 0) {
    refuse(line, byte === DOLLAR ? "cut-short" : "checksum");
  } else if (line.stage === FIRST_HEX) {
    line.claimed = value * 16;
    line.stage = SECOND_HEX;
  } else {
    line.stage = SEEKING;
    if (line.claimed + value !== line.sum) line.event = "checksum";
    else line.event = line.kind === KIND_OTHER ? "other" : "sentence";
    // The end of the last field, as if one more comma stood there.
    line.commas[line.fields] = line.length;
  }
}

/** @returns where the next "$" is, or the length. A line end, the usual case, is stepped over without a search. */
function seek(bytes: Uint8Array, from: number): number {
  let at = from;
  if (bytes[at] === CR) at++;
  if (bytes[at] === LF) at++;
  if (bytes[at] === DOLLAR) return at;
  at = bytes.indexOf(DOLLAR, at);
  return at < 0 ? bytes.length : at;
}

/**
 * Reads on until something is found or the bytes are used up. The result does not depend on how the stream was cut.
 * @returns where to go on in `bytes`; `line.event` says what was found.
 */
export function scan(line: Line, bytes: Uint8Array, from: number): number {
  let at = from;
  line.event = "none";
  while (at < bytes.length && line.event === "none") {
    if (line.stage === BODY) at = readBody(line, bytes, at);
    else if (line.stage === REST_OF_OTHER) at = readOther(line, bytes, at);
    else if (line.stage === SEEKING) {
      at = seek(bytes, at);
      if (at < bytes.length) open(line);
      at++;
    } else {
      readHex(line, bytes[at] as number);
      at = backTo(line, at + 1);
    }
  }
  return at;
}

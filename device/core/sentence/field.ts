import type { Line } from "../line.ts";

/**
 * Reads fields where they lie, digit by digit in integers: text to number conversion of the microcontroller takes a
 * leading zero for octal. NaN is "the field is empty or is not what it should be"; callers that must tell these apart
 * ask `isEmpty`.
 */

const MINUS = 45;
const PLUS = 43;
const POINT = 46;
const ZERO = 48;
const NINE = 57;

const TENS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
/** Digits that still leave an integer exact; a number with more is refused. */
const MAX_DIGITS = 15;

/** Where a field that is not empty begins in `line.text`. */
export function fieldStart(line: Line, field: number): number {
  return (line.commas[field - 1] as number) + 1;
}

/** Where it ends, exclusive. */
export function fieldEnd(line: Line, field: number): number {
  return line.commas[field] as number;
}

/** True for a field without text and for one that the sentence is too short to have. */
export function isEmpty(line: Line, field: number): boolean {
  return field > line.fields || line.commas[field] === fieldStart(line, field);
}

/** @returns the field's only character, 0 when it is empty, or -1 when it is longer. */
export function letter(line: Line, field: number): number {
  if (isEmpty(line, field)) return 0;
  const from = fieldStart(line, field);
  return line.commas[field] === from + 1 ? (line.text[from] as number) : -1;
}

/** @returns the integer that text[from, to) spells, or NaN. */
function digits(line: Line, from: number, to: number): number {
  if (to <= from || to - from > MAX_DIGITS) return NaN;
  const text = line.text;
  let value = 0;
  for (let at = from; at < to; at++) {
    const byte = text[at] as number;
    if (byte < ZERO || byte > NINE) return NaN;
    value = value * 10 + (byte - ZERO);
  }
  return value;
}

/** @returns an unsigned whole number, or NaN. */
export function integer(line: Line, field: number): number {
  if (isEmpty(line, field)) return NaN;
  return digits(line, fieldStart(line, field), fieldEnd(line, field));
}

/** @returns a decimal number with or without sign and point, or NaN. */
export function decimal(line: Line, field: number): number {
  if (isEmpty(line, field)) return NaN;
  const text = line.text;
  const to = fieldEnd(line, field);
  let at = fieldStart(line, field);
  const sign = text[at];
  if (sign === MINUS || sign === PLUS) at++;
  const first = at;
  let value = 0;
  let point = to;
  while (at < to) {
    const byte = text[at] as number;
    if (byte >= ZERO && byte <= NINE) value = value * 10 + (byte - ZERO);
    else if (byte === POINT && point === to) point = at;
    else return NaN;
    at++;
  }
  const decimals = point === to ? 0 : to - point - 1;
  const count = point === to ? to - first : to - first - 1;
  if (count < 1 || count > MAX_DIGITS) return NaN;
  // One integer and one division: the same rounding as a reader of text has.
  value = value / (TENS[decimals] as number);
  return sign === MINUS ? 0 - value : value;
}

/**
 * Degrees and minutes, "dddmm.mmmm", to degrees. The point is required, as gpsd does: without it the position would be
 * good to a nautical mile.
 * @param limitDeg 90 for a latitude, 180 for a longitude
 * @returns unsigned degrees, NaN when it is not a number, -1 when it has 60 minutes or more or lies beyond the limit.
 */
export function degrees(line: Line, field: number, limitDeg: number): number {
  if (isEmpty(line, field)) return NaN;
  const text = line.text;
  const from = fieldStart(line, field);
  const to = fieldEnd(line, field);
  let packed = 0;
  let value = 0;
  let point = to;
  for (let at = from; at < to; at++) {
    const byte = text[at] as number;
    if (byte >= ZERO && byte <= NINE) value = value * 10 + (byte - ZERO);
    else if (byte === POINT && point === to) {
      point = at;
      packed = value;
    } else return NaN;
  }
  if (point === to || point === from || to - from > MAX_DIGITS + 1) return NaN;
  const scale = TENS[to - point - 1] as number;
  const whole = Math.floor(packed / 100);
  const wholeMinutes = packed - whole * 100;
  if (wholeMinutes >= 60) return -1;
  // The order of gpsd's own operations: with eight decimals of a minute one value in six lies exactly between two numbers
  // of nine decimals of a degree, and both programs then round it to the same side.
  const minutes = whole * 60 + wholeMinutes + (value - packed * scale) / scale;
  const result = minutes * (1 / 60);
  return result > limitDeg ? -1 : result;
}

/** The digits after a second's point, cut to three; NaN when text[from, to) is not all digits. */
function milliseconds(line: Line, from: number, to: number): number {
  const value = digits(line, from, Math.min(to, from + 3));
  if (to > from + 3 && !(digits(line, from + 3, to) >= 0)) return NaN;
  if (to - from === 1) return value * 100;
  return to - from === 2 ? value * 10 : value;
}

/** "hhmmss" or "hhmmss.sss" to milliseconds since midnight, or NaN. Second 60 is a leap second, as RFC 3339 has it. */
export function timeOfDay(line: Line, field: number): number {
  if (isEmpty(line, field)) return NaN;
  const from = fieldStart(line, field);
  const to = fieldEnd(line, field);
  const packed = digits(line, from, from + 6);
  if (to < from + 6 || !(packed < 240000) || (to > from + 6 && line.text[from + 6] !== POINT)) return NaN;
  const hours = Math.floor(packed / 10000);
  const minutes = Math.floor(packed / 100) % 100;
  const seconds = packed % 100;
  if (minutes > 59 || seconds > 60) return NaN;
  return (hours * 3600 + minutes * 60 + seconds) * 1000 + (to > from + 7 ? milliseconds(line, from + 7, to) : 0);
}

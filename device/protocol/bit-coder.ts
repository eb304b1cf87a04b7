import { readU8, zeroise } from "./bytes.ts";

/**
 * An adaptive binary arithmetic coder in whole numbers, so that every platform codes the same bytes. Each context learns
 * how often its bit is set; a bit that is as expected costs a small part of a bit. One function codes and decodes, so the
 * two cannot drift apart. The interval is the carryless one of Matt Mahoney's lpaq: two 32-bit ends whose common leading
 * bytes are written as soon as they agree.
 */
export interface BitCoder {
  bytes: Uint8Array;
  /** Next byte to write or to read. What lies behind the end reads as zero, and is counted when written. */
  at: number;
  low: number;
  high: number;
  /** Only of a decoder: four bytes of the code. */
  value: number;
  decoding: boolean;
  /** Chance that the bit is set, of 65536, for each context; and how often it was seen, up to MOST_SEEN. */
  chances: Uint16Array;
  seen: Uint8Array;
}

const TOP = 4294967295;
const HALF = 32768;
const LEAST_CHANCE = 96;
/** A chance moves by this part of the way to what was seen, a smaller part each time down to the second figure. */
const FIRST_PART = 4;
const MOST_SEEN = 20;

function makeCoder(bytes: Uint8Array, contexts: number, decoding: boolean): BitCoder {
  return {
    bytes: bytes,
    at: 0,
    low: 0,
    high: TOP,
    value: 0,
    decoding: decoding,
    chances: new Uint16Array(contexts).fill(HALF),
    seen: new Uint8Array(contexts),
  };
}

export function makeEncoder(room: number, contexts: number): BitCoder {
  return makeCoder(new Uint8Array(room), contexts, false);
}

function nextByte(coder: BitCoder): number {
  const byte = coder.at < coder.bytes.length ? readU8(coder.bytes, coder.at) : 0;
  coder.at += 1;
  return byte;
}

export function makeDecoder(bytes: Uint8Array, contexts: number): BitCoder {
  const coder = makeCoder(bytes, contexts, true);
  for (let i = 0; i < 4; i++) coder.value = coder.value * 256 + nextByte(coder);
  return coder;
}

function shift(coder: BitCoder): void {
  while (coder.low >>> 24 === coder.high >>> 24) {
    if (coder.decoding) coder.value = (coder.value % 16777216) * 256 + nextByte(coder);
    else {
      if (coder.at < coder.bytes.length) coder.bytes[coder.at] = coder.high >>> 24;
      coder.at += 1;
    }
    coder.low = (coder.low % 16777216) * 256;
    coder.high = (coder.high % 16777216) * 256 + 255;
  }
}

function learn(coder: BitCoder, context: number, bit: number): void {
  const seen = coder.seen[context] as number;
  const chance = coder.chances[context] as number;
  const step = Math.floor((bit === 1 ? 65536 - chance : chance) / (FIRST_PART + seen));
  const next = bit === 1 ? chance + step : chance - step;
  coder.chances[context] = Math.max(LEAST_CHANCE, Math.min(65536 - LEAST_CHANCE, next));
  if (seen < MOST_SEEN) coder.seen[context] = seen + 1;
}

function bitBelow(coder: BitCoder, middle: number, bit: number): number {
  if (!coder.decoding) return bit;
  return coder.value <= middle ? 1 : 0;
}

/**
 * One bit.
 * @param bit 0 or 1 to code; a decoder does not look at it.
 * @returns the bit that was coded, or decoded.
 */
export function codeBit(coder: BitCoder, context: number, bit: number): number {
  const range = coder.high - coder.low;
  const chance = coder.chances[context] as number;
  // Below 2^48, so exact.
  const middle = coder.low + Math.floor((range * chance) / 65536);
  const coded = bitBelow(coder, middle, bit);
  if (coded === 1) coder.high = middle;
  else coder.low = middle + 1;
  learn(coder, context, coded);
  shift(coder);
  return coded;
}

/** One bit as likely set as not. */
export function codeEvenBit(coder: BitCoder, bit: number): number {
  const middle = coder.low + Math.floor((coder.high - coder.low) / 2);
  const coded = bitBelow(coder, middle, bit);
  if (coded === 1) coder.high = middle;
  else coder.low = middle + 1;
  shift(coder);
  return coded;
}

/** Bytes that are needed to end here, when zeros follow. */
export function bytesToEnd(coder: BitCoder): number {
  return coder.at + (coder.low === 0 ? 0 : 1);
}

/** Ends the code: the shortest bytes that, with zeros behind them, lie within the interval. */
export function endCode(coder: BitCoder): void {
  if (coder.low === 0 || coder.at >= coder.bytes.length) return;
  coder.bytes[coder.at] = (coder.low >>> 24) + 1;
}

/** What has to be put back when the code of one value turns out not to fit. */
export function copyCoder(coder: BitCoder): BitCoder {
  return {
    bytes: coder.bytes,
    at: coder.at,
    low: coder.low,
    high: coder.high,
    value: coder.value,
    decoding: coder.decoding,
    chances: new Uint16Array(coder.chances),
    seen: new Uint8Array(coder.seen),
  };
}

/** Takes back what was written behind the place that a copy remembers. */
export function clearBehind(coder: BitCoder): void {
  for (let i = coder.at; i < coder.bytes.length; i++) coder.bytes[i] = 0;
}

/** Overwrites what was coded. */
export function wipeCoder(coder: BitCoder): void {
  zeroise(coder.bytes);
  coder.chances.fill(HALF);
  coder.low = 0;
  coder.high = TOP;
}

import { codeFix, expectFixes, FIX_CONTEXTS, type FixFields, startTrack, type Track } from "./batch-fix.ts";
import { type BitCoder, bytesToEnd, clearBehind, copyCoder, endCode, makeDecoder, makeEncoder, wipeCoder } from "./bit-coder.ts";
import {
  copyOf,
  equalBytes,
  readI16,
  readI32,
  readU8,
  readU24,
  readU32,
  writeU16,
  writeU24,
  writeU32,
  zeroise,
} from "./bytes.ts";
import { decode } from "./codec.ts";
import { LONG_BODY, SHORT_BODY } from "./envelope.ts";

/**
 * Many fixes in the body of one long frame (docs/protocol.md, "Batch"). It takes bodies of short frames and gives the very
 * same bytes back, so that what a guardian keeps cannot depend on which way a fix came.
 *
 *   0    1  kind
 *   1    1  how many fixes, 2 to 255
 *   2    1  places after the point of a degree, 0 to 7
 *   3   25  bytes 1 to 25 of the first fix's body
 *  28    n  the others, as differences; then zeros
 */
export const KIND_BATCH = 2;
export const MAX_BATCH = 255;
const MAX_DECIMALS = 7;
const FIX_END = 26;
const FIRST_AT = 3;
const CODE_AT = FIRST_AT + FIX_END - 1;
const SEQUENCES = 16777216;

/** A batch under way. It holds positions in the clear: `wipeBatch` as soon as it is done with. */
export interface Batch {
  count: number;
  decimals: number;
  /** Short bodies. */
  first: Uint8Array;
  last: Uint8Array;
  coder: BitCoder;
  track: Track;
}

function gridOf(decimals: number): number {
  let grid = 1;
  for (let i = decimals; i < MAX_DECIMALS; i++) grid *= 10;
  return grid;
}

function fieldsOf(body: Uint8Array, grid: number): FixFields {
  return {
    timeS: readU32(body, 2),
    lat: readI32(body, 6) / grid,
    lon: readI32(body, 10) / grid,
    altitude: readI16(body, 14),
    accuracy: readU8(body, 16),
    speed: readU8(body, 17),
    course: readU8(body, 18),
    battery: readU8(body, 19),
  };
}

/** The short body of the fix after `before`: its flags and consent, the next sequence number, these fields. */
function bodyOf(before: Uint8Array, fix: FixFields, grid: number): Uint8Array {
  const body = copyOf(before, 0, SHORT_BODY);
  writeU32(body, 2, fix.timeS);
  writeU32(body, 6, fix.lat * grid);
  writeU32(body, 10, fix.lon * grid);
  writeU16(body, 14, fix.altitude);
  body[16] = fix.accuracy;
  body[17] = fix.speed;
  body[18] = fix.course;
  body[19] = fix.battery;
  writeU24(body, 22, (readU24(before, 22) + 1) % SEQUENCES);
  return body;
}

/** A coder that can write so many bytes, or that reads these. */
function fixCoder(room: number): BitCoder {
  const coder = makeEncoder(room, FIX_CONTEXTS);
  expectFixes(coder);
  return coder;
}

function isFixBody(body: Uint8Array): boolean {
  const report = body.length === SHORT_BODY ? decode(body) : null;
  return report !== null && report.kind === "fix";
}

/**
 * Begins a batch with one fix.
 * @param decimals places after the point of a degree that the consent allows
 * @param body of its short frame; copied
 * @returns null when that is no fix, or finer than the grid.
 */
export function startBatch(decimals: number, body: Uint8Array): Batch | null {
  if (!(decimals >= 0 && decimals <= MAX_DECIMALS) || !isFixBody(body)) return null;
  const grid = gridOf(decimals);
  if (readI32(body, 6) % grid !== 0 || readI32(body, 10) % grid !== 0) return null;
  return {
    count: 1,
    decimals: decimals,
    first: copyOf(body, 0, SHORT_BODY),
    last: copyOf(body, 0, SHORT_BODY),
    coder: fixCoder(LONG_BODY - CODE_AT),
    track: startTrack(fieldsOf(body, grid), grid),
  };
}

function copyTrack(track: Track): Track {
  return {
    fix: track.fix,
    grid: track.grid,
    seconds: track.seconds,
    north: track.north,
    east: track.east,
    lateness: track.lateness,
    missed: track.missed,
    turned: track.turned,
  };
}

/**
 * Adds the next fix.
 * @param body of its short frame; copied
 * @returns false, and nothing changed, when it does not fit any more, or is not the next one of the same flags, consent
 * and grid: then a new batch begins with it.
 */
export function addToBatch(batch: Batch, body: Uint8Array): boolean {
  if (batch.count >= MAX_BATCH || body.length !== SHORT_BODY) return false;
  const coder = copyCoder(batch.coder);
  const track = copyTrack(batch.track);
  const fix = codeFix(batch.coder, batch.track, fieldsOf(body, track.grid));
  // What comes out at the other side is what must be the same: whatever cannot be coded shows here.
  const same = fix !== null && equalBytes(bodyOf(batch.last, fix, track.grid), body);
  if (same && bytesToEnd(batch.coder) <= LONG_BODY - CODE_AT) {
    batch.count += 1;
    zeroise(batch.last);
    batch.last = copyOf(body, 0, SHORT_BODY);
    return true;
  }
  batch.coder = coder;
  batch.track = track;
  clearBehind(coder);
  return false;
}

/** @returns exactly LONG_BODY bytes. The batch can be added to no more. */
export function endBatch(batch: Batch): Uint8Array {
  endCode(batch.coder);
  const body = new Uint8Array(LONG_BODY);
  body[0] = KIND_BATCH;
  body[1] = batch.count;
  body[2] = batch.decimals;
  for (let i = 1; i < FIX_END; i++) body[FIRST_AT + i - 1] = readU8(batch.first, i);
  body.set(batch.coder.bytes, CODE_AT);
  return body;
}

/** Overwrites every position that the batch holds. */
export function wipeBatch(batch: Batch): void {
  zeroise(batch.first);
  zeroise(batch.last);
  wipeCoder(batch.coder);
  batch.track = startTrack(fieldsOf(batch.first, 1), 1);
}

function readBodies(body: Uint8Array, first: Uint8Array, decimals: number): Uint8Array[] | null {
  const grid = gridOf(decimals);
  const coder = makeDecoder(copyOf(body, CODE_AT, LONG_BODY), FIX_CONTEXTS);
  expectFixes(coder);
  const track = startTrack(fieldsOf(first, grid), grid);
  const bodies: Uint8Array[] = [first];
  while (bodies.length < readU8(body, 1)) {
    const fix = codeFix(coder, track, track.fix);
    if (fix === null) return null;
    bodies.push(bodyOf(bodies[bodies.length - 1] as Uint8Array, fix, grid));
  }
  return bodies;
}

/** Whether these fixes, and no others, make this body: there is one way to say a thing. */
function makesSame(bodies: Uint8Array[], decimals: number, body: Uint8Array): boolean {
  const batch = startBatch(decimals, bodies[0] as Uint8Array);
  if (batch === null) return false;
  for (let i = 1; i < bodies.length; i++) if (!addToBatch(batch, bodies[i] as Uint8Array)) return false;
  return equalBytes(endBatch(batch), body);
}

/**
 * Takes a batch apart. Total: any bytes give a whole list or null, in bounded time.
 * @returns 2 to MAX_BATCH short bodies, each of which `decode` reads as a fix; null for anything that no device writes.
 */
export function decodeBatch(body: Uint8Array): Uint8Array[] | null {
  if (body.length !== LONG_BODY || readU8(body, 0) !== KIND_BATCH || readU8(body, 1) < 2) return null;
  const decimals = readU8(body, 2);
  const first = new Uint8Array(SHORT_BODY);
  first[0] = 1;
  for (let i = 1; i < FIX_END; i++) first[i] = readU8(body, FIRST_AT + i - 1);
  if (startBatch(decimals, first) === null) return null;
  const bodies = readBodies(body, first, decimals);
  return bodies !== null && makesSame(bodies, decimals, body) ? bodies : null;
}

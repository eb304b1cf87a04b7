import { copyOf, readI32, readU8, readU16, readU24, writeU16, writeU24, writeU32 } from "./bytes.ts";

/**
 * How a fence travels in commands (docs/protocol.md, "Fences"): a circle in one, a polygon in one for the calendar and one
 * for each two corners. Each part is the command's value and the 18 bytes behind it.
 */
export interface FencePart {
  /** The guardian's number for the fence. */
  number: number;
  /** Place of this part, from 0. */
  part: number;
  /** Corners of the polygon; 0: a circle. */
  corners: number;
  /** The same in all parts of one drawing, another in the next. */
  tag: number;
  /** FENCE_BLOCK bytes. */
  block: Uint8Array;
}

/** What stands behind the value in a "fence-set". */
export const FENCE_BYTES = 18;
export const FENCE_BLOCK = 16;
const CALENDAR_AT = 11;

/** How many parts a drawing with so many corners has; a circle has one. */
export function partsOf(corners: number): number {
  return 1 + Math.floor((corners + 1) / 2);
}

/** @returns null when the numbers do not fit each other: no version of this device ever sent such a part. */
export function readFencePart(value: number, bytes: Uint8Array): FencePart | null {
  const corners = value % 256;
  const parts = Math.floor(value / 256) % 256;
  const part = Math.floor(value / 65536) % 256;
  if (bytes.length !== FENCE_BYTES || parts !== partsOf(corners) || part >= parts) return null;
  return {
    number: Math.floor(value / 16777216),
    part: part,
    corners: corners,
    tag: readU16(bytes, 0),
    block: copyOf(bytes, 2, FENCE_BYTES),
  };
}

/** The command's value. */
export function fencePartValue(part: FencePart): number {
  return part.number * 16777216 + part.part * 65536 + partsOf(part.corners) * 256 + part.corners;
}

/** @returns FENCE_BYTES bytes. */
export function fencePartBytes(part: FencePart): Uint8Array {
  const out = new Uint8Array(FENCE_BYTES);
  writeU16(out, 0, part.tag);
  out.set(part.block, 2);
  return out;
}

/** Places as whole ten-millionths of a degree, as everywhere on the air. */
export interface PlaceE7 {
  latE7: number;
  lonE7: number;
}

export interface DrawnCalendar {
  days: number;
  fromMinute: number;
  toMinute: number;
}

function writePlace(out: Uint8Array, at: number, place: PlaceE7): void {
  writeU32(out, at, place.latE7);
  writeU32(out, at + 4, place.lonE7);
}

export function readPlace(bytes: Uint8Array, at: number): PlaceE7 {
  return { latE7: readI32(bytes, at), lonE7: readI32(bytes, at + 4) };
}

/** A drawing before it is cut into parts. @param radiusM of a circle around the one place; 0: the places are corners. */
export function fenceBlocks(places: PlaceE7[], radiusM: number, calendar: DrawnCalendar): Uint8Array {
  const isCircle = radiusM > 0;
  const out = new Uint8Array(FENCE_BLOCK * partsOf(isCircle ? 0 : places.length));
  const at = isCircle ? CALENDAR_AT : 0;
  out[at] = calendar.days;
  writeU16(out, at + 1, calendar.fromMinute);
  writeU16(out, at + 3, calendar.toMinute);
  if (isCircle) writeU24(out, 8, radiusM);
  for (let i = 0; i < places.length; i++) writePlace(out, (isCircle ? 0 : FENCE_BLOCK) + 8 * i, places[i] as PlaceE7);
  return out;
}

export function readDrawnCalendar(blocks: Uint8Array, corners: number): DrawnCalendar {
  const at = corners === 0 ? CALENDAR_AT : 0;
  return { days: readU8(blocks, at), fromMinute: readU16(blocks, at + 1), toMinute: readU16(blocks, at + 3) };
}

/** Of a circle, metres. */
export function readRadius(blocks: Uint8Array): number {
  return readU24(blocks, 8);
}

/** Where the corner of this place stands in the blocks; of a circle, its middle. */
export function cornerAt(corners: number, i: number): number {
  return corners === 0 ? 0 : FENCE_BLOCK + 8 * i;
}

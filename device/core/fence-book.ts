import { copyOf, readU8, readU16, readU32, writeU16, writeU32 } from "../protocol/bytes.ts";
import { crc32 } from "../protocol/crc32.ts";
import { MAX_FENCES } from "../protocol/fence.ts";
import { FENCE_BLOCK, partsOf } from "../protocol/fence-part.ts";
import { type Drawing, type DrawnFence, fenceOf, isDrawable } from "./fence-drawing.ts";
import { type FenceWatch, makeFenceWatch } from "./fence-watch.ts";
import type { Pair } from "./pair.ts";

/** The fences of one guardian. No other guardian's are ever looked at for them (F49). */
export interface FenceBook {
  slot: number;
  /** Number of the consent that they were drawn under: with it they end. */
  consent: number;
  pages: FencePage[];

  /** From here on not stored. When this guardian's fences last decided, by the fix; -1: not yet. */
  lastMs: number;
  /** Uptimes of the last hour at which a drawing was begun. */
  drawnUpMs: number[];
}

/** One fence, or what has arrived of it. */
export interface FencePage {
  drawing: Drawing;
  /** Null while parts are missing. */
  drawn: DrawnFence | null;
  watch: FenceWatch;
  /** This guardian's number for the incident that the wearer is outside; 0: none was told. */
  incident: number;
}

const VERSION = 1;
const HEAD = 4;
const PAGE_HEAD = 5;

/** Name of the slot's record in the store. */
export function fenceName(slot: number): string {
  return "fences-" + slot;
}

export function makeFenceBook(slot: number, consent: number): FenceBook {
  return { slot: slot, consent: consent, pages: [], lastMs: 0 - 1, drawnUpMs: [] };
}

export function makeFencePage(drawing: Drawing): FencePage {
  return { drawing: drawing, drawn: fenceOf(drawing), watch: makeFenceWatch(), incident: 0 };
}

// With the pair's own key in it, so that a record of somebody who was in this slot before is not read as another's.
function sumOf(bytes: Uint8Array, end: number, pair: Pair): number {
  const message = new Uint8Array(end + pair.headerKey.length);
  message.set(copyOf(bytes, 0, end), 0);
  message.set(pair.headerKey, end);
  return crc32(message, 0, message.length);
}

/** @returns the record, ending in a CRC-32. */
export function encodeFences(book: FenceBook, pair: Pair): Uint8Array {
  let length = HEAD + 4;
  for (let i = 0; i < book.pages.length; i++) length += PAGE_HEAD + (book.pages[i] as FencePage).drawing.blocks.length;
  const out = new Uint8Array(length);
  out[0] = VERSION;
  writeU16(out, 1, book.consent);
  out[3] = book.pages.length;
  let at = HEAD;
  for (let i = 0; i < book.pages.length; i++) {
    const drawing = (book.pages[i] as FencePage).drawing;
    out[at] = drawing.number;
    out[at + 1] = drawing.corners;
    writeU16(out, at + 2, drawing.tag);
    out[at + 4] = drawing.blocks.length / FENCE_BLOCK;
    out.set(drawing.blocks, at + PAGE_HEAD);
    at += PAGE_HEAD + drawing.blocks.length;
  }
  writeU32(out, at, sumOf(out, at, pair));
  return out;
}

function readDrawing(bytes: Uint8Array, at: number, end: number): Drawing | null {
  if (at + PAGE_HEAD > end) return null;
  const corners = readU8(bytes, at + 1);
  const parts = readU8(bytes, at + 4);
  const to = at + PAGE_HEAD + parts * FENCE_BLOCK;
  if (to > end || parts < 1 || parts > partsOf(corners) || !isDrawable(readU8(bytes, at), corners)) return null;
  return {
    number: readU8(bytes, at),
    corners: corners,
    tag: readU16(bytes, at + 2),
    blocks: copyOf(bytes, at + PAGE_HEAD, to),
  };
}

/** @returns null for anything but a whole, sound record of this pair: then no fence is watched until it is drawn again. */
export function decodeFences(bytes: Uint8Array, pair: Pair): FenceBook | null {
  const end = bytes.length - 4;
  if (end < HEAD || bytes[0] !== VERSION || readU32(bytes, end) !== sumOf(bytes, end, pair)) return null;
  const book = makeFenceBook(pair.slot, readU16(bytes, 1));
  // One more than there are numbers: a fence may be drawn anew while the old one is watched.
  const count = readU8(bytes, 3);
  if (count > MAX_FENCES + 1) return null;
  let at = HEAD;
  for (let i = 0; i < count; i++) {
    const drawing = readDrawing(bytes, at, end);
    if (drawing === null) return null;
    book.pages.push(makeFencePage(drawing));
    at += PAGE_HEAD + drawing.blocks.length;
  }
  return at === end ? book : null;
}

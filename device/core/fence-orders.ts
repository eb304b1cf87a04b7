import type { Command, Result } from "../protocol/command.ts";
import { type FencePart, readFencePart } from "../protocol/fence-part.ts";
import type { Effect } from "./event.ts";
import { encodeFences, type FenceBook, type FencePage, fenceName, makeFenceBook, makeFencePage } from "./fence-book.ts";
import { breadthM, type Drawing, isDrawable, isWhole, withPart } from "./fence-drawing.ts";
import { gridM } from "./fence-fix.ts";
import type { Pair } from "./pair.ts";
import { decimalsFor } from "./roster.ts";
import type { TrackerState } from "./state.ts";

/** What a guardian may order of fences, and what of it goes too far. */

/** Drawings that one guardian may begin in an hour: enough to draw all of them once and a few anew. */
export const MAX_DRAWN = 12;
/** Clears all fences at once. */
export const ALL_FENCES = 255;
const HOUR_MS = 3600000;

export function bookOf(state: TrackerState, slot: number): FenceBook | null {
  for (let i = 0; i < state.fences.length; i++) {
    const book = state.fences[i] as FenceBook;
    if (book.slot === slot) return book;
  }
  return null;
}

function partOf(command: Command): FencePart | null {
  return command.fence === undefined ? null : readFencePart(command.value, command.fence);
}

function isOf(page: FencePage, part: FencePart): boolean {
  return page.drawing.number === part.number && page.drawing.tag === part.tag;
}

/** What is there of this drawing, with the part; null when it cannot be added. */
function drawnSoFar(state: TrackerState, pair: Pair, part: FencePart): Drawing | null {
  const book = bookOf(state, pair.slot);
  let before: Drawing | null = null;
  for (let i = 0; book !== null && i < book.pages.length; i++) {
    const page = book.pages[i] as FencePage;
    if (isOf(page, part)) before = page.drawing;
  }
  return withPart(before, part);
}

function isTooOften(book: FenceBook | null, upMs: number): boolean {
  if (book === null) return false;
  const recent: number[] = [];
  for (let i = 0; i < book.drawnUpMs.length; i++) {
    const at = book.drawnUpMs[i] as number;
    if (upMs - at < HOUR_MS) recent.push(at);
  }
  book.drawnUpMs = recent;
  return recent.length >= MAX_DRAWN;
}

/**
 * How a part fares. A fence may not be narrower than what lies between two positions that this guardian can tell apart: it
 * would be drawn to search for the wearer and not for a place.
 */
export function fenceVerdict(state: TrackerState, pair: Pair, command: Command, upMs: number): Result {
  const part = partOf(command);
  if (part === null || !isDrawable(part.number, part.corners)) return "not-supported";
  const drawing = drawnSoFar(state, pair, part);
  if (drawing === null) return "not-supported";
  if (part.part === 0 && isTooOften(bookOf(state, pair.slot), upMs)) return "too-often";
  if (!isWhole(drawing)) return "done";
  const drawn = makeFencePage(drawing).drawn;
  if (drawn === null) return "not-supported";
  return breadthM(drawn.ground) >= gridM(decimalsFor(state, pair)) ? "done" : "wider-than-agreed";
}

function keepFences(book: FenceBook, pair: Pair, effects: Effect[]): void {
  effects.push({ kind: "replace", name: fenceName(book.slot), bytes: encodeFences(book, pair) });
}

function openBook(state: TrackerState, slot: number): FenceBook {
  const known = bookOf(state, slot);
  if (known !== null) return known;
  const book = makeFenceBook(slot, state.consent === null ? 0 : state.consent.number);
  state.fences.push(book);
  return book;
}

/** A whole drawing takes the place of the fence with its number, and one that was begun the place of any other that was. */
function isReplaced(page: FencePage, drawing: Drawing): boolean {
  if (!isWhole(page.drawing)) return true;
  return page.drawing.number === drawing.number && isWhole(drawing);
}

/** Takes a part whose verdict is "done". It is stored before the command's number is, so that neither is ever without the other. */
export function setFence(state: TrackerState, pair: Pair, command: Command, upMs: number, effects: Effect[]): void {
  const part = partOf(command);
  const drawing = part === null ? null : drawnSoFar(state, pair, part);
  if (part === null || drawing === null) return;
  const book = openBook(state, pair.slot);
  if (part.part === 0) book.drawnUpMs.push(upMs);
  book.pages = book.pages.filter((page) => !isReplaced(page, drawing));
  book.pages.push(makeFencePage(drawing));
  keepFences(book, pair, effects);
}

/** All fences of one guardian: they left, were sent away, or what was agreed has ended. */
export function forgetFences(state: TrackerState, slot: number, effects: Effect[]): void {
  const book = bookOf(state, slot);
  if (book === null) return;
  state.fences = state.fences.filter((other) => other !== book);
  effects.push({ kind: "erase", name: fenceName(slot) });
}

/** Clears one fence, or all. One that is not there is no error. */
export function clearFence(state: TrackerState, pair: Pair, number: number, effects: Effect[]): void {
  const book = bookOf(state, pair.slot);
  if (book === null) return;
  const left = book.pages.filter((page) => page.drawing.number !== number);
  if (number !== ALL_FENCES && left.length === book.pages.length) return;
  // The book stays open: it knows how often was drawn within the hour.
  book.pages = number === ALL_FENCES ? [] : left;
  if (book.pages.length > 0) keepFences(book, pair, effects);
  else effects.push({ kind: "erase", name: fenceName(pair.slot) });
}

import { type Flash, wipe } from "./journal-flash.ts";
import { clearRecord, type Entry, type Log, makeLog } from "./journal-log.ts";
import { destroyPages, move, putSwitch } from "./journal-move.ts";
import { PAGE_HEAD, type PageHead, readPageHead } from "./journal-page.ts";
import { ADDITION, isCommitted, LAST_PART, PART, type RecordHead, readBody, recordBytes, SWITCH } from "./journal-record.ts";
import { nextRecord } from "./journal-scan.ts";
import { clearValue, putValue } from "./journal-value.ts";
import type { StoreName } from "./ports.ts";

/** What a start found on the flash. */
export interface Opened {
  log: Log;
  /** Names whose value was there and cannot be read any more. */
  lost: StoreName[];
  /** Additions and whole pages that cannot be read any more. */
  torn: number;
}

/** A value as the scan finds it piece by piece. */
interface Found {
  entry: Entry;
  parts: number;
  complete: boolean;
  rotten: boolean;
}

const NOTHING = new Uint8Array(0);

function pagesOf(heads: (PageHead | null)[], generation: number): number[] {
  const pages: number[] = [];
  for (let order = 0; order < heads.length; order++) {
    for (let page = 0; page < heads.length; page++) {
      const head = heads[page] as PageHead | null;
      if (head !== null && head.generation === generation && head.order === order) pages.push(page);
    }
  }
  return pages;
}

function hasSwitch(flash: Flash, pages: number[]): boolean {
  for (let i = 0; i < pages.length; i++) {
    const page = pages[i] as number;
    let place = nextRecord(flash, page, PAGE_HEAD);
    while (place.head !== null) {
      const head = place.head;
      const offset = page * flash.pageBytes + place.at;
      if (head.kind === SWITCH && isCommitted(flash, offset, head) && readBody(flash, offset, head) !== null) return true;
      place = nextRecord(flash, page, place.at + recordBytes(head.name.length, head.length));
    }
  }
  return false;
}

/**
 * The generation that counts: the newest whose switch was committed. Without any, the oldest: a move that was cut short
 * leaves the generation before it whole, so a switch that is missing there has rotted. -1: none.
 */
function choose(flash: Flash, heads: (PageHead | null)[]): number {
  const generations: number[] = [];
  for (let i = 0; i < heads.length; i++) {
    const head = heads[i] as PageHead | null;
    if (head !== null && generations.indexOf(head.generation) < 0) generations.push(head.generation);
  }
  generations.sort((a, b) => b - a);
  for (let i = 0; i < generations.length - 1; i++) {
    if (hasSwitch(flash, pagesOf(heads, generations[i] as number))) return generations[i] as number;
  }
  const oldest = generations[generations.length - 1];
  return oldest === undefined ? -1 : oldest;
}

function foundFor(all: Found[], head: RecordHead, page: number, at: number): Found {
  for (let i = all.length - 1; i >= 0; i--) {
    const found = all[i] as Found;
    if (found.entry.set === head.set && found.entry.name === head.name) return found;
  }
  const entry: Entry = { name: head.name, set: head.set, page: page, at: at, pieces: 0, bytes: 0 };
  const made: Found = { entry: entry, parts: 0, complete: false, rotten: false };
  all.push(made);
  return made;
}

function note(found: Found, head: RecordHead, sound: boolean): void {
  const isPart = head.kind !== ADDITION;
  if (isPart && (!sound || head.part !== found.parts)) found.rotten = true;
  // An addition to a value that is not there: its parts were cleared, or are unreadable.
  if (!isPart && !found.complete) found.rotten = true;
  if (isPart) found.parts += 1;
  if (head.kind === LAST_PART) found.complete = true;
  if (!sound) return;
  found.entry.pieces += 1;
  found.entry.bytes += head.length;
}

function isKnown(kind: number): boolean {
  return kind === PART || kind === LAST_PART || kind === ADDITION || kind === SWITCH;
}

/** Looks at one record, and clears what nobody will believe. */
function hearRecord(opened: Opened, all: Found[], page: number, at: number, head: RecordHead): void {
  const log = opened.log;
  const offset = (log.pages[page] as number) * log.flash.pageBytes + at;
  if (head.set >= log.nextSet) log.nextSet = head.set + 1;
  const committed = isKnown(head.kind) && isCommitted(log.flash, offset, head);
  const sound = committed && readBody(log.flash, offset, head) !== null;
  if (committed && head.kind !== SWITCH) note(foundFor(all, head, page, at), head, sound);
  if (committed && !sound) opened.torn += 1;
  if (!sound && !clearRecord(log.flash, offset, head)) log.tainted = true;
}

function scanPage(opened: Opened, all: Found[], index: number): void {
  const log = opened.log;
  const page = log.pages[index] as number;
  let from = PAGE_HEAD;
  while (true) {
    const place = nextRecord(log.flash, page, from);
    if (place.at > from && !wipe(log.flash, page * log.flash.pageBytes + from, place.at - from)) log.tainted = true;
    log.at = place.at;
    if (place.head === null) return;
    hearRecord(opened, all, index, place.at, place.head);
    from = place.at + recordBytes(place.head.name.length, place.head.length);
  }
}

function newestWhole(all: Found[], name: StoreName): Found | null {
  let best: Found | null = null;
  for (let i = 0; i < all.length; i++) {
    const found = all[i] as Found;
    if (found.entry.name !== name || !found.complete || found.rotten) continue;
    if (best === null || found.entry.set > best.entry.set) best = found;
  }
  return best;
}

/** Keeps the newest whole value of each name and clears every other. */
function settle(opened: Opened, all: Found[]): void {
  const log = opened.log;
  for (let i = 0; i < all.length; i++) {
    const found = all[i] as Found;
    const name = found.entry.name;
    const best = newestWhole(all, name);
    if (found === best) log.entries.push(found.entry);
    else if (!clearValue(log, found.entry)) log.tainted = true;
    // What was never completed was never there: a cut may have come while it was being cleared.
    if (best === null && found.rotten && found.complete && opened.lost.indexOf(name) < 0) opened.lost.push(name);
  }
}

function scanAll(opened: Opened): void {
  const all: Found[] = [];
  for (let i = 0; i < opened.log.pages.length; i++) scanPage(opened, all, i);
  settle(opened, all);
}

// A name that was lost stays one: an empty value stands for it, so that nobody takes the device for a new one.
function markLost(opened: Opened): void {
  const log = opened.log;
  for (let i = 0; i < opened.lost.length; i++) {
    const name = opened.lost[i] as StoreName;
    const entry = putValue(log, name, NOTHING);
    if (entry !== null) log.entries.push(entry);
    else move(log, { name: name, bytes: NOTHING });
  }
}

/** Of the pages that do not count, those that bear a head, or those that do not. */
function otherPages(heads: (PageHead | null)[], pages: number[], legible: boolean): number[] {
  const others: number[] = [];
  for (let page = 0; page < heads.length; page++) {
    if (pages.indexOf(page) < 0 && (heads[page] !== null) === legible) others.push(page);
  }
  return others;
}

function newestOf(heads: (PageHead | null)[]): number {
  let newest = 1;
  for (let i = 0; i < heads.length; i++) {
    const head = heads[i] as PageHead | null;
    if (head !== null && head.generation > newest) newest = head.generation;
  }
  return newest;
}

/** Finds what counts, finishes whatever a power cut left half done, and destroys the rest. */
export function openLog(flash: Flash): Opened {
  const heads: (PageHead | null)[] = [];
  for (let page = 0; page < flash.pages; page++) heads.push(readPageHead(flash, page));
  const generation = choose(flash, heads);
  const log = makeLog(flash, generation < 0 ? 1 : generation, 1, [], []);
  log.newest = newestOf(heads);
  const opened: Opened = { log: log, lost: [], torn: 0 };
  if (generation >= 0) {
    log.pages = pagesOf(heads, generation);
    scanAll(opened);
    // A page that is missing in the row took its records with it.
    const last = heads[log.pages[log.pages.length - 1] as number] as PageHead;
    opened.torn += last.order + 1 - log.pages.length;
  }
  destroyPages(log, otherPages(heads, log.pages, false));
  // A page that never bore a head and cannot be erased is a bad one of the chip's own; it holds nothing of ours.
  log.held = false;
  destroyPages(log, otherPages(heads, log.pages, true));
  if (generation < 0 && !putSwitch(log)) log.held = true;
  markLost(opened);
  if (log.tainted && !move(log, null)) log.held = true;
  return opened;
}

import { readU8 } from "../protocol/bytes.ts";
import { type Flash, isBlank, WORD } from "./journal-flash.ts";
import type { Entry, Log } from "./journal-log.ts";
import { PAGE_HEAD } from "./journal-page.ts";
import { isCommitted, type RecordHead, readHead, recordBytes } from "./journal-record.ts";

/** A place in a page: a record begins there, or, with no head, everything from there on is blank. */
export interface Place {
  at: number;
  head: RecordHead | null;
}

// A mark is never blank: one word tells most of the time, and the whole rest is looked at only behind the last record.
function looksBlank(flash: Flash, offset: number, length: number): boolean {
  return readU8(flash.read(offset, WORD), 0) === 255 && isBlank(flash, offset, length);
}

/**
 * The next record at or behind an offset of a page. What is no record is passed over word by word: it was torn, or it
 * rotted, and what lies behind it is still good.
 */
export function nextRecord(flash: Flash, page: number, from: number): Place {
  const start = page * flash.pageBytes;
  let at = from;
  while (at < flash.pageBytes) {
    if (looksBlank(flash, start + at, flash.pageBytes - at)) return { at: at, head: null };
    const head = readHead(flash, start + at, flash.pageBytes - at);
    if (head !== null) return { at: at, head: head };
    at += WORD;
  }
  return { at: flash.pageBytes, head: null };
}

/** Called with a record's offset on the flash; false ends the walk. */
export type Visit = (offset: number, head: RecordHead) => boolean;

/** Walks the committed records of one value in their order. @returns how many of its records were not found. */
export function walkValue(log: Log, entry: Entry, visit: Visit): number {
  let left = entry.pieces;
  for (let i = entry.page; i < log.pages.length && left > 0; i++) {
    const page = log.pages[i] as number;
    let place = nextRecord(log.flash, page, i === entry.page ? entry.at : PAGE_HEAD);
    while (place.head !== null && left > 0) {
      const offset = page * log.flash.pageBytes + place.at;
      const ours = place.head.set === entry.set && place.head.name === entry.name && isCommitted(log.flash, offset, place.head);
      if (ours) {
        left -= 1;
        if (!visit(offset, place.head)) return left;
      }
      place = nextRecord(log.flash, page, place.at + recordBytes(place.head.name.length, place.head.length));
    }
  }
  return left;
}

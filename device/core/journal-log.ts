import { type Flash, WORD, wipe, writeSurely } from "./journal-flash.ts";
import { beginPage, PAGE_HEAD } from "./journal-page.ts";
import { bodyAt, commitWord, encodeBody, encodeHead, type RecordHead, recordBytes } from "./journal-record.ts";
import type { StoreName } from "./ports.ts";

/** Where a value begins, and how much there is of it. The only thing that memory holds for each name. */
export interface Entry {
  name: StoreName;
  set: number;
  /** Place in the log's pages, and offset in that page, of its first record. */
  page: number;
  at: number;
  /** Records, and bytes of value in them. */
  pieces: number;
  bytes: number;
}

/** One generation: its pages in order, and where the next record goes. */
export interface Log {
  flash: Flash;
  generation: number;
  /** Highest number that any page has borne. */
  newest: number;
  pages: number[];
  at: number;
  nextSet: number;
  entries: Entry[];
  /** Pages that failed since the start, by number. A start gives each another try. */
  retired: boolean[];
  /** Pages that another generation still needs. */
  reserved: number[];
  /** Something could not be cleared where it lies: the whole generation must move, so that its pages can be erased. */
  tainted: boolean;
  /** Bytes remain that nothing can destroy: nothing more may be written, or an old key would open what comes. */
  held: boolean;
}

export function makeLog(flash: Flash, generation: number, nextSet: number, retired: boolean[], reserved: number[]): Log {
  return {
    flash: flash,
    generation: generation,
    newest: generation,
    pages: [],
    at: flash.pageBytes,
    nextSet: nextSet,
    entries: [],
    retired: retired,
    reserved: reserved,
    tainted: false,
    held: false,
  };
}

/** Pages that one generation may take: half of what works, so that there is always room to move to. */
export function quotaOf(log: Log): number {
  let good = 0;
  for (let page = 0; page < log.flash.pages; page++) if (log.retired[page] !== true) good += 1;
  return Math.floor(good / 2);
}

// Goes round, so that every page is erased about as often as every other.
function freePage(log: Log): number {
  const last = log.pages.length > 0 ? log.pages[log.pages.length - 1] : log.reserved[log.reserved.length - 1];
  const from = last === undefined ? 0 : last + 1;
  for (let i = 0; i < log.flash.pages; i++) {
    const page = (from + i) % log.flash.pages;
    if (log.retired[page] !== true && log.pages.indexOf(page) < 0 && log.reserved.indexOf(page) < 0) return page;
  }
  return -1;
}

function openPage(log: Log): boolean {
  while (log.pages.length < quotaOf(log)) {
    const page = freePage(log);
    if (page < 0) return false;
    if (beginPage(log.flash, page, { generation: log.generation, order: log.pages.length })) {
      log.pages.push(page);
      log.at = PAGE_HEAD;
      return true;
    }
    log.retired[page] = true;
  }
  return false;
}

/** Offset on the flash of a place in the log. */
export function offsetOf(log: Log, page: number, at: number): number {
  return (log.pages[page] as number) * log.flash.pageBytes + at;
}

// The order is the whole point: the commit word is written when everything else was read back.
function writeRecord(log: Log, offset: number, head: RecordHead, body: Uint8Array): boolean {
  const flash = log.flash;
  if (!writeSurely(flash, offset, encodeHead(flash, head))) return false;
  const rest = encodeBody(flash, head, body);
  const at = offset + bodyAt(head.name);
  return writeSurely(flash, at, rest) && writeSurely(flash, at + rest.length, commitWord());
}

/**
 * Adds a record at the end, on another page when one fails.
 * @returns its offset in the last page, or -1 when there is no room in this generation.
 */
export function putRecord(log: Log, head: RecordHead, body: Uint8Array): number {
  const size = recordBytes(head.name.length, body.length);
  while (true) {
    if (log.at + size > log.flash.pageBytes && !openPage(log)) return -1;
    const at = log.at;
    const offset = offsetOf(log, log.pages.length - 1, at);
    if (writeRecord(log, offset, head, body)) {
      log.at = at + size;
      return at;
    }
    // A page that fails takes no more records, and half of one that may hold a key is cleared at once.
    if (!wipe(log.flash, offset, size)) log.tainted = true;
    log.retired[log.pages[log.pages.length - 1] as number] = true;
    log.at = log.flash.pageBytes;
  }
}

/** Clears the body, its CRC and the commit word, in one write. @returns false when bits remain. */
export function clearRecord(flash: Flash, offset: number, head: RecordHead): boolean {
  const from = bodyAt(head.name);
  return wipe(flash, offset + from, recordBytes(head.name.length, head.length) - from);
}

/** The longest body of one record: a bound on memory, and a small part of a page. */
export function pieceBytes(flash: Flash): number {
  return Math.min(512, Math.floor(flash.pageBytes / 4 / WORD) * WORD);
}

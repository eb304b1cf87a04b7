import { type Entry, type Log, makeLog, putRecord, quotaOf } from "./journal-log.ts";
import { destroyPage, PAGE_HEAD } from "./journal-page.ts";
import { recordBytes, SWITCH } from "./journal-record.ts";
import { copyValue, putValue } from "./journal-value.ts";
import type { StoreName } from "./ports.ts";

/** A value that takes the place of another one on the way. */
export interface Change {
  name: StoreName;
  /** Null: the name goes. */
  bytes: Uint8Array | null;
}

/** Makes a generation count. */
export function putSwitch(log: Log): boolean {
  return putRecord(log, { kind: SWITCH, part: 0, set: log.nextSet, name: "", length: 0, crc: 0 }, new Uint8Array(0)) >= 0;
}

/** Destroys pages, and notes when bytes remain that nothing can destroy. */
export function destroyPages(log: Log, pages: number[]): void {
  for (let i = 0; i < pages.length; i++) {
    const page = pages[i] as number;
    const left = destroyPage(log.flash, page);
    if (left !== "blank") log.retired[page] = true;
    if (left === "held") log.held = true;
  }
}

function copyAll(log: Log, next: Log, change: Change | null): boolean {
  for (let i = 0; i < log.entries.length; i++) {
    const entry = log.entries[i] as Entry;
    if (change !== null && change.name === entry.name) continue;
    const copy = copyValue(log, entry, next);
    if (copy === null) return false;
    next.entries.push(copy);
  }
  if (change === null || change.bytes === null) return true;
  const put = putValue(next, change.name, change.bytes);
  if (put !== null) next.entries.push(put);
  return put !== null;
}

// Half of a record that could not be cleared lies in a page that just failed: another try goes by without that page.
const TRIES = 3;

/**
 * Moves everything that is alive to fresh pages and destroys the old ones. A power cut leaves the old generation until the
 * switch is committed, and the new one from then on.
 * @returns false when it does not fit: nothing has changed.
 */
export function move(log: Log, change: Change | null): boolean {
  for (let i = 0; i < TRIES; i++) {
    const next = makeLog(log.flash, log.newest + 1, log.nextSet, log.retired, log.pages);
    const whole = copyAll(log, next, change) && !next.tainted && putSwitch(next) && !next.tainted;
    log.nextSet = next.nextSet;
    log.newest = next.generation;
    if (!whole) {
      destroyPages(log, next.pages);
      if (next.tainted) continue;
      return false;
    }
    const old = log.pages;
    log.generation = next.generation;
    log.pages = next.pages;
    log.at = next.at;
    log.entries = next.entries;
    log.tainted = false;
    destroyPages(log, old);
    return true;
  }
  return false;
}

/** Bytes of flash that a value takes after a move. */
export function sizeOf(name: StoreName, bytes: number, piece: number): number {
  const pieces = Math.max(1, Math.ceil(bytes / piece));
  return pieces * (recordBytes(name.length, 0) + 4) + bytes;
}

/** Bytes of flash that one generation has. */
export function capacityOf(log: Log): number {
  return quotaOf(log) * (log.flash.pageBytes - PAGE_HEAD);
}

import { openLog } from "./journal-boot.ts";
import type { Flash } from "./journal-flash.ts";
import { type Entry, type Log, pieceBytes } from "./journal-log.ts";
import { capacityOf, move, sizeOf } from "./journal-move.ts";
import { MAX_NAME } from "./journal-record.ts";
import { addToValue, clearValue, putValue, readValue } from "./journal-value.ts";
import type { Store, StoreName } from "./ports.ts";

/**
 * The store of a board whose only durable memory is raw flash: a journal of records over pages of two generations. What is
 * replaced or erased is cleared where it lies before the call returns, so no old key survives in the flash (P18, R-34).
 * Memory: an entry a name, a number a page, and one piece of at most 512 bytes while it works.
 */
export interface Journal extends Store {
  /** Names whose value was found unreadable at the start; they load as no bytes at all until they are written again. */
  lost(): StoreName[];
  /** Additions and pages found unreadable at the start. */
  torn(): number;
  /** Some page can neither be written nor erased, and still shows what it held: nothing is stored any more (F8). */
  isHeld(): boolean;
}

/** Names that one journal keeps; the firmware has a dozen. */
export const MAX_NAMES = 24;

function isName(name: StoreName): boolean {
  if (name.length < 1 || name.length > MAX_NAME) return false;
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    const known = (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 45;
    if (!known) return false;
  }
  return true;
}

function indexOf(log: Log, name: StoreName): number {
  for (let i = 0; i < log.entries.length; i++) if ((log.entries[i] as Entry).name === name) return i;
  return -1;
}

function entryOf(log: Log, name: StoreName): Entry | null {
  const index = indexOf(log, name);
  return index < 0 ? null : (log.entries[index] as Entry);
}

/**
 * Whether a value may grow. What is left over by these shares is where small changes go between two moves: without it a
 * full journal would erase its pages for every one of them, and the record of a withdrawal would find no room.
 */
function mayGrow(log: Log, name: StoreName, bytes: number, eighths: number): boolean {
  const piece = pieceBytes(log.flash);
  let size = sizeOf(name, bytes, piece);
  for (let i = 0; i < log.entries.length; i++) {
    const entry = log.entries[i] as Entry;
    if (entry.name !== name) size += sizeOf(entry.name, entry.bytes, piece);
  }
  return size <= (capacityOf(log) * eighths) / 8;
}

/** Everything that an operation could not clear goes with its pages. */
function finish(log: Log): boolean {
  if (log.tainted && !move(log, null)) log.held = true;
  return !log.held;
}

function replace(log: Log, name: StoreName, bytes: Uint8Array): boolean {
  if (!isName(name) || log.held) return false;
  const old = entryOf(log, name);
  if (old === null && log.entries.length >= MAX_NAMES) return false;
  if ((old === null || bytes.length > old.bytes) && !mayGrow(log, name, bytes.length, 6)) return false;
  const made = putValue(log, name, bytes);
  if (made === null) return move(log, { name: name, bytes: bytes }) && finish(log);
  if (old === null) log.entries.push(made);
  else {
    log.entries[indexOf(log, name)] = made;
    if (!clearValue(log, old)) log.tainted = true;
  }
  return finish(log);
}

function append(log: Log, name: StoreName, bytes: Uint8Array): boolean {
  const old = entryOf(log, name);
  if (old === null) return replace(log, name, bytes);
  if (log.held || !mayGrow(log, name, old.bytes + bytes.length, 5)) return false;
  const done = addToValue(log, old, bytes, 0);
  if (done === bytes.length) return finish(log);
  if (!move(log, null)) return false;
  const moved = entryOf(log, name);
  return moved !== null && addToValue(log, moved, bytes, done) === bytes.length && finish(log);
}

function erase(log: Log, name: StoreName): boolean {
  if (!isName(name)) return false;
  const entry = entryOf(log, name);
  if (entry === null) return true;
  log.entries.splice(indexOf(log, name), 1);
  if (clearValue(log, entry)) return true;
  log.tainted = true;
  return finish(log);
}

/** Opens the journal on a region of flash, and mends what a power cut left. A blank region becomes an empty journal. */
export function openJournal(flash: Flash): Journal {
  const opened = openLog(flash);
  const log = opened.log;
  return {
    load: (name) => {
      const entry = entryOf(log, name);
      return entry === null ? null : readValue(log, entry);
    },
    replace: (name, bytes) => replace(log, name, bytes),
    append: (name, bytes) => append(log, name, bytes),
    erase: (name) => erase(log, name),
    lost: () => opened.lost,
    torn: () => opened.torn,
    isHeld: () => log.held,
  };
}

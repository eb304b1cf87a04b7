import { CONSENT, type Consent, encodeConsent } from "./consent.ts";
import type { Effect } from "./event.ts";
import { headOf, holdsPosition, OUTBOX, type Outbox, olderOf, type Waiting } from "./outbox.ts";
import { eraseAtOnce, keepNextKey, moveOutbox, rewriteOutbox } from "./outbox-erasure.ts";
import type { TrackerState } from "./state.ts";

/**
 * How long a position may stay on the device. Two clocks count, and the one that says "older" is believed: the time
 * of day, when it is trusted, and the time that the device has been running. So a clock that was set back, or that is
 * lost, makes nothing last longer (P12); one that was set forward makes it end earlier.
 */
export const MAX_RETENTION_DAYS = 14;
const DAY_S = 86400;
/** Positions go together, so long before their time at most: each going is a new key and a new log. */
const TOGETHER_S = 3600;
/** How often the log is told how long the device has been running; a restart loses less than this. */
const MARK_S = 3600;
/**
 * The same while no trusted time has told since the start how old the stored positions are; and what such a start counts
 * for, at the least. So a device that restarts again and again without a clock loses none of its running time.
 */
const MARK_UNTOLD_S = 600;

/** @param consent its own period counts when it is a lawful one. */
export function retentionS(consent: Consent | null): number {
  const days = consent === null ? MAX_RETENTION_DAYS : consent.retentionDays;
  return (days >= 1 && days <= MAX_RETENTION_DAYS ? days : MAX_RETENTION_DAYS) * DAY_S;
}

function countRunning(outbox: Outbox, upMs: number): void {
  if (outbox.runUpMs === null && !outbox.aged) outbox.runS += MARK_UNTOLD_S;
  if (outbox.runUpMs !== null && upMs > outbox.runUpMs) outbox.runS += (upMs - outbox.runUpMs) / 1000;
  outbox.runUpMs = upMs;
}

function isOver(outbox: Outbox, utcMs: number | null, limitS: number, takenS: number, takenRunS: number): boolean {
  if (outbox.runS - takenRunS >= limitS) return true;
  return utcMs !== null && utcMs / 1000 - takenS >= limitS;
}

function expire(state: TrackerState, utcMs: number | null, effects: Effect[]): void {
  const outbox = state.outbox;
  const since = outbox.since;
  const limitS = retentionS(state.consent) - TOGETHER_S;
  if (since === null || !isOver(outbox, utcMs, limitS, since.utcS, since.runS)) return;
  const left: Waiting[] = [];
  let oldest: Outbox["since"] = null;
  for (let i = 0; i < outbox.waiting.length; i++) {
    const entry = outbox.waiting[i] as Waiting;
    const position = holdsPosition(entry);
    if (position && isOver(outbox, utcMs, limitS, entry.takenS, entry.takenRunS)) continue;
    if (position) oldest = olderOf(oldest, entry.takenS, entry.takenRunS);
    left.push(entry);
  }
  moveOutbox(state, left, oldest, effects);
}

/**
 * Keeps the period, at every step before anything else of it. What was delivered counts too: its record may lie in flash
 * until the key that sealed it goes.
 */
export function keepRetention(state: TrackerState, utcMs: number | null, upMs: number, effects: Effect[]): void {
  const outbox = state.outbox;
  if (utcMs !== null) outbox.aged = true;
  countRunning(outbox, upMs);
  expire(state, utcMs, effects);
  if (!state.store.sound) return;
  keepNextKey(state, effects);
  if (outbox.since === null || outbox.stale || outbox.runS - outbox.markedRunS < (outbox.aged ? MARK_S : MARK_UNTOLD_S)) return;
  const mark = headOf(outbox);
  outbox.logBytes += mark.length;
  effects.push({ kind: "append", name: OUTBOX, bytes: mark });
}

/** Whether this entry must stay for now: nobody knows yet how old it is. */
export function isHeldBack(outbox: Outbox, entry: Waiting): boolean {
  return !outbox.aged && holdsPosition(entry);
}

function anyPosition(outbox: Outbox): boolean {
  for (let i = 0; i < outbox.waiting.length; i++) if (holdsPosition(outbox.waiting[i] as Waiting)) return true;
  return false;
}

/** Finishes at a start what a power cut left half done. Nothing leaves before it. */
export function mendOutbox(state: TrackerState, effects: Effect[]): void {
  const mending = state.mending;
  if (mending === null) return;
  state.mending = null;
  for (let i = 0; i < mending.erase.length; i++) effects.push({ kind: "erase", name: mending.erase[i] as string });
  const consent = state.consent;
  if (mending.cutShort && consent !== null && !consent.withdrawn) {
    consent.withdrawn = true;
    effects.push({ kind: "replace", name: CONSENT, bytes: encodeConsent(consent) });
  }
  if (mending.cutShort) rewriteOutbox(state, effects);
  else if (consent !== null && consent.withdrawn && (!consent.farewell || anyPosition(state.outbox))) {
    eraseAtOnce(state, effects);
    rewriteOutbox(state, effects);
  }
}

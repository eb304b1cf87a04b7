import type { Effect } from "./event.ts";
import type { Waiting } from "./outbox.ts";
import type { Pair } from "./pair.ts";
import { publication } from "./publishing.ts";
import { isHeldBack } from "./retention.ts";
import type { TrackerState } from "./state.ts";

/** First wait for an end-to-end acknowledgement; doubled after each try. */
const RETRY_MS = 15000;
const RETRY_MAX_MS = 300000;
/** Frames sent in one step, so that a month's backlog neither floods the link nor blocks the lamp. */
const BURST = 64;
/** Frames of one guardian that may be under way unacknowledged. */
const UNDER_WAY = 256;

/** A call for help and its positions do not stand in a queue. */
function isUrgent(entry: Waiting): boolean {
  return entry.worth === "alarm" || entry.worth === "alert";
}

// Spread without chance: two frames of one outage are not sent again at the same instant.
function retryAfterMs(entry: Waiting): number {
  // Whoever calls for help does not wait longer each time.
  if (isUrgent(entry)) return RETRY_MS;
  let wait = RETRY_MS;
  for (let i = 1; i < entry.tries && wait < RETRY_MAX_MS; i++) wait *= 2;
  return Math.min(wait, RETRY_MAX_MS) + ((entry.number * 7919) % 5000);
}

function isDue(entry: Waiting, upMs: number): boolean {
  return entry.sentUpMs === null || upMs - entry.sentUpMs >= retryAfterMs(entry);
}

export function pairAt(state: TrackerState, slot: number): Pair | null {
  for (let i = 0; i < state.pairs.length; i++) {
    const pair = state.pairs[i];
    if (pair !== undefined && pair.slot === slot) return pair;
  }
  return null;
}

function handOver(state: TrackerState, pair: Pair, entry: Waiting, upMs: number, utcMs: number | null, effects: Effect[]): void {
  entry.sentUpMs = upMs;
  entry.tries += 1;
  effects.push(publication(state, pair, entry.frame, entry.takenS, utcMs));
}

function deliverOneOf(
  state: TrackerState,
  pair: Pair,
  urgent: boolean,
  upMs: number,
  utcMs: number | null,
  effects: Effect[],
): boolean {
  for (let i = 0; i < state.outbox.waiting.length; i++) {
    const entry = state.outbox.waiting[i] as Waiting;
    if (entry.slot !== pair.slot || isUrgent(entry) !== urgent) continue;
    if (!isDue(entry, upMs) || isHeldBack(state.outbox, entry)) continue;
    handOver(state, pair, entry, upMs, utcMs, effects);
    return true;
  }
  return false;
}

/** Publishes the oldest frame that is due for one guardian, alerts first. @returns false when none is. */
export function deliverOne(state: TrackerState, pair: Pair, upMs: number, utcMs: number | null, effects: Effect[]): boolean {
  return deliverOneOf(state, pair, true, upMs, utcMs, effects) || deliverOneOf(state, pair, false, upMs, utcMs, effects);
}

function deliverUrgent(state: TrackerState, upMs: number, utcMs: number | null, effects: Effect[]): void {
  for (let i = 0; i < state.outbox.waiting.length; i++) {
    const entry = state.outbox.waiting[i] as Waiting;
    if (!isUrgent(entry) || !isDue(entry, upMs) || isHeldBack(state.outbox, entry)) continue;
    const pair = pairAt(state, entry.slot);
    if (pair !== null) handOver(state, pair, entry, upMs, utcMs, effects);
  }
}

/** Publishes what is due, alerts first, then the oldest. */
export function deliver(state: TrackerState, upMs: number, utcMs: number | null, effects: Effect[]): void {
  // In the constant-rate mode the clock alone decides when a frame leaves.
  if (!state.linkUp || state.rate !== null) return;
  deliverUrgent(state, upMs, utcMs, effects);
  const underWay: number[] = [];
  let burst = 0;
  for (let i = 0; i < state.outbox.waiting.length && burst < BURST; i++) {
    const entry = state.outbox.waiting[i] as Waiting;
    if (isUrgent(entry)) continue;
    const count = underWay[entry.slot];
    const before = count === undefined ? 0 : count;
    if (before >= UNDER_WAY) continue;
    underWay[entry.slot] = before + 1;
    if (!isDue(entry, upMs) || isHeldBack(state.outbox, entry)) continue;
    const pair = pairAt(state, entry.slot);
    if (pair === null) continue;
    burst += 1;
    handOver(state, pair, entry, upMs, utcMs, effects);
  }
}

/** After a reconnection everything unacknowledged is sent anew: the broker may have lost it. */
export function forgetAttempts(state: TrackerState): void {
  for (let i = 0; i < state.outbox.waiting.length; i++) {
    const entry = state.outbox.waiting[i] as Waiting;
    entry.sentUpMs = null;
    entry.tries = 0;
  }
}

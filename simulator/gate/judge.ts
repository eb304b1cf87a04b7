import type { Consent } from "../../device/core/consent.ts";
import type { Refusal } from "../../device/core/gate.ts";
import { coversOpen, type Span, spansOf, touchesOpen } from "./agreed-hours.ts";
import type { Memory, Present } from "./memory.ts";
import { lampMustShow, mayLeave, wake } from "./onlooker.ts";
import type { World } from "./world.ts";

/** While a clock is wrong, and for an hour after, the device may be so far off and still be right to pass a fix. */
const ROUGH_MS = 660_000;
const FINE_MS = 2000;
const RECENT_MS = 3_600_000;
const DAY_MS = 86_400_000;
const OPENED_MS = 5000;
/** Hours are worked out for so long ahead at a time. */
const AHEAD_MS = 8 * DAY_MS;
/** Fourteen hours of any 24, and two steps of five minutes that are paid in advance. */
const MOST_MINUTES = 850;

/** What the referee knows beyond the onlooker's memory. */
export interface Referee {
  memory: Memory;
  consent: Consent | null;
  spans: Span[];
  spansUntilMs: number;
  /** Fix times that were rightly permitted since the last word that ended everything, in whole seconds. */
  permitted: Set<number>;
  /** Minutes in which a minor's position passed, ascending. */
  minutes: number[];
  /** Events in a row that changed nothing. */
  calm: number;
  /** Since when the gate has had to be open; null: it has not. */
  openSinceMs: number | null;
  /** When the device had been given what it needs after that; null: it has not. */
  tickedMs: number | null;
  /** What it still needs: an odd number waits for a tick, an even one for a second of the receiver. */
  needs: number;
  refusals: Map<Refusal | "open", number>;
}

export function makeReferee(memory: Memory): Referee {
  return {
    memory,
    consent: null,
    spans: [],
    spansUntilMs: 0,
    permitted: new Set(),
    minutes: [],
    calm: 0,
    openSinceMs: null,
    tickedMs: null,
    needs: 0,
    refusals: new Map(),
  };
}

function refreshSpans(referee: Referee, nowMs: number): void {
  if (referee.consent === null || nowMs < referee.spansUntilMs - DAY_MS) return;
  referee.spansUntilMs = nowMs + AHEAD_MS;
  referee.spans = spansOf(referee.consent.schedule, nowMs - DAY_MS, referee.spansUntilMs);
}

export function agreed(referee: Referee, consent: Consent, nowMs: number): void {
  referee.consent = consent;
  referee.spansUntilMs = 0;
  refreshSpans(referee, nowMs);
}

function someoneNamed(consent: Consent | null, paired: number): boolean {
  for (let slot = 0; slot < paired && consent !== null; slot++) {
    if (Math.floor(consent.guardians / 2 ** slot) % 2 === 1) return true;
  }
  return false;
}

function presentWithin(referee: Referee, world: World, paired: number, marginMs: number): Present {
  const { trueMs } = world;
  return {
    utcMs: trueMs - marginMs,
    latestMs: trueMs + marginMs,
    inHours: touchesOpen(referee.spans, trueMs - marginMs, trueMs + marginMs),
    storeSound: !world.storeBroken,
    someoneNamed: someoneNamed(referee.consent, paired),
    restKept: true,
    wide: marginMs > 0,
  };
}

/** By how much the device's time may differ from the true one now and still be believed. */
export function margin(world: World): number {
  const wrong = world.host.kind !== "none" || world.satellites.kind !== "none" || world.trueMs - world.wrongMs < RECENT_MS;
  return wrong ? ROUGH_MS : FINE_MS;
}

/** Every clock has been right for so long that the device knows the time. */
export function isFine(world: World): boolean {
  return margin(world) === FINE_MS;
}

/** Whether the rules let a position pass now, in the widest reading that a wrong clock excuses. */
export function mayPassNow(referee: Referee, world: World, paired: number): boolean {
  refreshSpans(referee, world.trueMs);
  return mayLeave(referee.memory, presentWithin(referee, world, paired, margin(world)));
}

/** Whether the lamp may be asked to show that it records. */
export function mayBeLit(referee: Referee, world: World, paired: number): boolean {
  refreshSpans(referee, world.trueMs);
  // A clock that is believed alone after a start may light the lamp too early; no fix passes by it.
  if (!isFine(world)) return true;
  return lampMustShow(referee.memory, presentWithin(referee, world, paired, margin(world)));
}

function isSureToOpen(referee: Referee, world: World, paired: number): boolean {
  const { consent, memory } = referee;
  if (!isFine(world) || world.lampFault !== "none" || memory.lampStuck) return false;
  // Until the onlooker has seen its end, a pause may still be running.
  if (memory.pauseHeldMs > 0 || memory.pause !== null || memory.unsureMs > 0) return false;
  if (consent === null || consent.restMinutes > 0) return false;
  const near = 60_000;
  const inHours = coversOpen(referee.spans, world.trueMs - near, world.trueMs + near);
  const expiresMs = consent.expiresS * 1000;
  if (memory.openedAgoMs === null && Math.abs(world.trueMs - expiresMs) < near) return false;
  return lampMustShow(memory, { ...presentWithin(referee, world, paired, 0), inHours });
}

/** What ends by itself ends at a tick. */
const WAKING = 1;
/** After a pause that is held the device listens to the receiver from a tick on, hears it, and is sure at the next tick. */
const LISTENING = 3;

/** The device was woken. */
export function noteTick(referee: Referee, world: World): void {
  wake(referee.memory);
  if (referee.openSinceMs === null || referee.needs % 2 === 0) return;
  referee.needs -= 1;
  if (referee.needs > 0) return;
  referee.tickedMs = world.trueMs;
  referee.memory.pauseWasHeld = false;
}

/** The receiver has told a good second. */
export function noteSecond(referee: Referee): void {
  if (referee.openSinceMs !== null && referee.needs === 2) referee.needs -= 1;
}

/** After every event: since when has the gate had to be open? A pause or a countdown may have ended by itself. */
export function watchOpening(referee: Referee, world: World, paired: number): void {
  refreshSpans(referee, world.trueMs);
  if (!isSureToOpen(referee, world, paired)) referee.openSinceMs = null;
  else if (referee.openSinceMs === null) {
    referee.openSinceMs = world.trueMs;
    referee.tickedMs = null;
    referee.needs = referee.memory.pauseWasHeld ? LISTENING : WAKING;
  }
}

/**
 * Whether a good fix must pass now: nothing has changed for a while, every clock is right, the lamp works, no edge is near.
 * Nothing here asks what the device made of it.
 */
export function mustPassNow(referee: Referee, world: World, paired: number, calmEvents: number): boolean {
  const since = referee.openSinceMs === null ? null : referee.tickedMs;
  if (referee.calm < calmEvents || since === null || world.trueMs - since < OPENED_MS) return false;
  return isSureToOpen(referee, world, paired);
}

/** Takes a minute in which a minor's position passed. @returns false when the day is fuller than it may be. */
export function restStillKept(referee: Referee, nowMs: number): boolean {
  const minute = Math.floor(nowMs / 60_000);
  const { minutes } = referee;
  if (minutes.at(-1) !== minute) minutes.push(minute);
  while ((minutes[0] ?? minute) <= minute - 1440) minutes.shift();
  return minutes.length <= MOST_MINUTES;
}

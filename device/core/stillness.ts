import { type Episode, type Sign, type Turn, turnOf } from "./episode.ts";
import type { Slot } from "./schedule.ts";
import { isStanding, type Standing, stoodMs } from "./standing.ts";

/** Signs that a journey does not go as it should: no movement, no position, no arrival. */

const MINUTE_MS = 60000;
/** It moves again when it has been on its way for so long, so that turning over in bed ends nothing. */
const MOVING_MS = 30000;
/** Fixes must come for so long before a lost position counts as found. */
const FOUND_MS = 20000;
/** A fix that is older says nothing about now. */
const FRESH_MS = 30000;

/** Takes a sound fix, after `watchStanding` heard it. @param minutes so long in one place is told */
export function watchStillness(episode: Episode, raised: boolean, standing: Standing, minutes: number, upMs: number): Turn {
  const stood = stoodMs(standing, upMs);
  // What was counted already need not be waited for again.
  const patience = { raiseMs: 0, clearMs: MOVING_MS, gapMs: MINUTE_MS };
  if (stood === null) return turnOf(episode, raised, "unknown", upMs, patience);
  return turnOf(episode, raised, stood >= minutes * MINUTE_MS ? "wrong" : "right", upMs, patience);
}

/**
 * One tick: the gate stands open and the receiver listens, and nothing comes.
 * @param sinceUpMs of the last fix, or since when one could have come; null: none can
 */
export function watchReception(episode: Episode, raised: boolean, sinceUpMs: number | null, minutes: number, upMs: number): Turn {
  let sign: Sign = "between";
  if (sinceUpMs === null) sign = "unknown";
  else if (upMs - sinceUpMs >= minutes * MINUTE_MS) sign = "wrong";
  else if (upMs - sinceUpMs < FRESH_MS) sign = "right";
  return turnOf(episode, raised, sign, upMs, { raiseMs: 0, clearMs: FOUND_MS, gapMs: FRESH_MS });
}

/** Whether a booked slot is in its last minute. Its end shuts the gate, and after it nobody could be told. */
export function isEnding(slots: Slot[], utcMs: number): boolean {
  const minute = Math.floor(utcMs / MINUTE_MS);
  for (let i = 0; i < slots.length; i++) {
    if ((slots[i] as Slot).toMinute - 1 === minute) return true;
  }
  return false;
}

/**
 * One tick. A slot says when a trip ends and not where, so all that can be told is that its last minute has come and the
 * wearer is still under way.
 * @param soundUpMs of the last sound fix; null: none came
 */
export function watchArrival(
  episode: Episode,
  raised: boolean,
  standing: Standing,
  ending: boolean,
  soundUpMs: number | null,
  upMs: number,
): Turn {
  let sign: Sign = "between";
  if (soundUpMs === null || upMs - soundUpMs >= FRESH_MS) sign = "unknown";
  else if (isStanding(standing, upMs)) sign = "right";
  else if (ending) sign = "wrong";
  return turnOf(episode, raised, sign, upMs, { raiseMs: 0, clearMs: 0, gapMs: FRESH_MS });
}

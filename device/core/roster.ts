import { PLACE_ONLY } from "../protocol/command.ts";
import { isRaisedIn } from "./alert-record.ts";
import type { Narrowed, Pair } from "./pair.ts";
import type { TrackerState } from "./state.ts";

/** Who is told, and how much: what the consent allows, or less where a guardian asked for less. Nobody can ask for more. */

function nameBit(slot: number): number {
  let bit = 1;
  for (let i = 0; i < slot; i++) bit *= 2;
  return bit;
}

/** Whether the consent names the guardian in this slot. */
export function isNamed(state: TrackerState, slot: number): boolean {
  return state.consent !== null && (state.consent.guardians & nameBit(slot)) !== 0;
}

/** Takes a name out of the consent. Whoever is paired into this slot later was never agreed to. */
export function unname(state: TrackerState, slot: number): void {
  if (state.consent !== null && isNamed(state, slot)) state.consent.guardians -= nameBit(slot);
}

/** What this guardian narrowed, under the consent of now. */
export function narrowedNow(state: TrackerState, pair: Pair): Narrowed | null {
  const narrowed = pair.narrowed;
  if (narrowed === null || state.consent === null || narrowed.consent !== state.consent.number) return null;
  return narrowed;
}

/** Whether positions go to this guardian: named, and not told by them to stop. */
export function isServed(state: TrackerState, pair: Pair): boolean {
  const narrowed = narrowedNow(state, pair);
  return isNamed(state, pair.slot) && (narrowed === null || !narrowed.stopped);
}

/** Whether points go to this guardian: served, and not content with events. */
export function isToldPoints(state: TrackerState, pair: Pair): boolean {
  const narrowed = narrowedNow(state, pair);
  return isServed(state, pair) && (narrowed === null || narrowed.decimals !== PLACE_ONLY);
}

export function anyoneServed(state: TrackerState): boolean {
  return state.pairs.some((pair) => isServed(state, pair));
}

export function anyoneToldPoints(state: TrackerState): boolean {
  return state.pairs.some((pair) => isToldPoints(state, pair));
}

/** Decimals of a degree for one guardian: the coarser of what was agreed and what was asked. */
export function decimalsFor(state: TrackerState, pair: Pair): number {
  const agreed = state.consent === null ? 0 : state.consent.decimals;
  const narrowed = narrowedNow(state, pair);
  // Who is content with events gets those that the agreed precision can tell.
  return narrowed === null ? agreed : Math.min(agreed, narrowed.decimals);
}

/** While the wearer calls for help, which is their own act, positions come at least so often. */
const PANIC_INTERVAL_S = 10;

/**
 * Seconds between two positions. All guardians get the same ones, because a number that one of them lacks would look like
 * a position that was lost; so the device is as slow as the least patient of them allows, and one alone slows down nobody else.
 */
export function intervalFor(state: TrackerState): number {
  const agreed = state.consent === null ? 0 : state.consent.intervalS;
  let least: number | null = null;
  for (let i = 0; i < state.pairs.length; i++) {
    const pair = state.pairs[i] as Pair;
    if (!isToldPoints(state, pair)) continue;
    const narrowed = narrowedNow(state, pair);
    const wanted = narrowed === null ? agreed : Math.max(agreed, narrowed.intervalS);
    if (least === null || wanted < least) least = wanted;
  }
  const pace = least === null ? agreed : least;
  return isRaisedIn(state.alerts, "panic") ? Math.min(pace, PANIC_INTERVAL_S) : pace;
}

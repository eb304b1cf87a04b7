import { type CivilDay, civilDay, dayAfter, dayStartMs, mondayOf } from "../core/movement/civil-day.ts";
import { weekOf } from "../core/movement/week.ts";
import { RETENTION_MS } from "../store/erasure.ts";
import type { Failed } from "../store/failure.ts";
import type { Store } from "../store/store.ts";
import { readDays, zoneOf } from "./day-reading.ts";
import type { DeviceState } from "./device-state.ts";

const DAY_MS = 86_400_000;
const WEEK = 7;
/** A console that was off may hold positions of before. One that was off for longer has no figures of that time. */
const WEEKS_BACK = 3;

/** Mondays of weeks that are over, the latest first. */
function weeksOver(nowMs: number, zone: string): CivilDay[] {
  const thisMonday = mondayOf(civilDay(nowMs, zone));
  return Array.from({ length: WEEKS_BACK }, (_, n) => dayAfter(thisMonday, -WEEK * (n + 1)));
}

/**
 * Whether a week is to be summed up now: none was, or its first positions are about to be erased and what came late since is
 * not in it yet. Once they are erased the figures stay as they are: a second look would see less.
 */
function isDue(monday: CivilDay, zone: string, known: ReadonlySet<CivilDay>, nowMs: number): boolean {
  const ageMs = nowMs - dayStartMs(monday, zone);
  return !known.has(monday) || (ageMs > RETENTION_MS - DAY_MS && ageMs <= RETENTION_MS);
}

/**
 * Sums up the weeks that are over, before their positions are erased.
 * @returns why a week could not be kept.
 */
export function keepWeeks(store: Store, pairId: string, nowMs: number): Failed | null {
  const zone = zoneOf(store, pairId);
  const kept = store.weeks(pairId);
  if (!kept.ok) return kept;
  const known = new Set(kept.value.map(({ monday }) => monday));
  const due = weeksOver(nowMs, zone).filter((monday) => isDue(monday, zone, known, nowMs));
  const [latest, oldest] = [due[0], due[due.length - 1]];
  if (latest === undefined || oldest === undefined) return null;
  const { movement } = readDays(store, pairId, zone, oldest, WEEK * WEEKS_BACK);
  for (const monday of due) {
    const classes = weekOf(movement, monday, zone);
    const done = classes === null ? null : store.keepWeek(pairId, monday, classes);
    if (done !== null && !done.ok) return done;
  }
  return null;
}

/**
 * Once a day: sums up what is over, and erases what is old. The erasing does not wait for the summing up: figures are worth
 * less than the promise.
 * @returns why nothing was erased.
 */
export function eraseOld(store: Store, devices: ReadonlyMap<string, DeviceState>, nowMs: number): Failed | null {
  for (const id of devices.keys()) keepWeeks(store, id, nowMs);
  const chains = new Map([...devices].map(([id, device]) => [id, device.pair.chain]));
  const done = store.erase(chains, nowMs);
  if (!done.ok) return done;
  for (const [id, chain] of done.value) {
    const device = devices.get(id);
    if (device === undefined) continue;
    device.pair = { ...device.pair, chain };
    device.sequences = store.tally(id);
  }
  return null;
}

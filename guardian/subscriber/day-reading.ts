import { type CivilDay, civilDay, dayAfter, dayStartMs, ownZone } from "../core/movement/civil-day.ts";
import { type DayView, viewOfDay } from "../core/movement/day-view.ts";
import { type DayMovement, dayOf, type Movement, movementOf } from "../core/movement/movement.ts";
import type { Store } from "../store/store.ts";

/** The most positions that are read at a time: three months of one each minute. */
export const POSITIONS_LIMIT = 131_072;
/** A stay that was on at midnight began before it; a trip that began may end after it. */
const AROUND_MS = 12 * 3_600_000;

/** Days of one wearer, and all that they were taken from. */
export interface DaysRead {
  movement: Movement;
  days: DayMovement[];
  zone: string;
  /** There were more positions than POSITIONS_LIMIT, so the oldest were left out. */
  cut: boolean;
}

/** The zone of a wearer's calendar: what was said of them, else this machine's. */
export function zoneOf(store: Store, pairId: string): string {
  const zone = store.zone(pairId);
  return (zone.ok ? zone.value : null) ?? ownZone();
}

/**
 * Reads the positions of some days through the one way that there is to them, and makes movement of them (R-25: here, on the
 * guardian's own machine).
 * @param first the first of so many days, of the calendar of this zone.
 */
export function readDays(store: Store, pairId: string, zone: string, first: CivilDay, count: number): DaysRead {
  const untilMs = dayStartMs(dayAfter(first, count), zone) + AROUND_MS;
  const stored = store.trail(pairId, dayStartMs(first, zone) - AROUND_MS, POSITIONS_LIMIT);
  const movement = movementOf(stored.filter(({ fix }) => fix.timeS * 1000 < untilMs));
  const days = Array.from({ length: count }, (_, n) => dayOf(movement, dayAfter(first, n), zone));
  return { movement, days, zone, cut: stored.length >= POSITIONS_LIMIT };
}

/** One day as the page shows it. @param asked null for today. */
export function readDayView(store: Store, pairId: string, asked: CivilDay | null, nowMs: number): DayView {
  const today = civilDay(nowMs, zoneOf(store, pairId));
  const day = asked ?? today;
  const { movement, zone, cut } = readDays(store, pairId, zoneOf(store, pairId), day, 1);
  return viewOfDay(dayOf(movement, day, zone), { zone, today, cut });
}

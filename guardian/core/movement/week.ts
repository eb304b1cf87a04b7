import { type CivilDay, dayAfter } from "./civil-day.ts";
import { dayOf, type Movement } from "./movement.ts";

/**
 * What is left of a week when its positions are erased: four classes, each one of a few. No place, no time of day, no
 * weekday, no figure that was measured.
 */
export interface WeekClasses {
  /** Index into KILOMETRES, and so on. */
  distance: number;
  trips: number;
  moving: number;
  daysSeen: number;
}

/** Each class begins here and ends before the next; the last one is open. */
export const KILOMETRES = [0, 2, 5, 10, 20, 50, 100, 200, 500] as const;
export const TRIPS = [0, 1, 6, 11, 21, 51] as const;
export const MOVING_HOURS = [0, 1, 2, 5, 10, 20] as const;
export const DAYS_SEEN = [0, 1, 3, 6] as const;

const HOUR_MS = 3_600_000;
const DAYS = 7;
const FORMAT = 1;

function classOf(value: number, bounds: readonly number[]): number {
  return bounds.filter((bound) => value >= bound).length - 1;
}

/** The class of a week; null when it has no position at all, for then there is nothing to say of it. */
export function weekOf(movement: Movement, monday: CivilDay, zone: string): WeekClasses | null {
  const days = Array.from({ length: DAYS }, (_, n) => dayOf(movement, dayAfter(monday, n), zone));
  const sum = (of: (day: (typeof days)[number]) => number): number => days.reduce((total, day) => total + of(day), 0);
  const seen = days.filter(({ positions }) => positions > 0).length;
  if (seen === 0) return null;
  return {
    distance: classOf(sum((day) => day.metres) / 1000, KILOMETRES),
    trips: classOf(
      sum((day) => day.trips.length),
      TRIPS,
    ),
    moving: classOf(sum((day) => day.movingMs) / HOUR_MS, MOVING_HOURS),
    daysSeen: classOf(seen, DAYS_SEEN),
  };
}

const BOUNDS = [KILOMETRES, TRIPS, MOVING_HOURS, DAYS_SEEN];

export function encodeWeek({ distance, trips, moving, daysSeen }: WeekClasses): Uint8Array {
  return Uint8Array.of(FORMAT, distance, trips, moving, daysSeen);
}

/** Null when the bytes are not a week of this or an earlier version. */
export function decodeWeek(bytes: Uint8Array): WeekClasses | null {
  const [format, ...classes] = bytes;
  if (format !== FORMAT || classes.length !== BOUNDS.length) return null;
  if (classes.some((index, n) => index >= (BOUNDS[n]?.length ?? 0))) return null;
  const [distance, trips, moving, daysSeen] = classes as [number, number, number, number];
  return { distance, trips, moving, daysSeen };
}

/** "20 to 50 km", "6 to 10 trips", "500 km or more". @param whole counts: the class ends one below the next. */
export function classWords(index: number, bounds: readonly number[], unit: string, whole: boolean): string {
  const [low, high] = [bounds[index] ?? 0, bounds[index + 1]];
  if (high === undefined) return `${low} ${unit} or more`;
  if (!whole) return low === 0 ? `under ${high} ${unit}` : `${low} to ${high} ${unit}`;
  return high - 1 === low ? `${low} ${unit}` : `${low} to ${high - 1} ${unit}`;
}

import { type CivilDay, civilTime, weekdayOf } from "./civil-day.ts";
import { type Place, placeAt } from "./places.ts";
import type { Trip } from "./trips.ts";

/** When someone usually leaves a place for the first time in a day. Minutes of the clock on the wall. */
export interface LeavingTime {
  place: string;
  days: DayGroup;
  /** Days that it is taken from, at least LEAST_DAYS. */
  count: number;
  medianMinute: number;
  /** Half of the days lie between these two. */
  quarterMinute: number;
  threeQuarterMinute: number;
}

export const DAY_GROUPS = [
  "Monday to Friday",
  "Saturday and Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;
export type DayGroup = (typeof DAY_GROUPS)[number];

/** Of fewer days nothing is called usual. */
export const LEAST_DAYS = 3;
const FRIDAY = 5;
const GROUPS_BEFORE_MONDAY = 2;

function groupsOf(day: CivilDay): DayGroup[] {
  const weekday = weekdayOf(day);
  const single = DAY_GROUPS[GROUPS_BEFORE_MONDAY + weekday - 1] as DayGroup;
  return [weekday <= FRIDAY ? "Monday to Friday" : "Saturday and Sunday", single];
}

/** Of sorted values, between two of them in proportion. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number];
  return Math.round(low + (high - low) * (at - Math.floor(at)));
}

/** The first leaving of each place on each day. Only a stay that was seen to end counts: else nobody knows when it did. */
function firstLeavings(trips: readonly Trip[], places: readonly Place[], zone: string): Map<string, Map<CivilDay, number>> {
  const leavings = new Map<string, Map<CivilDay, number>>();
  for (const trip of trips) {
    const place = trip.begins === "stop" ? placeAt(places, trip.from) : null;
    if (place === null) continue;
    const { day, minute } = civilTime(trip.fromMs, zone);
    const days = leavings.get(place.name) ?? new Map<CivilDay, number>();
    leavings.set(place.name, days);
    if (!days.has(day)) days.set(day, minute);
  }
  return leavings;
}

/** Usual leaving times, where there are days enough to speak of any. @param trips in order. */
export function leavingTimes(trips: readonly Trip[], places: readonly Place[], zone: string): LeavingTime[] {
  const times: LeavingTime[] = [];
  for (const [place, days] of firstLeavings(trips, places, zone)) {
    for (const group of DAY_GROUPS) {
      const minutes = [...days].filter(([day]) => groupsOf(day).includes(group)).map(([, minute]) => minute);
      if (minutes.length < LEAST_DAYS) continue;
      minutes.sort((a, b) => a - b);
      const [quarter, half, most] = [0.25, 0.5, 0.75].map((share) => quantile(minutes, share)) as [number, number, number];
      const spread = { medianMinute: half, quarterMinute: quarter, threeQuarterMinute: most };
      times.push({ place, days: group, count: minutes.length, ...spread });
    }
  }
  return times;
}

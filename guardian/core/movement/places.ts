import { type CivilDay, civilDay } from "./civil-day.ts";
import { metresBetween, type Spot } from "./ground.ts";
import type { Stop } from "./stops.ts";

/** Somewhere the wearer stays again and again. It has a letter and no address: nobody is asked what is there. */
export interface Place {
  name: string;
  spot: Spot;
  /** On how many days of the calendar. */
  days: number;
  visits: number;
  stayedMs: number;
}

/** Stays whose middles are nearer than this are at one place. */
const ONE_PLACE_M = 80;
const LEAST_DAYS = 2;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

interface Gathering {
  spot: Spot;
  stops: Stop[];
  days: Set<CivilDay>;
}

function lengthMs({ fromMs, untilMs }: Stop): number {
  return untilMs - fromMs;
}

// The longest stay is the surest, so it is the middle that others are gathered around.
function gather(stops: readonly Stop[], zone: string): Gathering[] {
  const gatherings: Gathering[] = [];
  for (const stop of [...stops].sort((a, b) => lengthMs(b) - lengthMs(a))) {
    const near = gatherings.find(({ spot }) => metresBetween(spot, stop.spot) <= ONE_PLACE_M);
    const gathering = near ?? { spot: stop.spot, stops: [], days: new Set() };
    if (near === undefined) gatherings.push(gathering);
    gathering.stops.push(stop);
    gathering.days.add(civilDay(stop.fromMs, zone)).add(civilDay(stop.untilMs, zone));
  }
  return gatherings;
}

/** Places of more than one day, the one with the most time first; at most 26, for so many letters there are. */
export function placesOf(stops: readonly Stop[], zone: string): Place[] {
  const places = gather(stops, zone)
    .filter(({ days }) => days.size >= LEAST_DAYS)
    .map(({ spot, stops: visits, days }) => ({
      spot,
      days: days.size,
      visits: visits.length,
      stayedMs: visits.reduce((sum, stop) => sum + lengthMs(stop), 0),
    }));
  places.sort((a, b) => b.stayedMs - a.stayedMs);
  return places.slice(0, LETTERS.length).map((place, n) => ({ name: LETTERS[n] as string, ...place }));
}

/** The place that a position is at; null when it is at none. */
export function placeAt(places: readonly Place[], spot: Spot): Place | null {
  return places.find((place) => metresBetween(place.spot, spot) <= ONE_PLACE_M) ?? null;
}

import type { Journeys } from "./journeys.ts";
import { SCHOOL_ZONE, type Trip } from "./school-day.ts";
import type { WorldClock } from "./world-clock.ts";

/** Made-up time before a moment to which the scene is skipped, so that one sees it happen. */
const LEAD_MS = 20_000;

/** Where in the made-up day we are. */
export interface Scene {
  clock: WorldClock;
  journeys: Journeys;
}

const TIME = new Intl.DateTimeFormat("en-GB", {
  timeZone: SCHOOL_ZONE,
  weekday: "long",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function partOf(trip: Trip, utcMs: number): string {
  const way = trip.homeward ? "the way home" : "the way to school";
  if (utcMs < trip.opensMs) return `before ${way}`;
  return utcMs < trip.closesMs ? way : `after ${way}`;
}

function paceWords(pace: number): string {
  return pace === 1 ? "time runs as it really does" : `time runs ${pace} times as fast`;
}

/** One line for people. */
export function sceneLine({ clock, journeys }: Scene): string {
  const now = clock.utcMs();
  return `${TIME.format(now)}, ${partOf(journeys.trip(), now)}; ${paceWords(clock.pace())}`;
}

export function skipToClosing({ clock, journeys }: Scene): void {
  clock.skipTo(journeys.trip().closesMs - LEAD_MS);
}

export function skipToOpening({ clock, journeys }: Scene): void {
  const trip = clock.utcMs() < journeys.trip().opensMs ? journeys.trip() : journeys.next();
  clock.skipTo(trip.opensMs - LEAD_MS);
}

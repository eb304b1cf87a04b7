import { type WrittenFormat, writeTrace } from "../convert.ts";
import { LIFELIKE } from "../receiver/receiver.ts";
import { writeNmea } from "../receiver/write-nmea.ts";
import { makeTown } from "../town/make-town.ts";
import type { Town } from "../town/town.ts";
import type { Trace } from "../trace/trace.ts";
import { atHome } from "./at-home.ts";
import { busLine } from "./bus-line.ts";
import { courier } from "./courier.ts";
import { nightWalk } from "./night-walk.ts";
import { schoolRun, type Trip } from "./school-run.ts";

export const JOURNEYS = ["school-run", "night-walk", "bus", "courier", "home"] as const;
export type Journey = (typeof JOURNEYS)[number];

/** How a journey is asked for on the command line. */
export interface JourneyFile {
  what: Journey;
  seed: number;
  /** UTC milliseconds, a whole second. */
  startMs: number;
  /** Of the school run only. */
  trip: Trip;
  format: WrittenFormat;
}

/** A Monday in Greece: when each journey begins unless it is told otherwise. */
export const STARTS_MS: Readonly<Record<Journey, number>> = {
  "school-run": Date.UTC(2026, 10, 23, 5, 20),
  "night-walk": Date.UTC(2026, 10, 23, 0, 10),
  bus: Date.UTC(2026, 10, 23, 5, 0),
  courier: Date.UTC(2026, 10, 23, 9, 0),
  home: Date.UTC(2026, 10, 23, 6, 0),
};

/** What `lychnos sim make school-run` makes when it is told nothing else. */
export const DEFAULT_RUN: JourneyFile = {
  what: "school-run",
  seed: 1,
  startMs: STARTS_MS["school-run"],
  trip: "to-school",
  format: "nmea",
};

/** Where somebody was who does not exist, once a second. The same seed, start and journey give the same way. */
export function journey({ what, seed, startMs, trip }: Omit<JourneyFile, "format">): Trace {
  const town = makeTown(seed);
  return what === "school-run" ? schoolRun(town, { seed, startMs, trip }) : OTHERS[what](town, seed, startMs);
}

const OTHERS: Readonly<Record<Exclude<Journey, "school-run">, (town: Town, seed: number, startMs: number) => Trace>> = {
  "night-walk": nightWalk,
  bus: busLine,
  courier,
  home: atHome,
};

/** The text of the file. An NMEA log has a receiver that is switched on at the door and errs; the others the true way. */
export function journeyFile(asked: JourneyFile): string {
  const { what, seed, startMs, trip, format } = asked;
  const trace = journey(asked);
  if (format !== "nmea") return writeTrace(trace, format);
  const start = new Date(startMs).toISOString().replace(".000Z", "Z");
  const whichTrip = what === "school-run" ? ` --trip ${trip}` : "";
  const madeWith = `lychnos sim make ${what} --seed ${seed} --start ${start}${whichTrip} --format nmea`;
  return writeNmea(trace, { ...LIFELIKE, seed }, madeWith);
}

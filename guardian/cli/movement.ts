import { Command } from "commander";
import { type CivilDay, civilDay, dayAfter, isDay, isZone } from "../core/movement/civil-day.ts";
import { figuresOf } from "../core/movement/day-view.ts";
import { leavingTimes } from "../core/movement/patterns.ts";
import { placesOf } from "../core/movement/places.ts";
import type { Store } from "../store/store.ts";
import { type DaysRead, readDays, zoneOf } from "../subscriber/day-reading.ts";
import { findPair } from "./find-pair.ts";
import { movementCsv } from "./movement-csv.ts";
import { dayLines, daysLines, leavingLines, placeLines, weekLines } from "./movement-table.ts";
import { openData } from "./open-data.ts";
import { configProblem, finish, Problem, withSettings } from "./problem.ts";
import { type Flags, settingsOf } from "./settings.ts";

export interface MovementOptions {
  day?: string;
  days?: string;
  weeks?: boolean;
  json?: boolean;
  csv?: boolean;
  zone?: string;
}

/** No position is kept for longer. */
const MOST_DAYS = 14;

interface Asked {
  first: CivilDay;
  count: number;
}

function askedDays({ day, days }: MovementOptions, today: CivilDay): Asked {
  if (day !== undefined && days !== undefined) throw configProblem("say either --day or --days.");
  if (day !== undefined) {
    if (!isDay(day)) throw configProblem("write the day as year-month-day, for example 2026-11-20.");
    return { first: day, count: 1 };
  }
  const count = days === undefined ? 1 : Number(/^\d{1,2}$/.test(days) ? days : 0);
  if (count < 1 || count > MOST_DAYS)
    throw configProblem(`--days takes a number from 1 to ${MOST_DAYS}: no position is kept for longer.`);
  return { first: dayAfter(today, 1 - count), count };
}

function needZone(zone: string): string {
  if (isZone(zone)) return zone;
  throw configProblem("this machine knows no such time zone. Write it as, for example, Europe/Athens.");
}

function textOf({ days, movement, zone, cut }: DaysRead): string[] {
  const figures = days.map(figuresOf);
  const note = cut ? ["", "More positions are kept than were read: the oldest of these days may be incomplete."] : [];
  const [only] = figures;
  if (figures.length === 1 && only !== undefined) return [...dayLines(only, zone), ...note, "", `Times of ${zone}.`];
  const places = placesOf(movement.stops, zone);
  const leavings = leavingLines(leavingTimes(movement.trips, places, zone));
  return [
    ...daysLines(figures),
    ...(places.length === 0
      ? []
      : ["", "Where the wearer stays again and again, by letters; no map is asked what is there:", ...placeLines(places)]),
    ...(leavings.length === 0 ? [] : ["", ...leavings]),
    ...note,
    "",
    `Days and times of ${zone}.`,
  ];
}

function jsonOf({ days, movement, zone, cut }: DaysRead): string {
  const places = placesOf(movement.stops, zone);
  const named = places.map(({ name, days: on, visits, stayedMs }) => ({ name, days: on, visits, stayedMs }));
  const usual = leavingTimes(movement.trips, places, zone);
  return JSON.stringify({ zone, incomplete: cut, days: days.map(figuresOf), places: named, leavingTimes: usual }, null, 2);
}

function weeksText(store: Store, pairId: string, json: boolean): string {
  const weeks = store.weeks(pairId);
  if (!weeks.ok) throw new Problem(weeks.sentence);
  if (json) return JSON.stringify(weeks.value, null, 2);
  if (weeks.value.length > 0) return weekLines(weeks.value).join("\n");
  return "No week is over yet that anything is kept of. Look at days instead, with --days 7.";
}

/**
 * How a wearer moved, as text.
 * @param device label or id.
 * @throws Problem
 */
export function movementText(store: Store, device: string, options: MovementOptions, nowMs: number): string {
  const { id } = findPair(store, device);
  if (options.json === true && options.csv === true) throw configProblem("say either --json or --csv.");
  if (options.weeks === true) return `${weeksText(store, id, options.json === true)}\n`;
  const zone = needZone(options.zone ?? zoneOf(store, id));
  const { first, count } = askedDays(options, civilDay(nowMs, zone));
  const read = readDays(store, id, zone, first, count);
  if (options.csv === true) return movementCsv(read.days.map(figuresOf));
  return `${options.json === true ? jsonOf(read) : textOf(read).join("\n")}\n`;
}

/** Notes the zone of the wearer's calendar. @throws Problem */
export function setZone(store: Store, device: string, zone: string): void {
  const { id } = findPair(store, device);
  const done = store.setZone(id, needZone(zone));
  if (!done.ok) throw new Problem(done.sentence);
}

function withStore(flags: Flags, work: (store: Store) => void): Promise<void> {
  return finish(() => {
    const store = openData(settingsOf(flags, process.env));
    try {
      work(store);
    } finally {
      store.close();
    }
  });
}

export function movementCommand(): Command {
  return withSettings(new Command("movement"))
    .description("how a wearer moved: distance, speed, stays and trips of a day, reckoned on this computer")
    .argument("<device>", "its name, or the first column of: lychnos guardian list")
    .option("--day <day>", "a day of the wearer's calendar, as 2026-11-20; without it, today")
    .option("--days <number>", "the last days, a line each, with the places and leaving times that come again (at most 14)")
    .option("--weeks", "what is kept of the weeks whose positions are erased, in coarse classes")
    .option("--json", "for programs; without positions")
    .option("--csv", "for spreadsheets; without positions")
    .option("--zone <zone>", "another calendar than the wearer's, for example Europe/Athens")
    .action((device: string, options: Flags & MovementOptions) =>
      withStore(options, (store) => void process.stdout.write(movementText(store, device, options, Date.now()))),
    );
}

export function zoneCommand(): Command {
  return withSettings(new Command("zone"))
    .description("say in which time zone the wearer's days are reckoned; without it, this computer's")
    .argument("<device>", "its name, or the first column of: lychnos guardian list")
    .argument("<zone>", "for example Europe/Athens")
    .action((device: string, zone: string, flags: Flags) => withStore(flags, (store) => setZone(store, device, zone)));
}

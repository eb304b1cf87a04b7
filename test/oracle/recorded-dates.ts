import { feed, finish, makeNmea } from "../../device/core/nmea.ts";
import { gnssUtc, makeTrustedTime } from "../../device/core/trusted-time.ts";
import { ROLLOVER_MS } from "../../device/core/week-rollover.ts";
import { recordings } from "./gpsd-recording.ts";
import { LIFE_MS } from "./rollover-nights.ts";

/** Puts a receiver's date right for a device that was built then, or answers NaN. */
export type Repair = (builtMs: number, utcMs: number) => number;

export const own: Repair = (builtMs, utcMs) => gnssUtc(makeTrustedTime("gnss", builtMs), utcMs);

/** When the devices were built that hear the recordings. */
const BUILT_MS = [2015, 2018, 2022, 2026, 2034].map((year) => Date.UTC(year, 5, 1));

/** Every date that a receiver told, in fixes and in RMC. */
export function datesIn(bytes: Uint8Array): number[] {
  const dates: number[] = [];
  const nmea = makeNmea();
  const sink = {
    fix: ({ timeMs }: { timeMs: number }) => void dates.push(timeMs),
    refused: () => undefined,
    time: (utcMs: number) => void dates.push(utcMs),
  };
  feed(nmea, bytes, sink);
  finish(nmea, sink);
  return dates;
}

export interface DateTally {
  dates: number;
  accepted: number;
  outside: number;
  /** Accepted dates that are not the told one by whole rollovers forward. */
  invented: number;
}

export function judgeDates(all: readonly (readonly number[])[], repair: Repair): DateTally {
  const tally: DateTally = { dates: 0, accepted: 0, outside: 0, invented: 0 };
  for (const dates of all) {
    for (const builtMs of BUILT_MS) {
      for (const utcMs of dates) {
        tally.dates++;
        const repaired = repair(builtMs, utcMs);
        if (Number.isNaN(repaired)) continue;
        tally.accepted++;
        if (!(repaired >= builtMs && repaired <= builtMs + LIFE_MS)) tally.outside++;
        const rollovers = (repaired - utcMs) / ROLLOVER_MS;
        if (rollovers < 0 || !Number.isInteger(rollovers)) tally.invented++;
      }
    }
  }
  return tally;
}

/** The dates of every recording, and the number of recordings that rolled over (their names say so). */
export function recordedDates(folder: string): { all: number[][]; rolled: { name: string; dates: number[] }[] } {
  const each = recordings(folder).map(({ name, bytes }) => ({ name, dates: datesIn(bytes) }));
  return { all: each.map(({ dates }) => dates), rolled: each.filter(({ name }) => /april6|gp-320fw/.test(name)) };
}

import { z } from "zod";
import type { Schedule, Slot, Window } from "../core/schedule.ts";
import { MAX_CLOSED_DAYS, MAX_ONE_OFF, MAX_WINDOWS } from "../core/schedule-codec.ts";
import { closesAt, opensAt, type ZoneOffsets } from "../core/schedule-edges.ts";
import { dayOf } from "../core/utc-day.ts";
import { zoneOffsets } from "./zone-offsets.ts";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "write a time of day as HH:MM, for example 07:30");

const windowSchema = z
  .strictObject({ days: z.array(z.enum(DAYS)).min(1), from: clockTime, to: clockTime })
  .refine((window) => window.from !== "24:00" && window.from !== window.to, "a window needs a beginning and a later end");

const closedSchema = z
  .string()
  .refine((text) => daysOf(text) !== null, "write a date as 2026-12-25, or a span as 2026-07-01..2026-08-31, first day first");

const tripSchema = z
  .strictObject({ from: z.string(), to: z.string() })
  .refine(({ from, to }) => localMinuteOf(from) !== null && localMinuteOf(to) !== null, "write local time as 2026-05-04T08:30")
  .refine(({ from, to }) => from < to, "a trip needs a beginning and a later end");

/** The fields of a configuration that say when, in the local time of its `timeZone`. */
export const hoursFields = {
  timeZone: z.string().refine(isZone, "name a zone such as Europe/Athens"),
  hours: z.array(windowSchema).max(MAX_WINDOWS),
  /** Days on which no window is open, holidays for example: single dates, or spans with both days in them. */
  closed: z
    .array(closedSchema)
    .default([])
    .refine((texts) => closedDaysOf(texts).length <= MAX_CLOSED_DAYS, `at most ${MAX_CLOSED_DAYS} closed days`),
  /** Slots that were booked one by one. */
  trips: z.array(tripSchema).max(MAX_ONE_OFF).default([]),
};

/** What `scheduleOf` needs of a configuration; `closed` and `trips` may be absent. */
export interface HoursTerms {
  timeZone: string;
  hours: { days: (typeof DAYS)[number][]; from: string; to: string }[];
  closed?: string[];
  trips?: { from: string; to: string }[];
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

function dateOf(text: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (parts === null) return null;
  const day = dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  return Number.isNaN(day) ? null : day;
}

/** The civil days of one date or one span, counted from 1970; null when it is neither, or longer than a year. */
function daysOf(text: string): number[] | null {
  const [firstText = "", lastText = firstText, ...more] = text.split("..");
  const first = dateOf(firstText);
  const last = dateOf(lastText);
  if (first === null || last === null || more.length > 0 || last < first || last - first > 366) return null;
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function closedDaysOf(texts: string[]): number[] {
  const days = new Set(texts.flatMap((text) => daysOf(text) ?? []));
  return [...days].sort((a, b) => a - b);
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function localMinuteOf(text: string): number | null {
  const parts = /^(\d{4}-\d\d-\d\d)T(([01]\d|2[0-3]):[0-5]\d)$/.exec(text);
  const day = dateOf(parts?.[1] ?? "");
  return day === null ? null : day * 1440 + minuteOf(parts?.[2] ?? "");
}

/** The weekly windows of a configuration as the schedule keeps them. */
export function windowsOf(terms: Pick<HoursTerms, "hours">): Window[] {
  return terms.hours.map((window) => ({
    days: window.days.reduce((bits, day) => bits | (1 << DAYS.indexOf(day)), 0),
    fromMinute: minuteOf(window.from),
    toMinute: minuteOf(window.to),
  }));
}

// A trip follows the same rule as a window on the days on which the clocks change; one that no time is left of is dropped.
function slotsOf(trips: { from: string; to: string }[], zone: ZoneOffsets): Slot[] {
  return trips.flatMap(({ from, to }) => {
    const begins = localMinuteOf(from);
    const ends = localMinuteOf(to);
    if (begins === null || ends === null) return [];
    const slot = { fromMinute: opensAt(zone, begins), toMinute: closesAt(zone, ends) };
    return slot.fromMinute < slot.toMinute ? [slot] : [];
  });
}

/**
 * The schedule that a configuration means between two moments. Trips that are over and closed days that are past are left
 * out: a schedule tells nothing of the wearer's earlier days.
 * @param fromMs, untilMs UTC; the zone is known from a day before to a day after.
 * @throws RangeError for a zone that this platform does not know; `hoursFields` refuses it before.
 */
export function scheduleOf(terms: HoursTerms, fromMs: number, untilMs: number): Schedule {
  const zone = zoneOffsets(terms.timeZone, fromMs - DAY_MS, untilMs + DAY_MS);
  // Local dates are at most a day away from UTC's.
  const firstDay = Math.floor(fromMs / DAY_MS) - 1;
  const lastDay = Math.floor(untilMs / DAY_MS) + 2;
  return {
    windows: windowsOf(terms),
    zone,
    closedDays: closedDaysOf(terms.closed ?? []).filter((day) => day >= firstDay && day <= lastDay),
    oneOff: slotsOf(terms.trips ?? [], zone).filter(
      (slot) => slot.toMinute > fromMs / MINUTE_MS && slot.fromMinute < untilMs / MINUTE_MS,
    ),
  };
}

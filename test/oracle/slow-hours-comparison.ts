import type { Schedule, Window, ZoneOffsets } from "../../device/core/schedule.ts";
import { integer, pick, type Random } from "../random.ts";
import { fullestDay, type Labelled, label, slowHours } from "./slow-hours.ts";
import type { Reading } from "./zdump.ts";

const DAY = 1440;
const MINUTE_MS = 60_000;
/** Minutes on each side of the moment in question that are labelled, and that are compared. */
const LABELLED = 5 * DAY;
const COMPARED = 3 * DAY;
const REST = [600, 480, 720, 60];

/** What is held against the slow reading: the device's own functions, or a planted bug. */
export interface HoursCandidate {
  inHours(schedule: Schedule, utcMs: number): boolean;
  nextChange(schedule: Schedule, utcMs: number): number | null;
  keepsRest(schedule: Schedule, restMinutes: number, fromMs: number, untilMs: number): boolean;
}

/** One place to look at: a table for the candidate, readings for the oracle, a moment that both have. */
export interface Place {
  /** For telling people. */
  name: string;
  table: ZoneOffsets;
  readings: Reading[];
  aroundMinute: number;
}

export interface Tally {
  sets: number;
  instants: number;
  disagreements: string[];
  /** Spans of which a minor's rest was granted. */
  granted: number;
  /** ... and in which 24 hours were yet found with more open time than the rest leaves. */
  overfull: number;
}

export function makeTally(): Tally {
  return { sets: 0, instants: 0, disagreements: [], granted: 0, overfull: 0 };
}

function minuteOfDay(next: Random, near: number[]): number {
  const far = integer(next, 96) * 15;
  if (next() < 0.4) return far;
  const close = pick(next, near) + pick(next, [0, 0, -1, 1, -30, 30, integer(next, 240) - 120]);
  return ((close % DAY) + DAY) % DAY;
}

function randomWindow(next: Random, near: number[]): Window {
  const days = next() < 0.4 ? 127 : 1 + integer(next, 127);
  if (next() < 0.1) return { days, fromMinute: 0, toMinute: DAY };
  const fromMinute = minuteOfDay(next, near);
  const toMinute = minuteOfDay(next, near);
  return { days, fromMinute, toMinute: toMinute === fromMinute || toMinute === 0 ? DAY : toMinute };
}

/** Hours that favour the civil times around the moment, where the clocks change. */
export function randomHours(next: Random, span: Labelled): Omit<Schedule, "zone"> {
  const middle = span.labels.length / 2;
  const near = [middle - 1, middle, middle + 60].map((at) => (span.labels[at] ?? 0) % DAY);
  const windows = Array.from({ length: 1 + integer(next, 3) }, () => randomWindow(next, near));
  const today = Math.floor((span.labels[middle] ?? 0) / DAY);
  const closedDays = next() < 0.3 ? [-1, 0, 1].filter(() => next() < 0.5).map((step) => today + step) : [];
  const slot = span.fromMinute + middle + integer(next, 2 * DAY) - DAY;
  const oneOff = next() < 0.2 ? [{ fromMinute: slot, toMinute: slot + 1 + integer(next, 600) }] : [];
  return { windows, closedDays, oneOff };
}

function changesOf(open: Uint8Array, from: number, to: number): number[] {
  const changes: number[] = [];
  for (let i = from + 1; i < to; i++) if (open[i] !== open[i - 1]) changes.push(i);
  return changes;
}

// Where either clock is at an edge of a window, by the plain civil time: wrong edges of a candidate lie there.
function instantsOf(next: Random, span: Labelled, hours: Omit<Schedule, "zone">, changes: number[]): Set<number> {
  const middle = span.labels.length / 2;
  const edges = new Set(hours.windows.flatMap((window) => [window.fromMinute, window.toMinute % DAY]));
  const near = [middle, ...changes];
  for (let i = middle - COMPARED; i < middle + COMPARED; i++) {
    if (edges.has((span.labels[i] ?? 0) % DAY)) near.push(i);
  }
  const instants = new Set(near.flatMap((at) => [at - 1, at, at + 1]));
  for (let i = 0; i < 10; i++) instants.add(middle - COMPARED + integer(next, 2 * COMPARED));
  return instants;
}

function checkChanges(candidate: HoursCandidate, schedule: Schedule, span: Labelled, changes: number[]): boolean {
  const middle = span.fromMinute + span.labels.length / 2;
  let at = (middle - COMPARED) * MINUTE_MS;
  for (const change of [...changes, null]) {
    const told = candidate.nextChange(schedule, at);
    const expected = change === null ? null : (span.fromMinute + change) * MINUTE_MS;
    if (expected === null) return told === null || told >= (middle + COMPARED) * MINUTE_MS;
    if (told !== expected) return false;
    at = expected;
  }
  return true;
}

function compareOne(candidate: HoursCandidate, place: Place, span: Labelled, next: Random, tally: Tally): void {
  const hours = randomHours(next, span);
  const schedule: Schedule = { ...hours, zone: place.table };
  const open = slowHours(span, hours);
  const middle = span.labels.length / 2;
  const from = middle - COMPARED;
  const to = middle + COMPARED;
  const changes = changesOf(open, from, to);
  const differ = (what: string) => tally.disagreements.push(`${place.name}: ${what}, hours ${JSON.stringify(hours)}`);
  tally.sets++;
  for (const at of instantsOf(next, span, hours, changes)) {
    tally.instants++;
    const utcMs = (span.fromMinute + at) * MINUTE_MS;
    if (candidate.inHours(schedule, utcMs) === (open[at] === 1)) continue;
    return void differ(`${new Date(utcMs).toISOString()} should be ${open[at] === 1 ? "open" : "shut"}`);
  }
  if (!checkChanges(candidate, schedule, span, changes)) return void differ("a change is told at another time");
  const rest = pick(next, REST);
  const keeps = candidate.keepsRest(schedule, rest, (span.fromMinute + from) * MINUTE_MS, (span.fromMinute + to) * MINUTE_MS);
  const fullest = fullestDay(open, from, to);
  if (keeps) tally.granted++;
  if (keeps && fullest > DAY - rest) tally.overfull++;
  if (keeps !== fullest <= DAY - rest) differ(`rest of ${rest} minutes is ${keeps ? "granted" : "denied"} wrongly`);
}

/** Holds the candidate against the slow reading at one place, with so many random sets of hours. */
export function compareAt(candidate: HoursCandidate, place: Place, sets: number, next: Random, tally: Tally): void {
  const span = label(place.readings, place.aroundMinute - LABELLED, 2 * LABELLED);
  for (let i = 0; i < sets; i++) compareOne(candidate, place, span, next, tally);
}

import type { Schedule } from "../../device/core/schedule.ts";
import type { Reading } from "./zdump.ts";

/**
 * Active hours the slow way, written from the rule alone: every minute of a span is labelled with the civil time that
 * zdump's clocks show, and whatever a schedule says is painted onto the minutes. No offset table, no arithmetic of edges.
 */
export interface Labelled {
  /** The UTC minute of the first label. */
  fromMinute: number;
  /** Civil minutes since 1970, one for each UTC minute. */
  labels: Int32Array;
}

const DAY = 1440;

/** @param readings ascending; the first holds before itself too. */
export function label(readings: Reading[], fromMinute: number, minutes: number): Labelled {
  const labels = new Int32Array(minutes);
  let at = 0;
  for (let i = 0; i < minutes; i++) {
    while ((readings[at + 1]?.utcMinute ?? Infinity) <= fromMinute + i) at++;
    labels[i] = fromMinute + i + (readings[at]?.offset ?? NaN);
  }
  return { fromMinute, labels };
}

/** Where each civil minute is reached for the first and for the last time: shown, or jumped over. */
class Dial {
  readonly least: number;
  readonly most: number;
  private readonly first: Int32Array;
  private readonly last: Int32Array;

  constructor(labels: Int32Array) {
    this.least = labels.reduce((a, b) => Math.min(a, b));
    this.most = labels.reduce((a, b) => Math.max(a, b));
    this.first = new Int32Array(this.most - this.least + 1).fill(-1);
    this.last = new Int32Array(this.most - this.least + 1).fill(labels.length);
    for (let i = 0; i < labels.length; i++) {
      const shown = (labels[i] ?? 0) - this.least;
      const before = i === 0 ? shown : (labels[i - 1] ?? 0) - this.least;
      for (let civil = Math.min(shown, before + 1); civil <= shown; civil++) {
        if (this.first[civil] === -1) this.first[civil] = i;
        this.last[civil] = i;
      }
    }
  }

  private at(indices: Int32Array, civil: number): number {
    if (civil < this.least) return 0;
    return indices[civil - this.least] ?? Number.MAX_SAFE_INTEGER;
  }

  opening(civil: number): number {
    return this.at(this.last, civil);
  }

  closing(civil: number): number {
    return this.at(this.first, civil);
  }
}

const dials = new WeakMap<Labelled, Dial>();

function dialOf(span: Labelled): Dial {
  const dial = dials.get(span) ?? new Dial(span.labels);
  dials.set(span, dial);
  return dial;
}

function paintWindows(open: Uint8Array, dial: Dial, schedule: Omit<Schedule, "zone">, day: number): void {
  // The name of the day by the calendar of the platform, Monday first.
  const weekday = (new Date(day * DAY * 60_000).getUTCDay() + 6) % 7;
  const closedTomorrow = schedule.closedDays?.includes(day + 1) ?? false;
  for (const { days, fromMinute, toMinute } of schedule.windows) {
    if (Math.floor(days / 2 ** weekday) % 2 === 0) continue;
    const overnight = toMinute <= fromMinute;
    const end = overnight ? (closedTomorrow ? 0 : toMinute) + DAY : toMinute;
    const from = dial.opening(day * DAY + fromMinute);
    const to = dial.closing(day * DAY + end);
    if (from < to) open.fill(1, from, to);
  }
}

/**
 * Which minutes of the span are open: 1, else 0. Within a day of the span's ends it may differ from the truth.
 * The schedule's zone is not looked at.
 */
export function slowHours(span: Labelled, schedule: Omit<Schedule, "zone">): Uint8Array {
  const open = new Uint8Array(span.labels.length);
  const dial = dialOf(span);
  for (let day = Math.floor(dial.least / DAY) - 1; day <= Math.floor(dial.most / DAY); day++) {
    if (!schedule.closedDays?.includes(day)) paintWindows(open, dial, schedule, day);
  }
  for (const { fromMinute, toMinute } of schedule.oneOff ?? []) {
    open.fill(1, Math.max(0, fromMinute - span.fromMinute), Math.max(0, toMinute - span.fromMinute));
  }
  return open;
}

/** The most open minutes in any 24 hours of [from, to), counted minute by minute; outside them all is shut. */
export function fullestDay(open: Uint8Array, from: number, to: number): number {
  let sum = 0;
  let most = 0;
  for (let i = from; i < to; i++) {
    sum += open[i] ?? 0;
    if (i - DAY >= from) sum -= open[i - DAY] ?? 0;
    most = Math.max(most, sum);
  }
  return most;
}

import { closesAt, DAY_MINUTES, offsetAt, opensAt, type ZoneOffsets } from "./schedule-edges.ts";

export type { ZoneOffsets } from "./schedule-edges.ts";

/**
 * Active hours in the wearer's civil time. The chip has no time-zone database, so the consent carries the zone's
 * offset changes, computed beforehand; after the last one known the schedule is shut until a new consent brings more.
 * How an edge falls on a day on which the clocks change stands in schedule-edges.ts.
 */
export interface Schedule {
  windows: Window[];
  zone: ZoneOffsets;
  /**
   * Civil days, counted from 1 January 1970 in local time, ascending, on which no window is open: neither one that begins
   * on such a day nor the rest of one that began the evening before. Absent: none.
   */
  closedDays?: number[];
  /** Slots agreed one by one, a booked trip for example. They are open on a closed day too. Absent: none. */
  oneOff?: Slot[];
}

/** Local time from `fromMinute` up to and not including `toMinute`; past midnight when `toMinute` is the smaller. */
export interface Window {
  /** Bit 0 is Monday, bit 6 is Sunday: the days on which the window begins. */
  days: number;
  /** Minutes after local midnight, 0 to 1439. */
  fromMinute: number;
  /** Minutes after local midnight, 1 to 1440. */
  toMinute: number;
}

/** UTC minutes since 1970, from the first up to and not including the second. */
export interface Slot {
  fromMinute: number;
  toMinute: number;
}

const MINUTE_MS = 60000;
/** How far ahead a change is looked for: longer than any consent lasts. */
const HORIZON_DAYS = 400;

// 1 January 1970 was a Thursday, the fourth day of a week that begins on Monday.
function weekday(localDay: number): number {
  return (((localDay + 3) % 7) + 7) % 7;
}

// A bit test by multiplication: the chip's shift by a count that is not literal differs from the standard's.
function onDay(days: number, day: number): boolean {
  let bit = 1;
  for (let i = 0; i < day; i++) bit *= 2;
  return (days & bit) !== 0;
}

function isClosed(schedule: Schedule, localDay: number): boolean {
  return schedule.closedDays !== undefined && schedule.closedDays.indexOf(localDay) >= 0;
}

function begins(schedule: Schedule, window: Window, localDay: number): boolean {
  return onDay(window.days, weekday(localDay)) && !isClosed(schedule, localDay);
}

function windowEnd(schedule: Schedule, window: Window, localDay: number): number {
  const midnight = (localDay + 1) * DAY_MINUTES;
  if (window.fromMinute < window.toMinute) return closesAt(schedule.zone, localDay * DAY_MINUTES + window.toMinute);
  return closesAt(schedule.zone, isClosed(schedule, localDay + 1) ? midnight : midnight + window.toMinute);
}

function localDayAt(zone: ZoneOffsets, utcMinute: number): number | null {
  const offset = offsetAt(zone, utcMinute);
  return offset === null ? null : Math.floor((utcMinute + offset) / DAY_MINUTES);
}

/** The minute at which the window of this day opens; null when none begins on it, or it closes before it could open. */
function windowOpens(schedule: Schedule, window: Window, localDay: number): number | null {
  if (!begins(schedule, window, localDay)) return null;
  const opens = opensAt(schedule.zone, localDay * DAY_MINUTES + window.fromMinute);
  return opens < windowEnd(schedule, window, localDay) ? opens : null;
}

function later(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a === null ? b : a;
  return a > b ? a : b;
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a === null ? b : a;
  return a < b ? a : b;
}

function slotsOf(schedule: Schedule): Slot[] {
  return schedule.oneOff === undefined ? [] : schedule.oneOff;
}

function slotHeldUntil(schedule: Schedule, utcMinute: number): number | null {
  const slots = slotsOf(schedule);
  let until: number | null = null;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i];
    if (slot === undefined || slot.fromMinute > utcMinute || slot.toMinute <= utcMinute) continue;
    until = later(until, slot.toMinute);
  }
  return until;
}

/** The latest end of whatever holds the hours open at this minute; null when they are shut. */
function heldUntil(schedule: Schedule, utcMinute: number): number | null {
  const today = localDayAt(schedule.zone, utcMinute);
  if (today === null) return null;
  let until = slotHeldUntil(schedule, utcMinute);
  // An opening edge moved out of a gap over midnight falls on the day after its own, as does the night of a window.
  for (let day = today - 1; day <= today; day++) {
    for (let i = 0; i < schedule.windows.length; i++) {
      const window = schedule.windows[i];
      const opens = window === undefined ? null : windowOpens(schedule, window, day);
      if (window === undefined || opens === null || opens > utcMinute) continue;
      const end = windowEnd(schedule, window, day);
      if (end > utcMinute) until = later(until, end);
    }
  }
  return until;
}

/** True only when the moment surely lies in an agreed window. */
export function inHours(schedule: Schedule, utcMs: number): boolean {
  return heldUntil(schedule, Math.floor(utcMs / MINUTE_MS)) !== null;
}

function firstSlotAfter(schedule: Schedule, utcMinute: number): number | null {
  const slots = slotsOf(schedule);
  let best: number | null = null;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i];
    if (slot === undefined || slot.fromMinute <= utcMinute || slot.fromMinute >= slot.toMinute) continue;
    best = earlier(best, slot.fromMinute);
  }
  return best;
}

function firstWindowAfter(schedule: Schedule, utcMinute: number, localDay: number): number | null {
  let best: number | null = null;
  for (let i = 0; i < schedule.windows.length; i++) {
    const window = schedule.windows[i];
    const opens = window === undefined ? null : windowOpens(schedule, window, localDay);
    if (opens !== null && opens > utcMinute) best = earlier(best, opens);
  }
  return best;
}

/** The first minute after this one at which something begins; null when nothing does while the zone is known. */
function firstEdgeAfter(schedule: Schedule, utcMinute: number): number | null {
  const today = localDayAt(schedule.zone, utcMinute);
  if (today === null) return null;
  let best = firstSlotAfter(schedule, utcMinute);
  // A border crossing from the date line's one side to the other sets the civil day back by two.
  for (let day = today - 2; day <= today + HORIZON_DAYS; day++) {
    const opens = firstWindowAfter(schedule, utcMinute, day);
    if (opens === null) continue;
    // Where a whole day repeats itself, the next day's opening can be the earlier.
    best = earlier(earlier(best, opens), firstWindowAfter(schedule, utcMinute, day + 1));
    break;
  }
  return best === null || best >= schedule.zone.untilMinute ? null : best;
}

function closingAfter(schedule: Schedule, held: number): number | null {
  let until = held;
  for (let i = 0; i < HORIZON_DAYS * 2 && until < schedule.zone.untilMinute; i++) {
    const further = heldUntil(schedule, until);
    if (further === null) return until;
    until = further;
  }
  return until < schedule.zone.untilMinute ? null : schedule.zone.untilMinute;
}

/**
 * The next moment at which `inHours` gives the other answer.
 * @returns UTC milliseconds, or null when none is known within the zone's span and 400 days.
 */
export function nextChange(schedule: Schedule, utcMs: number): number | null {
  const first = schedule.zone.fromMinutes[0];
  if (first === undefined) return null;
  let start = Math.floor(utcMs / MINUTE_MS);
  if (start < first) {
    if (heldUntil(schedule, first) !== null) return first * MINUTE_MS;
    start = first;
  }
  const held = heldUntil(schedule, start);
  const change = held === null ? firstEdgeAfter(schedule, start) : closingAfter(schedule, held);
  return change === null ? null : change * MINUTE_MS;
}

/**
 * The next moment at which the hours open, for telling people; the gate never uses it.
 * @returns UTC milliseconds, or null when none is known.
 */
export function nextOpening(schedule: Schedule, utcMs: number): number | null {
  if (!inHours(schedule, utcMs)) return nextChange(schedule, utcMs);
  const closes = nextChange(schedule, utcMs);
  return closes === null ? null : nextChange(schedule, closes);
}

/**
 * Active hours in the wearer's civil time. The chip has no time-zone database, so the consent carries the zone's
 * offset changes, computed beforehand; after the last one known the schedule is shut until a new consent brings more.
 */
export interface Schedule {
  windows: Window[];
  zone: ZoneOffsets;
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

export interface ZoneOffsets {
  /** From these UTC minutes since 1970, ascending, ... */
  fromMinutes: number[];
  /** ... local time is UTC plus so many minutes. */
  offsets: number[];
  /** UTC minute after which the offsets are no longer known. */
  untilMinute: number;
}

const MINUTE_MS = 60000;
const DAY_MINUTES = 1440;

/** Minutes that local time is ahead of UTC; null outside the span that is known. */
function offsetAt(zone: ZoneOffsets, utcMinute: number): number | null {
  if (utcMinute >= zone.untilMinute) return null;
  let offset: number | null = null;
  for (let i = 0; i < zone.fromMinutes.length; i++) {
    const from = zone.fromMinutes[i];
    const value = zone.offsets[i];
    if (from === undefined || value === undefined || from > utcMinute) break;
    offset = value;
  }
  return offset;
}

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

function windowHolds(window: Window, day: number, minute: number): boolean {
  if (window.fromMinute < window.toMinute) {
    return onDay(window.days, day) && minute >= window.fromMinute && minute < window.toMinute;
  }
  if (minute >= window.fromMinute) return onDay(window.days, day);
  return minute < window.toMinute && onDay(window.days, (day + 6) % 7);
}

/** True only when the moment surely lies in an agreed window. */
export function inHours(schedule: Schedule, utcMs: number): boolean {
  const utcMinute = Math.floor(utcMs / MINUTE_MS);
  const offset = offsetAt(schedule.zone, utcMinute);
  if (offset === null) return false;
  const local = utcMinute + offset;
  const localDay = Math.floor(local / DAY_MINUTES);
  const minute = local - localDay * DAY_MINUTES;
  for (let i = 0; i < schedule.windows.length; i++) {
    const window = schedule.windows[i];
    if (window !== undefined && windowHolds(window, weekday(localDay), minute)) return true;
  }
  return false;
}

/**
 * The next moment at which the hours open, for telling people; the gate never uses it.
 * @returns UTC milliseconds, or null when none is known within eight days.
 */
export function nextOpening(schedule: Schedule, utcMs: number): number | null {
  const startMinute = Math.floor(utcMs / MINUTE_MS);
  const offset = offsetAt(schedule.zone, startMinute);
  if (offset === null) return null;
  const today = Math.floor((startMinute + offset) / DAY_MINUTES);
  let best: number | null = null;
  for (let day = today; day <= today + 8; day++) {
    for (let i = 0; i < schedule.windows.length; i++) {
      const window = schedule.windows[i];
      if (window === undefined || !onDay(window.days, weekday(day))) continue;
      const guess = day * DAY_MINUTES + window.fromMinute - offset;
      const there = offsetAt(schedule.zone, guess);
      if (there === null) continue;
      const opens = guess + offset - there;
      if (opens > startMinute && (best === null || opens < best)) best = opens;
    }
  }
  return best === null ? null : best * MINUTE_MS;
}

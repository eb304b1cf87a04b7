/** The civil calendar as day numbers, since the receiver tells the date in one sentence and the time in all. */

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
export const DAY_MS = 86400000;
const HALF_DAY_MS = 43200000;

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * @param year four digits, from 1970
 * @param month 1 to 12
 * @returns days since 1 January 1970, or NaN when there is no such day.
 */
export function dayOf(year: number, month: number, dayOfMonth: number): number {
  const before = DAYS_BEFORE_MONTH[month - 1];
  if (before === undefined || !(year >= 1970 && year <= 2199)) return NaN;
  if (!(dayOfMonth >= 1 && dayOfMonth <= daysIn(year, month))) return NaN;
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - 477;
  return (year - 1970) * 365 + leapDays + before + (month > 2 && isLeap(year) ? 1 : 0) + dayOfMonth - 1;
}

/** The last date that the receiver told, with the time of day at which it did. */
export interface KnownDay {
  /** NaN until a date has been told. */
  day: number;
  timeOfDayMs: number;
}

/**
 * Carries the date to a time of day that came without one: the nearest such moment, so that 00:00:00 after 23:59:59 is
 * the next day and a sentence that straggles over midnight still belongs to the old one.
 * @returns UTC in milliseconds since 1970, or NaN while no date is known.
 */
export function carry(known: KnownDay, timeOfDayMs: number): number {
  const step = timeOfDayMs - known.timeOfDayMs;
  let day = known.day;
  if (step > HALF_DAY_MS) day -= 1;
  if (step < 0 - HALF_DAY_MS) day += 1;
  return day * DAY_MS + timeOfDayMs;
}

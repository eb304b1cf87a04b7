import type { ZoneOffsets } from "../core/schedule.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Minutes that the zone's local time is ahead of UTC at this moment, by the platform's own time-zone database. */
function offsetMinutes(format: Intl.DateTimeFormat, utcMs: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(utcMs)) part[type] = Number(value);
  const local = Date.UTC(
    part.year ?? 0,
    (part.month ?? 1) - 1,
    part.day ?? 1,
    part.hour ?? 0,
    part.minute ?? 0,
    part.second ?? 0,
  );
  return Math.round((local - Math.floor(utcMs / 1000) * 1000) / MINUTE_MS);
}

// The first minute at which the offset differs from the one at `low`, somewhere in (low, high].
function changeBetween(format: Intl.DateTimeFormat, low: number, high: number): number {
  const before = offsetMinutes(format, low);
  let left = low;
  let right = high;
  while (right - left > MINUTE_MS) {
    const middle = Math.floor((left + right) / 2 / MINUTE_MS) * MINUTE_MS;
    if (offsetMinutes(format, middle) === before) left = middle;
    else right = middle;
  }
  return right;
}

/**
 * The offset changes of an IANA zone, computed where a time-zone database is, for a chip that has none.
 * @param fromMs, untilMs UTC, the first before the last; the table holds from the one to the other.
 * @throws RangeError for a zone that this platform does not know.
 */
export function zoneOffsets(timeZone: string, fromMs: number, untilMs: number): ZoneOffsets {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const start = Math.floor(fromMs / MINUTE_MS) * MINUTE_MS;
  const zone: ZoneOffsets = {
    fromMinutes: [start / MINUTE_MS],
    offsets: [offsetMinutes(format, start)],
    untilMinute: Math.floor(untilMs / MINUTE_MS),
  };
  // Morocco changes twice within a month around Ramadan; no zone changes twice within a day.
  const end = zone.untilMinute * MINUTE_MS;
  let before = zone.offsets[0];
  for (let at = start; at < end; at += 24 * HOUR_MS) {
    const next = Math.min(at + 24 * HOUR_MS, end - MINUTE_MS);
    const after = offsetMinutes(format, next);
    if (after !== before) {
      zone.fromMinutes.push(changeBetween(format, at, next) / MINUTE_MS);
      zone.offsets.push(after);
    }
    before = after;
  }
  return zone;
}

import { zoneOffsets } from "../../device/node/zone-offsets.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/** The week that scenes are in which name only a day. */
const MONDAY_MS = Date.UTC(2026, 2, 9);
const EARLIEST_MS = Date.UTC(2025, 0, 1);
const LATEST_MS = Date.UTC(2037, 0, 1);

function localDayMs(text: string): number | null {
  const weekday = DAYS.indexOf(text.toLowerCase());
  if (weekday !== -1) return MONDAY_MS + weekday * DAY_MS;
  const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (date === null) return null;
  const ms = Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3]));
  return new Date(ms).toISOString().startsWith(text) ? ms : null;
}

/**
 * "Monday 07:20" or "2026-10-24 20:00" by the clock of a zone, as UTC milliseconds.
 * @returns null when it is no such moment, or lies before 2025 or after 2036.
 */
export function readStarts(text: string, timeZone: string): number | null {
  const match = /^(\S+) ([01]\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  const dayMs = match === null ? null : localDayMs(match[1] as string);
  if (match === null || dayMs === null || dayMs < EARLIEST_MS || dayMs >= LATEST_MS) return null;
  const local = dayMs + (Number(match[2]) * 60 + Number(match[3])) * MINUTE_MS;
  const { offsets } = zoneOffsets(timeZone, local - DAY_MS, local - DAY_MS + MINUTE_MS);
  const guess = local - (offsets[0] ?? 0) * MINUTE_MS;
  const exact = zoneOffsets(timeZone, guess, guess + MINUTE_MS).offsets[0] ?? 0;
  return local - exact * MINUTE_MS;
}

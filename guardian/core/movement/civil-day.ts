/** A day of a calendar, "2026-11-20". */
export type CivilDay = string;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(zone, made);
  return made;
}

/** Whether this machine knows such a zone of the IANA database. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The zone that this machine is set to. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

interface CivilTime {
  day: CivilDay;
  /** Of the clock on the wall, which skips an hour in spring and repeats one in autumn. */
  minute: number;
}

/** What calendar and clock on the wall show. @throws RangeError for a zone that this machine does not know. */
export function civilTime(utcMs: number, zone: string): CivilTime {
  const part: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(utcMs)) part[type] = value;
  return { day: `${part.year}-${part.month}-${part.day}`, minute: Number(part.hour) * 60 + Number(part.minute) };
}

export function civilDay(utcMs: number, zone: string): CivilDay {
  return civilTime(utcMs, zone).day;
}

/** The day that is so many after this one. */
export function dayAfter(day: CivilDay, days = 1): CivilDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * HOUR_MS).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 Sunday. */
export function weekdayOf(day: CivilDay): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** The Monday that the week of this day began with. */
export function mondayOf(day: CivilDay): CivilDay {
  return dayAfter(day, 1 - weekdayOf(day));
}

/** True for a day that there is in the calendar, written as we write it. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** The first minute of which the calendar shows this day or a later one. Not always midnight: some zones skip that. */
export function dayStartMs(day: CivilDay, zone: string): number {
  const middle = Date.parse(`${day}T00:00:00Z`);
  // No zone is further than fifteen hours from UTC.
  let [low, high] = [middle - 15 * HOUR_MS, middle + 15 * HOUR_MS];
  while (high - low > MINUTE_MS) {
    const half = Math.floor((low + high) / 2 / MINUTE_MS) * MINUTE_MS;
    if (civilDay(half, zone) < day) low = half;
    else high = half;
  }
  return high;
}

/** A day as a span of time: 23, 24 or 25 hours, or a little else where a zone has moved (U22). */
export function daySpan(day: CivilDay, zone: string): { fromMs: number; untilMs: number } {
  return { fromMs: dayStartMs(day, zone), untilMs: dayStartMs(dayAfter(day), zone) };
}

/** Times and quantities in words. Absent is said as absent, never as zero. */

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86400;

export const UNKNOWN = "not known";

let pageZone: string | undefined;

/** Tells times in this zone from now on where no other is named; undefined: the reader's own. */
export function tellTimesIn(zone: string | undefined): void {
  pageZone = zone;
}

function zoned(options: Intl.DateTimeFormatOptions, zone: string | undefined): Intl.DateTimeFormatOptions {
  const timeZone = zone ?? pageZone;
  return timeZone === undefined ? options : { ...options, timeZone };
}

/** "12 s", "4 min", "2 h 5 min", "3 days". Negative ages (clocks that disagree) count as none. */
export function duration(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < MINUTE_S) return `${s} s`;
  if (s < HOUR_S) return `${Math.floor(s / MINUTE_S)} min`;
  if (s < DAY_S) {
    const minutes = Math.floor((s % HOUR_S) / MINUTE_S);
    return minutes === 0 ? `${Math.floor(s / HOUR_S)} h` : `${Math.floor(s / HOUR_S)} h ${minutes} min`;
  }
  const days = Math.floor(s / DAY_S);
  return days === 1 ? "1 day" : `${days} days`;
}

export function ago(ms: number): string {
  return `${duration(ms)} ago`;
}

function part(ms: number, options: Intl.DateTimeFormatOptions, zone: string | undefined): string {
  return new Intl.DateTimeFormat("en-GB", zoned(options, zone)).format(ms);
}

function dayNumber(ms: number, zone: string | undefined): number {
  const iso = new Intl.DateTimeFormat("en-CA", zoned({ dateStyle: "short" }, zone)).format(ms);
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / (DAY_S * 1000));
}

/** "14:02:10" in the reader's own time zone. */
export function clockTime(ms: number, zone?: string): string {
  return part(ms, { hour: "2-digit", minute: "2-digit", second: "2-digit" }, zone);
}

/**
 * "14:02" when it is today, else with the day: "tomorrow at 07:30", "Monday at 07:30", "yesterday at 21:00",
 * "3 March at 08:00".
 */
export function moment(ms: number, nowMs: number, zone?: string): string {
  const time = part(ms, { hour: "2-digit", minute: "2-digit" }, zone);
  const days = dayNumber(ms, zone) - dayNumber(nowMs, zone);
  if (days === 0) return time;
  if (days === 1) return `tomorrow at ${time}`;
  if (days === -1) return `yesterday at ${time}`;
  if (days > 1 && days < 7) return `${part(ms, { weekday: "long" }, zone)} at ${time}`;
  return `${part(ms, { day: "numeric", month: "long" }, zone)} at ${time}`;
}

/** "within 4 m". The scale on the wire rounds up, so no decimals are claimed above a metre. */
export function accuracy(metres: number | null): string {
  if (metres === null) return UNKNOWN;
  return metres < 1 ? `within ${metres.toFixed(1)} m` : `within ${Math.round(metres)} m`;
}

export function speed(mps: number | null): string {
  if (mps === null) return UNKNOWN;
  return `${(mps * 3.6).toFixed(mps * 3.6 < 10 ? 1 : 0)} km/h`;
}

export function percent(value: number | null): string {
  return value === null ? UNKNOWN : `${value} %`;
}

/** "none" or the number. */
export function count(value: number): string {
  return value === 0 ? "none" : String(value);
}

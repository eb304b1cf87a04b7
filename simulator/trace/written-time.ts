/**
 * XML Schema dateTime, in which GPX, TCX and KML write times. Without a zone it is UTC, as the GPX schema says.
 * @returns milliseconds since 1970, or null
 */
export function isoTimeMs(text: string): number | null {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (found === null) return null;
  const ms = Date.parse(`${found[1]}T${found[2]}${found[3] ?? "Z"}`);
  return Number.isNaN(ms) || !isRealDay(found[1] as string) ? null : ms;
}

/** Date.parse takes the 31st of February for the 2nd or 3rd of March. */
function isRealDay(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}

/** Between them lies no time that anybody recorded: as seconds it is the year 5138, as milliseconds 1973. */
const SECONDS_BELOW = 1e11;
/** As seconds, 1973: a smaller number is a count of something else. */
const LEAST = 1e8;

/**
 * The times that programs write into CSV and GeoJSON: ISO 8601 with a T or a space between date and time, or a number of
 * seconds or milliseconds since 1970.
 * @returns milliseconds since 1970, or null
 */
export function looseTimeMs(text: string): number | null {
  const trimmed = text.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return epochMs(Number(trimmed));
  return isoTimeMs(trimmed.replace(/^(\d{4})[-/](\d\d)[-/](\d\d)[ T]/, "$1-$2-$3T").replace(/ ?UTC$/, "Z"));
}

/** @param value seconds or milliseconds since 1970 */
export function epochMs(value: number): number | null {
  if (!(value >= LEAST) || value >= SECONDS_BELOW * 100) return null;
  return Math.round(value < SECONDS_BELOW ? value * 1000 : value);
}

/** As `isoTimeMs` reads it; milliseconds stand there only where they are not zero. */
export function isoText(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(".000Z", "Z");
}

/**
 * A second reading of NMEA 0183, made to be seen through: whole strings, regular expressions, one sentence at a time,
 * nothing shared with device/core. It is what the fast reader is held against.
 */
export interface PlainSentence {
  /** Where its "$" is. */
  at: number;
  formatter: string;
  talker: string;
  fields: string[];
  /** Milliseconds since midnight; null when the sentence tells none. */
  timeOfDayMs: number | null;
  /** "yyyy-mm-dd" of an RMC (two-digit years from 80 are 19yy) or ZDA. */
  date: string | null;
  position: PlainPosition | null;
  /** A sentence that can hold a position and says itself whether it does. */
  claim: "valid" | "not-valid" | null;
}

/** Degrees as gpsd prints them, to nine places after the point. */
export interface PlainPosition {
  lat: string;
  lon: string;
}

/** Where each field is, by type: time, date, first of the four fields of the position. */
const LAYOUT: Record<string, { time: number; position: number }> = {
  RMC: { time: 1, position: 3 },
  GGA: { time: 1, position: 2 },
  GNS: { time: 1, position: 2 },
  GLL: { time: 5, position: 1 },
  GST: { time: 1, position: 0 },
  GBS: { time: 1, position: 0 },
  ZDA: { time: 1, position: 0 },
};

export function checksum(text: string): number {
  let sum = 0;
  for (const byte of Buffer.from(text, "latin1")) sum ^= byte;
  return sum;
}

function side(value: string, letter: string, letters: string, limit: number): number | null {
  const parts = /^(\d{1,13})\.(\d*)$/.exec(value);
  if (parts === null || letter.length !== 1 || !letters.includes(letter)) return null;
  const whole = parts[1] ?? "";
  const minutes = Number(`${whole.slice(-2)}.${parts[2] ?? ""}`);
  const degrees = Number(whole.slice(0, -2)) + minutes / 60;
  if (minutes >= 60 || degrees > limit) return null;
  return letter === letters[1] ? 0 - degrees : degrees;
}

function positionOf(fields: string[], first: number): PlainPosition | null {
  const lat = side(fields[first] ?? "", fields[first + 1] ?? "", "NS", 90);
  const lon = side(fields[first + 2] ?? "", fields[first + 3] ?? "", "EW", 180);
  return lat === null || lon === null ? null : { lat: lat.toFixed(9), lon: lon.toFixed(9) };
}

function claimOf(formatter: string, f: string[]): PlainSentence["claim"] {
  const modeIsNo = (mode: string | undefined): boolean => mode === "N";
  if (formatter === "RMC") return f[2] === "A" && !modeIsNo(f[12]) ? "valid" : "not-valid";
  if (formatter === "GLL") return f[6] === "A" && !modeIsNo(f[7]) ? "valid" : "not-valid";
  if (formatter === "GGA") return /^[1-8]$/.test(f[6] ?? "") ? "valid" : "not-valid";
  if (formatter === "GNS") return /[^N]/.test(f[6] ?? "") && f[13] !== "U" ? "valid" : "not-valid";
  return null;
}

function dateOf(formatter: string, f: string[]): string | null {
  if (formatter === "ZDA" && /^\d\d?$/.test(f[2] ?? "") && /^\d\d?$/.test(f[3] ?? "") && /^\d{4}$/.test(f[4] ?? "")) {
    return `${f[4]}-${f[3]?.padStart(2, "0")}-${f[2]?.padStart(2, "0")}`;
  }
  const parts = formatter === "RMC" ? /^(\d\d)(\d\d)(\d\d)$/.exec(f[9] ?? "") : null;
  if (parts === null) return null;
  return `${Number(parts[3]) < 80 ? "20" : "19"}${parts[3]}-${parts[2]}-${parts[1]}`;
}

function timeOfDay(text: string): number | null {
  const parts = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d|60)(\.\d*)?$/.exec(text);
  if (parts === null) return null;
  const whole = (Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3])) * 1000;
  return whole + Math.floor(Number((parts[4] ?? ".").padEnd(4, "0").slice(1, 4)));
}

function readSentence(text: string, at: number): PlainSentence {
  const fields = text.split(",");
  const address = fields[0] ?? "";
  const standard = /^[^P].{4}$/.test(address);
  const formatter = standard ? address.slice(2) : address;
  const layout = standard ? LAYOUT[formatter] : undefined;
  return {
    at,
    formatter,
    talker: standard ? address.slice(0, 2) : "",
    fields,
    timeOfDayMs: layout === undefined ? null : timeOfDay(fields[layout.time] ?? ""),
    date: dateOf(formatter, fields),
    position: layout === undefined || layout.position === 0 ? null : positionOf(fields, layout.position),
    claim: standard ? claimOf(formatter, fields) : null,
  };
}

/** Every checksum-valid sentence of at most `longest` characters, in order. A "$" always begins anew. */
export function plainSentences(log: string, longest = 1000): PlainSentence[] {
  const found: PlainSentence[] = [];
  for (const match of log.matchAll(/\$([\x20-\x23\x25-\x29\x2b-\x7e]+)\*([0-9A-Fa-f]{2})/g)) {
    const text = match[1] ?? "";
    if (text.length <= longest && checksum(text) === Number.parseInt(match[2] ?? "", 16))
      found.push(readSentence(text, match.index));
  }
  return found;
}

/** One line of a log, when it is a sentence with a right checksum. */
export function plainLine(line: string): PlainSentence | null {
  return plainSentences(line)[0] ?? null;
}

/** Nine decimals, as gpsd prints degrees. */
export function printed(position: { latDeg: number; lonDeg: number }): PlainPosition {
  return { lat: position.latDeg.toFixed(9), lon: position.lonDeg.toFixed(9) };
}

export function samePlace(a: PlainPosition | null, b: PlainPosition | null): boolean {
  return a !== null && b !== null && a.lat === b.lat && a.lon === b.lon;
}

const NINTH_DECIMAL = 1.001e-9;

/**
 * The same place but for which way its ninth decimal was rounded: with eight decimals of a minute one value in six lies
 * exactly between two of them, and two right ways of computing then differ in the last one.
 */
export function sameButForRounding(a: PlainPosition | null, b: PlainPosition | null): boolean {
  if (a === null || b === null) return false;
  return Math.abs(Number(a.lat) - Number(b.lat)) < NINTH_DECIMAL && Math.abs(Number(a.lon) - Number(b.lon)) < NINTH_DECIMAL;
}

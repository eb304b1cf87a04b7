/** The time that one NMEA sentence tells. */
export interface Stamp {
  /** Talker and type, for example "GPRMC". */
  address: string;
  /** Milliseconds since midnight UTC; null when the field is empty, as before the first satellite is heard. */
  dayMs: number | null;
  /** Midnight of its date, UTC milliseconds since 1970; null where the sentence has none. */
  dateMs: number | null;
}

/** Which field holds the time of day; ZDA and RMC hold the date too. */
export const TIME_FIELDS: Readonly<Record<string, number>> = { RMC: 1, GGA: 1, ZDA: 1, GNS: 1, GST: 1, GBS: 1, GLL: 5 };

/** The sentences that begin or stamp a second of a log; GLL, GST and the like repeat what these said. */
const STAMPING = new Set(["RMC", "GGA", "ZDA"]);

export const DAY_MS = 86_400_000;

/** Whether a line holds a whole sentence with the right checksum: its content between `$` and `*`, or null. */
export function checkedContent(line: string): string | null {
  const star = line.indexOf("*", line.indexOf("$"));
  const start = sentenceStart(line, star);
  if (start < 0 || star < 0) return null;
  let sum = 0;
  for (let n = start + 1; n < star; n++) sum ^= line.charCodeAt(n);
  const told = line.slice(star + 1, star + 3);
  if (!/^[0-9A-Fa-f]{2}$/.test(told) || Number.parseInt(told, 16) !== sum) return null;
  return line.slice(start + 1, star);
}

/** Where the sentence begins that ends at a `*`: a new `$` begins anew, and some of ST's receivers say two. */
export function sentenceStart(line: string, star: number): number {
  return star < 0 ? -1 : line.lastIndexOf("$", star);
}

/** The stamp of a sentence's content, or null when it is of a kind that does not stamp. */
export function stampOf(content: string): Stamp | null {
  const fields = content.split(",");
  const address = fields[0] ?? "";
  const type = address.slice(-3);
  if (!STAMPING.has(type)) return null;
  return { address, dayMs: dayMsOf(fields[1] ?? ""), dateMs: dateMsOf(type, fields) };
}

/** `hhmmss` with any fraction to milliseconds since midnight; null for anything else. A leap second counts as the next. */
export function dayMsOf(field: string): number | null {
  const found = /^(\d\d)(\d\d)(\d\d)(\.\d+)?$/.exec(field);
  if (found === null) return null;
  const [hours, minutes, seconds] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (hours > 23 || minutes > 59 || seconds > 60) return null;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Math.round(Number(`0${found[4] ?? ""}`) * 1000);
}

function dateMsOf(type: string, fields: readonly string[]): number | null {
  if (type === "ZDA") return midnight(fields[4] ?? "", fields[3] ?? "", fields[2] ?? "");
  const found = type === "RMC" ? /^(\d\d)(\d\d)(\d\d)$/.exec(fields[9] ?? "") : null;
  if (found === null) return null;
  // RMC has no century. GPS began in 1980.
  const century = Number(found[3]) >= 80 ? "19" : "20";
  return midnight(`${century}${found[3]}`, found[2] as string, found[1] as string);
}

function midnight(year: string, month: string, day: string): number | null {
  if (!/^\d{4}$/.test(year) || !/^\d\d$/.test(month) || !/^\d\d$/.test(day)) return null;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const real = new Date(ms);
  return real.getUTCMonth() + 1 === Number(month) && real.getUTCDate() === Number(day) ? ms : null;
}

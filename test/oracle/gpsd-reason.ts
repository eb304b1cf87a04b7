import type { Report, SeenEpoch } from "./gpsd-recording.ts";
import type { PlainPosition, PlainSentence } from "./plain-nmea.ts";
import { samePlace } from "./plain-nmea.ts";

/** Why a position of ours and gpsd's may differ. Each is a rule over the recording itself; no file is named. */
export const REASONS = {
  "gpsd-had-no-date": "gpsd reported this position before a sentence had told it the date; ours waits for the date",
  "gpsd-missed-the-end": "gpsd made no report at all in this epoch: the sentence by which it knows the end did not come",
  "gpsd-wants-satellites": "gpsd takes no position from a GPGGA or GNGGA that counts fewer than three satellites",
  "gpsd-heeds-gsa": "gpsd takes a GSA that says 1, no fix, above the position sentence of the same epoch",
  "gpsd-heeds-another": "another sentence of this epoch says that there is no fix, for one constellation or after ours was told",
  "gpsd-passed-over": "gpsd shows no sentence with this position among those it read: it was reading another protocol",
  "gpsd-moved-1024-weeks": "gpsd took the date for a week rollover and moved it by 1024 weeks; ours keeps what the receiver said",
  "date-not-told": "no RMC that claims a fix and no ZDA has told a date up to here; gpsd had it from elsewhere",
  "gpsd-dated-otherwise": "same position and time of day; ours has the date that RMC or ZDA told last, carried over midnight",
  "other-sentence":
    "two valid sentences of this epoch hold different positions; ours is the last one's, gpsd's the one it had when it reported",
  "not-valid": "gpsd took the position from a sentence that itself says that there is no fix",
  contradicted: "another sentence of this epoch says that there is no fix, so ours gives none",
  "no-checksum": "gpsd took the position from a sentence without a checksum",
  "undecoded-sentence": "gpsd took the position from a proprietary sentence",
  "other-protocol": "gpsd took the position from bytes that are not NMEA 0183",
  "gpsd-kept-position": "no sentence of this epoch holds the position; gpsd repeated an earlier one",
} as const;
export type Reason = keyof typeof REASONS;

export const ROLLOVER_MS = 1024 * 7 * 86400000;

export function holds(sentence: PlainSentence, position: PlainPosition): boolean {
  return samePlace(sentence.position, position);
}

function denies(sentence: PlainSentence): boolean {
  return sentence.claim === "not-valid";
}

/** The last date that the recording told, and at which time of day. */
export interface Told {
  date: string;
  timeOfDayMs: number;
}

export function lastTold(epoch: SeenEpoch, before: Told | null): Told | null {
  const tellers = epoch.sentences.filter((s) => (s.formatter === "RMC" && s.claim === "valid") || s.formatter === "ZDA");
  const last = tellers.filter((s) => s.date !== null && s.timeOfDayMs !== null).at(-1);
  return last === undefined ? before : { date: last.date ?? "", timeOfDayMs: last.timeOfDayMs ?? 0 };
}

/** Whether a moment has the date that was told, or the next one when midnight lies between. */
export function follows(told: Told | null, timeMs: number): boolean {
  if (told === null) return false;
  const since = timeMs - (Date.parse(told.date) + told.timeOfDayMs);
  return Math.abs(since) < 43200000;
}

/** Reads a position out of any sentence: two coordinates, each with its letter, in four fields in a row. */
function anywhere(text: string): PlainPosition[] {
  const found: PlainPosition[] = [];
  for (const m of text.matchAll(/(?=,(\d{1,2})(\d\d\.\d+),([NS]),(\d{1,3})(\d\d\.\d+),([EW]))/g)) {
    const lat = (Number(m[1]) + Number(m[2]) / 60) * (m[3] === "S" ? -1 : 1);
    const lon = (Number(m[4]) + Number(m[5]) / 60) * (m[6] === "W" ? -1 : 1);
    found.push({ lat: lat.toFixed(9), lon: lon.toFixed(9) });
  }
  return found;
}

/** Why gpsd reported a position in this epoch that ours did not. Null: no rule explains it. */
export function whyMissing(
  epoch: SeenEpoch,
  report: Report,
  position: PlainPosition,
  earlier: PlainPosition[],
  ours: PlainPosition | null,
  told: Told | null,
): Reason | null {
  const holders = epoch.sentences.filter((sentence) => holds(sentence, position));
  const valid = holders.filter((sentence) => sentence.claim === "valid");
  if (valid.length > 0) {
    if (ours !== null) return epoch.sentences.some((s) => s.claim === "valid" && holds(s, ours)) ? "other-sentence" : null;
    if (epoch.sentences.some(denies)) return "contradicted";
    if (report.time === null) return "gpsd-had-no-date";
    return told === null ? "date-not-told" : null;
  }
  if (holders.length > 0) return "not-valid";
  const proprietary = epoch.sentences.filter((sentence) => sentence.claim === null);
  if (proprietary.some((sentence) => anywhere(sentence.fields.join(",")).some((p) => samePlace(p, position))))
    return "undecoded-sentence";
  const bare = epoch.others.filter((line) => /^\$[^*]*$/.test(line));
  if (bare.some((line) => anywhere(line).some((p) => samePlace(p, position)))) return "no-checksum";
  if (earlier.some((p) => samePlace(p, position))) return "gpsd-kept-position";
  return epoch.rendered > 0 || epoch.sentences.length === 0 ? "other-protocol" : null;
}

function fewSatellites(sentence: PlainSentence): boolean {
  return sentence.formatter === "GGA" && /^[PN]/.test(sentence.talker.slice(1)) && Number(sentence.fields[7] ?? "") < 3;
}

/** Why ours has a fix in this epoch and gpsd reported none with a time. Null: no rule explains it. */
export function whyOnlyOurs(epoch: SeenEpoch, position: PlainPosition): Reason | null {
  if (!epoch.sentences.some((sentence) => sentence.claim === "valid" && holds(sentence, position))) return null;
  if (epoch.reports.length === 0) return "gpsd-missed-the-end";
  if (epoch.reports.some((report) => report.time === null && samePlace(report.position, position))) return "gpsd-had-no-date";
  if (epoch.sentences.some(fewSatellites)) return "gpsd-wants-satellites";
  if (epoch.sentences.some(denies)) return "gpsd-heeds-another";
  return epoch.sentences.some((s) => s.formatter === "GSA" && s.fields[2] === "1") ? "gpsd-heeds-gsa" : null;
}

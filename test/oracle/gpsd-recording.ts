import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fix } from "../../device/core/fix.ts";
import { feed, finish, makeNmea } from "../../device/core/nmea.ts";
import { type PlainPosition, type PlainSentence, plainLine } from "./plain-nmea.ts";

/** One recording of gpsd's regression suite: what a receiver sent, and what gpsd made of it. */
export interface Recording {
  name: string;
  /** What the receiver sent: the recording without its comment lines. */
  bytes: Uint8Array;
  epochs: SeenEpoch[];
}

/** The sentences of one time of day as gpsd saw them, and what it reported before the next. */
export interface SeenEpoch {
  timeOfDayMs: number | null;
  sentences: PlainSentence[];
  /** Lines that are no checksum-valid sentence. */
  others: string[];
  /** How many sentences gpsd wrote itself, to show what a receiver with a protocol of its own had said. */
  rendered: number;
  reports: Report[];
}

/** A TPV object. `time` is null while gpsd does not know the date; `position` while it believes in no fix. */
export interface Report {
  time: number | null;
  position: PlainPosition | null;
}

/** gpsd's own tolerance: receivers write hundredths in one sentence and thousandths in another. */
const SAME_EPOCH_MS = 10;

/** gpsfake leaves out lines that begin with "#", and so did whoever made the expected output. */
function withoutComments(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1");
  return Buffer.from(text.replace(/^#.*(\n|$)/gm, ""), "latin1");
}

function readReport(line: string): Report | null {
  const object = JSON.parse(line) as { class?: string; time?: string; lat?: number; lon?: number };
  if (object.class !== "TPV") return null;
  const position =
    object.lat === undefined || object.lon === undefined ? null : { lat: object.lat.toFixed(9), lon: object.lon.toFixed(9) };
  return { time: object.time === undefined ? null : Date.parse(object.time), position };
}

function startsEpoch(current: SeenEpoch, sentence: PlainSentence): boolean {
  if (sentence.timeOfDayMs === null || sentence.claim === null) return false;
  return current.timeOfDayMs === null || Math.abs(sentence.timeOfDayMs - current.timeOfDayMs) > SAME_EPOCH_MS;
}

function emptyEpoch(): SeenEpoch {
  return { timeOfDayMs: null, sentences: [], others: [], rendered: 0, reports: [] };
}

/** @param sent what the receiver sent; any other sentence is gpsd's own. */
function readExpected(text: string, sent: string): SeenEpoch[] {
  let current = emptyEpoch();
  const epochs = [current];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("{")) {
      const report = readReport(line);
      if (report !== null) current.reports.push(report);
      continue;
    }
    const sentence = plainLine(line);
    if (sentence === null) {
      current.others.push(line);
      continue;
    }
    if (startsEpoch(current, sentence)) {
      current = emptyEpoch();
      epochs.push(current);
    }
    if (sentence.claim !== null) current.timeOfDayMs ??= sentence.timeOfDayMs;
    if (sent.includes(line.slice(sentence.at))) current.sentences.push(sentence);
    else current.rendered++;
  }
  return epochs;
}

/** All recordings in a folder that have an expected output beside them. */
export function recordings(folder: string): Recording[] {
  const names = new Set(readdirSync(folder));
  const logs = [...names].filter((name) => name.endsWith(".log") && names.has(`${name}.chk`)).sort();
  return logs.map((name) => {
    const bytes = withoutComments(readFileSync(join(folder, name)));
    const sent = Buffer.from(bytes).toString("latin1");
    return { name, bytes, epochs: readExpected(readFileSync(join(folder, `${name}.chk`), "latin1"), sent) };
  });
}

/** What is compared: something that turns a receiver's bytes into fixes. */
export type Decoder = (bytes: Uint8Array) => Fix[];

export function decodeAll(bytes: Uint8Array): Fix[] {
  const fixes: Fix[] = [];
  const nmea = makeNmea();
  const sink = { fix: (fix: Fix): void => void fixes.push(fix), refused: (): void => {} };
  feed(nmea, bytes, sink);
  finish(nmea, sink);
  return fixes;
}

import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Fix } from "../core/fix.ts";
import { feed, finish, makeNmea, type Nmea, type NmeaSink } from "../core/nmea.ts";
import { count, makeTally, summary, type Tally } from "./decode-tally.ts";

const LF = 10;
const CR = 13;
const SPACE = 32;
const HASH = 35;
/** Read at once at most, however large the pieces of the input are: it limits the output that waits. */
const MAX_PIECE = 65536;

/** The line of the input under way: sentences end with it, so it is what people look for when one is refused. */
interface LineState {
  number: number;
  begun: boolean;
  /** gpsd's recordings carry remarks on lines that begin with "#"; a "$" in one is no sentence. */
  comment: boolean;
  blank: boolean;
  /** Something was read or refused on it. */
  answered: boolean;
}

interface Reading {
  nmea: Nmea;
  sink: NmeaSink;
  tally: Tally;
  line: LineState;
  out: string[];
}

function fixLine(fix: Fix): string {
  const { timeMs, latDeg, lonDeg, ...rest } = fix;
  return JSON.stringify({ class: "fix", time: new Date(timeMs).toISOString(), lat: latDeg, lon: lonDeg, ...rest });
}

function freshLine(number: number): LineState {
  return { number, begun: false, comment: false, blank: true, answered: false };
}

function refuse(reading: Reading, reason: string, type: string): void {
  count(reading.tally.refused, reason);
  reading.line.answered = true;
  reading.out.push(JSON.stringify({ class: "refused", reason, type, line: reading.line.number }));
}

function makeReading(): Reading {
  const tally = makeTally();
  const sink: NmeaSink = {
    fix(fix) {
      tally.fixes++;
      reading.out.push(fixLine(fix));
    },
    refused: (reason, type) => refuse(reading, reason, type),
    decoded(type) {
      count(tally.decoded, type);
      reading.line.answered = true;
    },
    named(type) {
      count(tally.named, type);
      reading.line.answered = true;
    },
  };
  const reading: Reading = { nmea: makeNmea("all"), sink, tally, line: freshLine(1), out: [] };
  return reading;
}

/** One line or a part of one, without the next. */
function readPart(reading: Reading, part: Uint8Array): void {
  const line = reading.line;
  if (!line.begun && part.length > 0) {
    line.begun = true;
    line.comment = part[0] === HASH;
  }
  if (line.blank) line.blank = part.every((byte) => byte === LF || byte === CR || byte === SPACE);
  if (!line.comment) feed(reading.nmea, part, reading.sink);
  if (part.at(-1) === LF) endLine(reading);
}

function endLine(reading: Reading): void {
  const line = reading.line;
  if (!line.answered && !line.blank && !line.comment) refuse(reading, "no-sentence", "");
  reading.line = freshLine(line.number + 1);
}

function* readPiece(reading: Reading, bytes: Uint8Array): Generator<string> {
  for (let from = 0; from < bytes.length; from += MAX_PIECE) {
    const piece = bytes.subarray(from, from + MAX_PIECE);
    let at = 0;
    while (at < piece.length) {
      const end = piece.indexOf(LF, at);
      const next = end < 0 ? piece.length : end + 1;
      readPart(reading, piece.subarray(at, next));
      at = next;
    }
    yield* spill(reading);
  }
}

function* spill(reading: Reading): Generator<string> {
  if (reading.out.length === 0) return;
  yield `${reading.out.join("\n")}\n`;
  reading.out.length = 0;
}

/**
 * `lychnos decode`: what the device would read out of a receiver's bytes, one JSON object a line: "fix", "refused" and
 * at last one "summary". It prints positions because that is what it is asked for; nothing else in the project does.
 * Reads no faster than `output` takes it. Does not end `output`. Rejects when either stream fails; a reader of the
 * output that has seen enough (EPIPE) is no failure.
 */
export async function decode(input: Readable, output: Writable): Promise<void> {
  const reading = makeReading();
  async function* read(source: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
    for await (const chunk of source) yield* readPiece(reading, typeof chunk === "string" ? Buffer.from(chunk) : chunk);
    endLine(reading);
    finish(reading.nmea, reading.sink);
    reading.out.push(summary(reading.tally));
    yield* spill(reading);
  }
  try {
    await pipeline(input, read, output, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
}

import type { Fix } from "./fix.ts";
import { type Assembly, add, addRefused, begin, makeAssembly, type Told, tell } from "./fix-assembly.ts";
import { type Checks, type Line, type LineRefusal, makeLine } from "./line.ts";
import { scan } from "./line-scan.ts";
import {
  isPosition,
  KIND_GBS,
  KIND_GGA,
  KIND_GLL,
  KIND_GNS,
  KIND_GSA,
  KIND_GST,
  KIND_RMC,
  KIND_VTG,
  KIND_ZDA,
  nameOf,
  typeName,
} from "./sentence/formatter.ts";
import { readGbs } from "./sentence/gbs.ts";
import { readGga } from "./sentence/gga.ts";
import { readGll } from "./sentence/gll.ts";
import { readGns } from "./sentence/gns.ts";
import { readGsa } from "./sentence/gsa.ts";
import { readGst } from "./sentence/gst.ts";
import { readRmc } from "./sentence/rmc.ts";
import { clearSentence, known, makeSentence, type Sentence, type SentenceRefusal } from "./sentence/sentence.ts";
import { isOneOfSeveral } from "./sentence/talker.ts";
import { readVtg } from "./sentence/vtg.ts";
import { readZda } from "./sentence/zda.ts";
import { DAY_MS } from "./utc-day.ts";

/** NMEA 0183: bytes of a receiver to fixes. The rung between the serial port and the gate. */
export interface Nmea {
  line: Line;
  sentence: Sentence;
  assembly: Assembly;
}

/** Every way in which a sentence can give nothing (`line.ts`, `sentence/sentence.ts`). */
export type Refusal = LineRefusal | SentenceRefusal;

/** Who is told what was found. Nothing is kept for later but the epoch under way. */
export interface NmeaSink {
  /** Once for each epoch with a valid position. The fix is the sink's own. */
  fix(fix: Fix): void;
  /** A sentence gave nothing. `type` is its formatter ("RMC"), a proprietary address ("PUBX") or "" when it broke off before. */
  refused(reason: Refusal, type: string): void;
  /** A sentence was read, whether or not it completed a fix. */
  decoded?(type: string): void;
  /** A sentence of a type that is not decoded. */
  named?(type: string): void;
  /** The receiver's UTC with its date, from a valid RMC: milliseconds since 1970. */
  time?(utcMs: number): void;
}

/** @param checks "decoded" when left out; "all" also verifies the checksums of sentences that are only named. */
export function makeNmea(checks?: Checks): Nmea {
  return { line: makeLine(checks === undefined ? "decoded" : checks), sentence: makeSentence(), assembly: makeAssembly() };
}

/** Reads the sentence that lies in `line` into `sentence`. */
function read(line: Line, sentence: Sentence): SentenceRefusal | null {
  clearSentence(sentence);
  switch (line.kind) {
    case KIND_RMC:
      return readRmc(line, sentence);
    case KIND_GGA:
      return readGga(line, sentence);
    case KIND_GNS:
      return readGns(line, sentence);
    case KIND_GLL:
      return readGll(line, sentence);
    case KIND_GSA:
      return readGsa(line, sentence);
    case KIND_GST:
      return readGst(line, sentence);
    case KIND_GBS:
      return readGbs(line, sentence);
    case KIND_VTG:
      return readVtg(line, sentence);
    case KIND_ZDA:
      return readZda(line, sentence);
  }
  return "malformed";
}

function pass(told: Told, kind: number, sink: NmeaSink): void {
  if (told === null) return;
  if (typeof told === "string") sink.refused(told, nameOf(kind));
  else sink.fix(told);
}

function take(nmea: Nmea, sink: NmeaSink): void {
  const kind = nmea.line.kind;
  const sentence = nmea.sentence;
  const assembly = nmea.assembly;
  let refusal = read(nmea.line, sentence);
  const position = isPosition(kind);
  if (refusal === null && position && !known(sentence.timeOfDayMs)) refusal = "no-time";
  const before = assembly.epoch.kind;
  pass(begin(assembly, sentence, kind), before, sink);
  if (refusal !== null) {
    const denies = refusal === "not-valid" && position && !isOneOfSeveral(nmea.line);
    sink.refused(refusal, nameOf(kind));
    pass(addRefused(assembly, kind, denies), assembly.epoch.kind, sink);
    return;
  }
  if (sink.decoded !== undefined) sink.decoded(nameOf(kind));
  if (sink.time !== undefined && kind === KIND_RMC && known(sentence.day)) {
    sink.time(sentence.day * DAY_MS + sentence.timeOfDayMs);
  }
  pass(add(assembly, sentence, kind), assembly.epoch.kind, sink);
}

/** Takes bytes as they come, in pieces of any size: how they are cut makes no difference. */
export function feed(nmea: Nmea, bytes: Uint8Array, sink: NmeaSink): void {
  const line = nmea.line;
  let at = 0;
  while (at < bytes.length) {
    at = scan(line, bytes, at);
    const event = line.event;
    if (event === "none") continue;
    if (event === "sentence") take(nmea, sink);
    else if (event === "other") {
      if (sink.named !== undefined) sink.named(typeName(line));
    } else sink.refused(event, typeName(line));
  }
}

/** The receiver has paused or the recording is over: tells the epoch that was still waiting for its end. */
export function finish(nmea: Nmea, sink: NmeaSink): void {
  const kind = nmea.assembly.epoch.kind;
  pass(tell(nmea.assembly), kind, sink);
}

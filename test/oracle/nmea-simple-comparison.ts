import { parseNmeaSentence } from "nmea-simple";
import type { Fix } from "../../device/core/fix.ts";
import { type PlainPosition, type PlainSentence, plainSentences, printed, sameButForRounding } from "./plain-nmea.ts";

/** Why nmea-simple sees a position in a sentence and ours gives no fix with it, or the other way round. */
export const SIMPLE_REASONS = {
  "simple-fills-empty-fields": "a field of the position is empty; nmea-simple reads it as zero",
  "simple-guesses-or-clamps": "a coordinate is no number, lacks its letter or is out of range; nmea-simple reads it all the same",
  "simple-ignores-the-mode": "the sentence itself says that it is not valid (mode N); nmea-simple looks at the status only",
  "simple-knows-no-date": "no sentence had told the date yet; nmea-simple takes the clock of the computer or none",
  "no-time": "the sentence has no time of day",
  "few-satellites": "the sentence counts fewer than three satellites",
  contradicted: "another sentence of the same epoch says that there is no fix",
  "other-sentence": "ours is the position of a later sentence of the same epoch",
  "simple-cannot-read": "nmea-simple throws on the sentence, or sees no fix in it",
} as const;
export type SimpleReason = keyof typeof SIMPLE_REASONS;

export interface SimpleComparison {
  sentences: number;
  agree: number;
  reasons: Map<SimpleReason, number>;
  unexplained: number;
}

/** Which field the latitude is in; 2 in the others. */
const FIRST_OF_POSITION: Record<string, number> = { RMC: 3, GLL: 1 };
const POSITIONS = ["RMC", "GGA", "GNS", "GLL"];
const DAY_MS = 86400000;

/** The position that nmea-simple believes in, or null. */
function simplePosition(text: string): PlainPosition | null {
  try {
    const packet = parseNmeaSentence(text);
    if (packet.sentenceId === "RMC" || packet.sentenceId === "GLL") {
      return packet.status === "valid" ? printed({ latDeg: packet.latitude, lonDeg: packet.longitude }) : null;
    }
    if (packet.sentenceId === "GGA") {
      return packet.fixType !== "none" ? printed({ latDeg: packet.latitude, lonDeg: packet.longitude }) : null;
    }
    if (packet.sentenceId === "GNS")
      return /[^N]/.test(packet.modeIndicator) ? printed({ latDeg: packet.latitude, lonDeg: packet.longitude }) : null;
  } catch {
    // It throws on what it does not know; that is one of the reasons.
  }
  return null;
}

function near(a: PlainPosition, b: PlainPosition): boolean {
  return Math.abs(Number(a.lat) - Number(b.lat)) < 2e-9 && Math.abs(Number(a.lon) - Number(b.lon)) < 2e-9;
}

function sameTime(sentence: PlainSentence, timeMs: number): boolean {
  return sentence.timeOfDayMs !== null && Math.abs(sentence.timeOfDayMs - (timeMs % DAY_MS)) <= 10;
}

function whyOnlySimple(sentence: PlainSentence, all: PlainSentence[], fixes: Fix[]): SimpleReason | null {
  const first = FIRST_OF_POSITION[sentence.formatter] ?? 2;
  if (sentence.fields.slice(first, first + 4).some((field) => field === "")) return "simple-fills-empty-fields";
  if (sentence.claim !== "valid") return "simple-ignores-the-mode";
  if (sentence.position === null) return "simple-guesses-or-clamps";
  if (sentence.timeOfDayMs === null) return "no-time";
  if (fixes.some((fix) => sameTime(sentence, fix.timeMs))) return "other-sentence";
  if (sentence.formatter === "GGA" && Number(sentence.fields[7]) < 3) return "few-satellites";
  const epoch = all.filter((other) => other.timeOfDayMs === sentence.timeOfDayMs);
  if (epoch.some((other) => other.claim === "not-valid")) return "contradicted";
  const told = all.some(
    (s) => s.at <= (epoch.at(-1)?.at ?? 0) && s.date !== null && (s.formatter === "ZDA" || s.claim === "valid"),
  );
  return told ? null : "simple-knows-no-date";
}

function judge(
  sentence: PlainSentence,
  simple: PlainPosition | null,
  all: PlainSentence[],
  fixes: Fix[],
): SimpleReason | "agree" | null {
  const ours = fixes.some(
    (fix) => sameTime(sentence, fix.timeMs) && sameButForRounding(sentence.position, printed(fix)) && sentence.claim === "valid",
  );
  if (simple === null) return ours ? "simple-cannot-read" : "agree";
  if (!ours) return whyOnlySimple(sentence, all, fixes);
  return sentence.position !== null && near(simple, sentence.position) ? "agree" : null;
}

/** Holds our fixes against what nmea-simple makes of each sentence that can hold a position. */
export function compareWithSimple(text: string, fixes: Fix[]): SimpleComparison {
  const all = plainSentences(text);
  const result: SimpleComparison = { sentences: 0, agree: 0, reasons: new Map(), unexplained: 0 };
  for (const sentence of all) {
    if (!POSITIONS.includes(sentence.formatter)) continue;
    const raw = text.slice(sentence.at, text.indexOf("*", sentence.at) + 3);
    const verdict = judge(sentence, simplePosition(raw), all, fixes);
    result.sentences++;
    if (verdict === "agree") result.agree++;
    else if (verdict === null) result.unexplained++;
    else result.reasons.set(verdict, (result.reasons.get(verdict) ?? 0) + 1);
  }
  return result;
}

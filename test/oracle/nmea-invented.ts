import type { Fix } from "../../device/core/fix.ts";
import { type PlainSentence, plainSentences, printed, sameButForRounding } from "./plain-nmea.ts";

/** A fix that no sentence stands behind, and what is wrong with it. Says nothing of where it is. */
export interface Invented {
  /** Which fix of the stream, from 0. */
  index: number;
  fault: "no-sentence-holds-it" | "nobody-told-its-date";
}

const DAY_MS = 86400000;
const SAME_EPOCH_MS = 10;

function backs(sentence: PlainSentence, fix: Fix): boolean {
  if (sentence.claim !== "valid" || sentence.timeOfDayMs === null || !sameButForRounding(sentence.position, printed(fix)))
    return false;
  return Math.abs((sentence.timeOfDayMs % DAY_MS) - (fix.timeMs % DAY_MS)) <= SAME_EPOCH_MS;
}

/** Moments that the stream tells with their date. */
function momentsTold(sentences: PlainSentence[]): number[] {
  return sentences.flatMap((sentence) => {
    if (sentence.date === null || sentence.timeOfDayMs === null) return [];
    if (sentence.formatter === "RMC" && sentence.claim !== "valid") return [];
    return [Date.parse(sentence.date) + sentence.timeOfDayMs];
  });
}

/**
 * Holds every fix against the text: its position must stand, literally and in order, in a sentence with a right
 * checksum that itself says it is valid and tells the same time of day.
 */
export function invented(text: string, fixes: readonly Fix[]): Invented[] {
  const sentences = plainSentences(text);
  const moments = momentsTold(sentences);
  const found: Invented[] = [];
  let from = 0;
  fixes.forEach((fix, index) => {
    const at = sentences.findIndex((sentence, i) => i >= from && backs(sentence, fix));
    if (at < 0) found.push({ index, fault: "no-sentence-holds-it" });
    else from = at + 1;
    // A date is carried to the nearest such time of day, and from fix to fix.
    const dated = moments.some((moment) => Math.abs(moment - fix.timeMs) <= DAY_MS / 2);
    if (!dated) found.push({ index, fault: "nobody-told-its-date" });
    else moments.push(fix.timeMs);
  });
  return found;
}

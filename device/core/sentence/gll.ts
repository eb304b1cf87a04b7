import type { Line } from "../line.ts";
import { letter, timeOfDay } from "./field.ts";
import { qualityOfMode } from "./mode.ts";
import { readPlace } from "./place.ts";
import type { Sentence, SentenceRefusal } from "./sentence.ts";

/*
 * GLL, geographic position
 *
 *        1        2 3         4 5         6 7
 *        |        | |         | |         | |
 * $--GLL,ddmm.mmm,a,dddmm.mmm,a,hhmmss.ss,A,m*hh
 *
 *  1, 2  latitude, N or S
 *  3, 4  longitude, E or W
 *  5     UTC of the fix
 *  6     A valid, V not valid; absent before NMEA 2.0, and what is not said to be valid is not taken for it
 *  7     mode indicator (since NMEA 2.3)
 */

const VALID = 65;

export function readGll(line: Line, sentence: Sentence): SentenceRefusal | null {
  sentence.timeOfDayMs = timeOfDay(line, 5);
  const mode = letter(line, 7);
  sentence.quality = mode === 0 ? "autonomous" : qualityOfMode(mode);
  if (letter(line, 6) !== VALID || sentence.quality === null) return "not-valid";
  return readPlace(line, 1, sentence);
}

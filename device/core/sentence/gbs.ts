import type { Line } from "../line.ts";
import { timeOfDay } from "./field.ts";
import { horizontal } from "./measure.ts";
import type { Sentence, SentenceRefusal } from "./sentence.ts";

/*
 * GBS, satellite fault detection
 *
 *        1         2   3   4   5  6   7   8
 *        |         |   |   |   |  |   |   |
 * $--GBS,hhmmss.ss,x.x,x.x,x.x,nn,x.x,x.x,x.x*hh
 *
 *  1     UTC of the fix
 *  2     expected error of the latitude, metres
 *  3     expected error of the longitude, metres
 *  4     expected error of the altitude, metres; not used
 *  5-8   most likely failed satellite, its probability, bias and deviation; not used
 */

export function readGbs(line: Line, sentence: Sentence): SentenceRefusal | null {
  sentence.timeOfDayMs = timeOfDay(line, 1);
  sentence.accuracyM = horizontal(line, 2, 3);
  return sentence.accuracyM >= 0 ? null : "not-valid";
}

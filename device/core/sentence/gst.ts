import type { Line } from "../line.ts";
import { timeOfDay } from "./field.ts";
import { horizontal } from "./measure.ts";
import type { Sentence, SentenceRefusal } from "./sentence.ts";

/*
 * GST, pseudorange error statistics
 *
 *        1         2   3   4   5   6   7   8
 *        |         |   |   |   |   |   |   |
 * $--GST,hhmmss.ss,x.x,x.x,x.x,x.x,x.x,x.x,x.x*hh
 *
 *  1     UTC of the fix
 *  2     RMS of the range residuals; not used
 *  3-5   error ellipse: semi-major, semi-minor, orientation; not used
 *  6     standard deviation of the latitude, metres
 *  7     standard deviation of the longitude, metres
 *  8     standard deviation of the altitude, metres; not used
 */

export function readGst(line: Line, sentence: Sentence): SentenceRefusal | null {
  sentence.timeOfDayMs = timeOfDay(line, 1);
  sentence.accuracyM = horizontal(line, 6, 7);
  return sentence.accuracyM >= 0 ? null : "not-valid";
}

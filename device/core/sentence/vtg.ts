import type { Line } from "../line.ts";
import { letter } from "./field.ts";
import { course, KNOT_MPS, unsigned } from "./measure.ts";
import { NOT_VALID } from "./mode.ts";
import type { Sentence, SentenceRefusal } from "./sentence.ts";

/*
 * VTG, course and speed over ground
 *
 *        1   2 3   4 5   6 7   8 9                          1   2   3   4
 *        |   | |   | |   | |   | |                          |   |   |   |
 * $--VTG,x.x,T,x.x,M,x.x,N,x.x,K,m*hh      before 1991: $--VTG,x.x,x.x,x.x,x.x*hh
 *
 *  1, 2  course, degrees true
 *  3, 4  course, degrees magnetic; not used
 *  5, 6  speed, knots (field 3 of the old form)
 *  7, 8  speed, kilometres an hour; not used
 *  9     mode indicator (since NMEA 2.3)
 */

const TRUE_COURSE = 84;

export function readVtg(line: Line, sentence: Sentence): SentenceRefusal | null {
  if (letter(line, 9) === NOT_VALID) return "not-valid";
  const speedField = letter(line, 2) === TRUE_COURSE ? 5 : 3;
  sentence.speedMps = unsigned(line, speedField) * KNOT_MPS;
  sentence.courseDeg = course(line, 1);
  return sentence.speedMps >= 0 ? null : "not-valid";
}

import type { Line } from "../line.ts";
import { dayOf } from "../utc-day.ts";
import { fieldEnd, fieldStart, integer, isEmpty, letter, timeOfDay } from "./field.ts";
import { course, KNOT_MPS, unsigned } from "./measure.ts";
import { qualityOfMode } from "./mode.ts";
import { readPlace } from "./place.ts";
import type { Sentence, SentenceRefusal } from "./sentence.ts";

/*
 * RMC, recommended minimum specific GNSS data
 *
 *        1         2 3        4 5         6 7   8   9      10  11 12 13
 *        |         | |        | |         | |   |   |      |   |  |  |
 * $--RMC,hhmmss.ss,A,ddmm.mmm,a,dddmm.mmm,a,x.x,x.x,ddmmyy,x.x,a, m, s*hh
 *
 *  1     UTC of the fix
 *  2     A valid, V navigation receiver warning
 *  3, 4  latitude, N or S
 *  5, 6  longitude, E or W
 *  7     speed over ground, knots
 *  8     course over ground, degrees true
 *  9     date
 * 10, 11 magnetic variation, E or W; not used
 * 12     mode indicator (since NMEA 2.3)
 * 13     navigational status (since 4.1); receivers write V for "we do not offer this" beside good fixes: not used
 */

const VALID = 65;

// GPS time began in 1980, so a year below 80 is of this century.
function dayOfField(line: Line, field: number): number {
  if (isEmpty(line, field) || fieldEnd(line, field) - fieldStart(line, field) !== 6) return NaN;
  const packed = integer(line, field);
  const year = packed % 100;
  const month = Math.floor(packed / 100) % 100;
  return dayOf(year < 80 ? 2000 + year : 1900 + year, month, Math.floor(packed / 10000));
}

export function readRmc(line: Line, sentence: Sentence): SentenceRefusal | null {
  sentence.timeOfDayMs = timeOfDay(line, 1);
  // A date beside V is not believed: several chipsets make one up until they have a fix.
  if (letter(line, 2) !== VALID) return "not-valid";
  const mode = letter(line, 12);
  sentence.quality = mode === 0 ? "autonomous" : qualityOfMode(mode);
  if (sentence.quality === null) return "not-valid";
  sentence.day = dayOfField(line, 9);
  sentence.speedMps = unsigned(line, 7) * KNOT_MPS;
  sentence.courseDeg = course(line, 8);
  return readPlace(line, 3, sentence);
}

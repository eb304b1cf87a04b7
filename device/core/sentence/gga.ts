import type { FixQuality } from "../fix.ts";
import type { Line } from "../line.ts";
import { decimal, integer, letter, timeOfDay } from "./field.ts";
import { dilution } from "./measure.ts";
import { isMeasured } from "./mode.ts";
import { readPlace } from "./place.ts";
import type { Sentence, SentenceRefusal } from "./sentence.ts";
import { isOneOfSeveral } from "./talker.ts";

/*
 * GGA, GPS fix data
 *
 *        1         2        3 4         5 6 7  8   9   10 11 12 13  14
 *        |         |        | |         | | |  |   |   |  |  |  |   |
 * $--GGA,hhmmss.ss,ddmm.mmm,a,dddmm.mmm,a,q,nn,x.x,x.x,M,x.x,M,x.x,nnnn*hh
 *
 *  1     UTC of the fix
 *  2, 3  latitude, N or S
 *  4, 5  longitude, E or W
 *  6     quality: 0 no fix, 1 GPS, 2 differential, 3 PPS, 4 RTK, 5 float RTK, 6 estimated, 7 manual, 8 simulator
 *  7     satellites in use
 *  8     horizontal dilution of precision
 *  9, 10 altitude above mean sea level, metres
 * 11, 12 geoidal separation, metres; not used
 * 13, 14 age and station of differential data; not used
 */

function qualityOf(digit: number): FixQuality | null {
  switch (digit) {
    case 49:
    case 51:
      return "autonomous";
    case 50:
      return "differential";
    case 52:
    case 53:
      return "rtk";
    case 54:
      return "estimated";
    case 55:
      return "manual";
    case 56:
      return "simulated";
  }
  return null;
}

// A position needs three satellites; receivers that lose them have been seen to write quality 1 beside 00 for a while.
const MIN_SATELLITES = 3;

export function readGga(line: Line, sentence: Sentence): SentenceRefusal | null {
  sentence.timeOfDayMs = timeOfDay(line, 1);
  sentence.quality = qualityOf(letter(line, 6));
  if (sentence.quality === null) return "not-valid";
  sentence.satellites = integer(line, 7);
  if (sentence.satellites < MIN_SATELLITES && isMeasured(sentence.quality) && !isOneOfSeveral(line)) return "few-satellites";
  sentence.hdop = dilution(line, 8);
  sentence.altitudeM = decimal(line, 9);
  return readPlace(line, 2, sentence);
}

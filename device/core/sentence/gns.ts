import type { FixQuality } from "../fix.ts";
import type { Line } from "../line.ts";
import { decimal, fieldEnd, fieldStart, integer, isEmpty, letter, timeOfDay } from "./field.ts";
import { dilution } from "./measure.ts";
import { mergeQuality, qualityOfMode } from "./mode.ts";
import { readPlace } from "./place.ts";
import type { Sentence, SentenceRefusal } from "./sentence.ts";

/*
 * GNS, fix data of several constellations
 *
 *        1         2        3 4         5 6  7  8   9   10  11  12   13
 *        |         |        | |         | |  |  |   |   |   |   |    |
 * $--GNS,hhmmss.ss,ddmm.mmm,a,dddmm.mmm,a,m-,nn,x.x,x.x,x.x,x.x,nnnn,s*hh
 *
 *  1     UTC of the fix
 *  2, 3  latitude, N or S
 *  4, 5  longitude, E or W
 *  6     mode indicator, one letter a constellation: GPS, GLONASS, Galileo, BeiDou, QZSS, NavIC
 *  7     satellites in use
 *  8     horizontal dilution of precision
 *  9     altitude above mean sea level, metres
 * 10     geoidal separation, metres; not used
 * 11, 12 age and station of differential data; not used
 * 13     navigational status (since 4.1): S safe, C caution, U unsafe, V "not offered" beside good fixes
 */

const UNSAFE = 85;

/** The constellations that take part decide; N is one that does not. Null when none does. */
function qualityOf(line: Line): FixQuality | null {
  let quality: FixQuality | null = null;
  if (isEmpty(line, 6)) return null;
  for (let at = fieldStart(line, 6); at < fieldEnd(line, 6); at++) {
    const one = qualityOfMode(line.text[at] as number);
    if (one !== null) quality = quality === null ? one : mergeQuality(quality, one);
  }
  return quality;
}

export function readGns(line: Line, sentence: Sentence): SentenceRefusal | null {
  sentence.timeOfDayMs = timeOfDay(line, 1);
  sentence.quality = qualityOf(line);
  if (sentence.quality === null || letter(line, 13) === UNSAFE) return "not-valid";
  sentence.satellites = integer(line, 7);
  sentence.hdop = dilution(line, 8);
  sentence.altitudeM = decimal(line, 9);
  return readPlace(line, 2, sentence);
}

import type { Line } from "../line.ts";
import { degrees, isEmpty, letter } from "./field.ts";
import type { Sentence, SentenceRefusal } from "./sentence.ts";

const NORTH = 78;
const SOUTH = 83;
const EAST = 69;
const WEST = 87;

/** What is wrong with four fields that do not make a position. */
function faultOf(line: Line, field: number, latDeg: number, lonDeg: number): SentenceRefusal {
  for (let i = 0; i < 4; i++) {
    if (isEmpty(line, field + i)) return "no-position";
  }
  return latDeg < 0 || lonDeg < 0 ? "out-of-range" : "malformed";
}

/**
 * Reads latitude, N or S, longitude, E or W, from four fields in a row. A missing letter is no position: guessing the
 * hemisphere would put the wearer on the other side of the world.
 */
export function readPlace(line: Line, field: number, sentence: Sentence): SentenceRefusal | null {
  const latDeg = degrees(line, field, 90);
  const northSouth = letter(line, field + 1);
  const lonDeg = degrees(line, field + 2, 180);
  const eastWest = letter(line, field + 3);
  const lettered = (northSouth === NORTH || northSouth === SOUTH) && (eastWest === EAST || eastWest === WEST);
  if (!lettered || !(latDeg >= 0 && lonDeg >= 0)) return faultOf(line, field, latDeg, lonDeg);
  sentence.latDeg = northSouth === SOUTH ? 0 - latDeg : latDeg;
  sentence.lonDeg = eastWest === WEST ? 0 - lonDeg : lonDeg;
  return null;
}

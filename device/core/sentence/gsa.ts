import type { Line } from "../line.ts";
import { isEmpty, letter } from "./field.ts";
import { dilution } from "./measure.ts";
import type { Sentence, SentenceRefusal } from "./sentence.ts";

/*
 * GSA, dilution of precision and satellites in use
 *
 *        1 2 3                14 15  16  17  18
 *        | | |                |  |   |   |   |
 * $--GSA,a,n,nn,nn,nn, ... ,nn,x.x,x.x,x.x,h*hh
 *
 *  1     M manual, A automatic choice between 2D and 3D; not used
 *  2     1 no fix, 2 2D, 3 3D
 *  3-14  satellites in use; receivers of several constellations send one GSA for each, or for each twelve satellites
 * 15     dilution of position
 * 16     dilution of horizontal position
 * 17     dilution of vertical position; not used
 * 18     system identifier (since 4.1); not used
 */

const NO_FIX = 49;

export function readGsa(line: Line, sentence: Sentence): SentenceRefusal | null {
  const mode = letter(line, 2);
  if (mode === NO_FIX || mode === 0) return "not-valid";
  let used = 0;
  for (let field = 3; field <= 14; field++) {
    if (!isEmpty(line, field)) used++;
  }
  sentence.satellites = used;
  sentence.hdop = dilution(line, 16);
  return null;
}

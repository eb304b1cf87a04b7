import type { FixReport } from "../../device/protocol/report.ts";
import { ENCODINGS, type Encoding, searchFor } from "./canaries.ts";

/** Shorter forms turn up in sealed bytes by chance. */
const SURE_BYTES = 6;
/** Of one position both figures would lie so near to each other. */
const TOGETHER_BYTES = 32;

/** What was found in bytes. */
export interface Scan {
  found: string[];
  searched: number;
  /** Short forms of one figure alone, how often they are there, and how often chance would put them there. */
  alone: number;
  chance: number;
}

function formsOf(encoding: Encoding, e7: number): Buffer[] {
  return encoding.ofDegrees?.(Math.abs(e7) / 1e7) ?? [];
}

function positionsOf(forms: readonly Buffer[], bytes: Buffer): number[] {
  return forms.flatMap((form) => {
    const at: number[] = [];
    for (let i = bytes.indexOf(form); i >= 0; i = bytes.indexOf(form, i + 1)) at.push(i);
    return at;
  });
}

/** Latitude and longitude of some positions in every encoding: a long form counts by itself, a short one with its other half. */
function searchPlaces(bytes: Buffer, fixes: readonly FixReport[]): Scan {
  const places: Scan = { found: [], searched: 0, alone: 0, chance: 0 };
  const found = new Set<string>();
  for (const encoding of ENCODINGS.filter(({ ofDegrees }) => ofDegrees !== undefined)) {
    for (const { latE7, lonE7 } of fixes.filter((_, n) => n % 11 === 0)) {
      const forms = [formsOf(encoding, latE7), formsOf(encoding, lonE7)];
      const [lat, lon] = forms.map((each) => positionsOf(each, bytes)) as [number[], number[]];
      const [count, isSure] = [forms.flat().length, forms.flat().every(({ length }) => length >= SURE_BYTES)];
      places.searched += count;
      if (!isSure) {
        places.alone += lat.length + lon.length;
        places.chance += (count * bytes.length) / 2 ** 32;
      }
      const together = lat.some((i) => lon.some((j) => Math.abs(i - j) <= TOGETHER_BYTES));
      if (together || (isSure && lat.length + lon.length > 0)) found.add(encoding.name);
    }
  }
  return { ...places, found: [...found] };
}

/** Times as text in several forms, and the very seconds as the database would write them: one alone may be chance, two are not. */
function searchTimes(bytes: Buffer, fixes: readonly FixReport[]): Scan {
  const seconds = [...new Set(fixes.filter((_, n) => n % 7 === 0).map(({ timeS }) => timeS))];
  const whole = (timeS: number): Buffer => {
    const four = Buffer.alloc(4);
    four.writeUInt32BE(timeS);
    return four;
  };
  const texts = (timeS: number): string[] => {
    const iso = new Date(timeS * 1000).toISOString();
    return [String(timeS), iso.slice(0, 16), `T${iso.slice(11, 16)}`, iso.slice(11, 19)];
  };
  const alone = seconds.filter((timeS) => bytes.includes(whole(timeS))).length;
  const isText = seconds.some((timeS) => texts(timeS).some((text) => bytes.includes(text)));
  return {
    found: [...(alone > 1 ? ["second as a number"] : []), ...(isText ? ["time as text"] : [])],
    searched: seconds.length * 5,
    alone,
    chance: (seconds.length * bytes.length) / 2 ** 32,
  };
}

/** Looks for places and times of these positions, and for these words, in every encoding. */
export function searchBytes(bytes: Buffer, fixes: readonly FixReport[], words: readonly string[]): Scan {
  const [places, times] = [searchPlaces(bytes, fixes), searchTimes(bytes, fixes)];
  const texts = searchFor({ degrees: [], texts: [...words] }, bytes);
  return {
    found: [...places.found, ...times.found, ...texts.found],
    searched: places.searched + times.searched + texts.searched,
    alone: places.alone + times.alone,
    chance: places.chance + times.chance,
  };
}

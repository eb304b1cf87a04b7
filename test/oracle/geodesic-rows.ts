import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Place } from "../../device/protocol/place.ts";

/** One line of GeographicLib's test set: two places and the exact shortest way between them. */
export interface GeodesicRow {
  from: Place;
  to: Place;
  metres: number;
}

/** What is measured: something that says how far it is. */
export type Distance = (from: Place, to: Place) => number;

/** @throws when a line has not the ten numbers of the set's description. */
export function readGeodesics(folder: string): GeodesicRow[] {
  const lines = gunzipSync(readFileSync(join(folder, "GeodTest-short.dat.gz")))
    .toString("latin1")
    .trim()
    .split("\n");
  return lines.map((line) => {
    const numbers = line.trim().split(/\s+/).map(Number);
    const [latA, lonA, , latB, lonB, , metres] = numbers;
    if (numbers.length !== 10 || numbers.some(Number.isNaN)) throw new RangeError("A line of the set has not ten numbers.");
    return {
      from: { latDeg: latA as number, lonDeg: lonA as number },
      to: { latDeg: latB as number, lonDeg: lonB as number },
      metres: metres as number,
    };
  });
}

/** The same two places the other way round, turned over the longitude at which the numbers jump, and on the other half. */
export function variants({ from, to, metres }: GeodesicRow): GeodesicRow[] {
  const turned = ({ latDeg, lonDeg }: Place): Place => ({ latDeg, lonDeg: ((lonDeg + 179.9999 + 540) % 360) - 180 });
  const mirrored = ({ latDeg, lonDeg }: Place): Place => ({ latDeg: -latDeg, lonDeg });
  return [
    { from, to, metres },
    { from: to, to: from, metres },
    { from: turned(from), to: turned(to), metres },
    { from: mirrored(from), to: mirrored(to), metres },
  ];
}

export interface GeodesicTally {
  rows: number;
  near: number;
  /** Metres, of those that are near; share of the distance, of the others. */
  worstNearM: number;
  worstFar: number;
  beyond: number;
}

/** @param nearM up to where `nearErrorM` is the bound; further, it is `farError` of the distance. */
export function measureGeodesics(
  distance: Distance,
  rows: readonly GeodesicRow[],
  { nearM, nearErrorM, farError }: { nearM: number; nearErrorM: number; farError: number },
): GeodesicTally {
  const tally: GeodesicTally = { rows: 0, near: 0, worstNearM: 0, worstFar: 0, beyond: 0 };
  for (const { from, to, metres } of rows) {
    tally.rows++;
    const wrongM = Math.abs(distance(from, to) - metres);
    const near = metres <= nearM;
    if (near) tally.near++;
    if (near) tally.worstNearM = Math.max(tally.worstNearM, wrongM);
    else tally.worstFar = Math.max(tally.worstFar, wrongM / metres);
    // Not "more than": no number at all is beyond every bound.
    if (!(wrongM <= (near ? nearErrorM : metres * farError))) tally.beyond++;
  }
  return tally;
}

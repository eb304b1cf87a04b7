import type { Place } from "../../device/protocol/place.ts";
import { integer, pick, type Random } from "../random.ts";
import type { Contains } from "./slow-sphere-polygon.ts";
import { walk } from "./sphere-steps.ts";

/** What polygons are compared on, and what came of it. */
export interface PolygonTally {
  cases: number;
  inside: number;
  /** Cases within the band around a line, where either answer is right. */
  onLine: number;
  /** Of polygons over a pole, and over the longitude at which the numbers jump. */
  poles: number;
  dateLine: number;
  disagreements: string[];
}

function makePolygonTally(): PolygonTally {
  return { cases: 0, inside: 0, onLine: 0, poles: 0, dateLine: 0, disagreements: [] };
}

const REACHES_M = [100, 300, 1000, 3000, 10_000, 30_000, 50_000];
/** In so many directions a place is moved by the band, to see whether a line lies within it. */
const DIRECTIONS = 16;
const PLACES_EACH = 20;
const NEAR_POLE_DEG = 0.3;

function randomMiddle(next: Random): Place {
  const lonDeg = next() * 360 - 180;
  const kind = integer(next, 4);
  if (kind === 0) return { latDeg: (90 - next() * next() * NEAR_POLE_DEG) * pick(next, [1, -1]), lonDeg };
  const latDeg = (Math.asin(2 * next() - 1) * 180) / Math.PI;
  return kind === 1 ? { latDeg, lonDeg: pick(next, [180, -180, 179.999, -179.999]) } : { latDeg, lonDeg };
}

/** A ring that does not cross itself: each corner lies further round the middle than the one before. */
function randomRing(next: Random, middle: Place, reachM: number): Place[] {
  const count = 3 + integer(next, 22);
  const from = next() * 2 * Math.PI;
  const way = pick(next, [1, -1]);
  return Array.from({ length: count }, (_, i) => {
    const direction = from + (way * 2 * Math.PI * (i + 0.8 * next())) / count;
    return walk(middle, direction, reachM * (0.2 + 0.8 * next()));
  });
}

function randomPlace(next: Random, middle: Place, ring: readonly Place[], reachM: number): Place {
  const direction = next() * 2 * Math.PI;
  const kind = integer(next, 8);
  if (kind === 0) return { latDeg: next() * 180 - 90, lonDeg: next() * 360 - 180 };
  if (kind < 4) return walk(pick(next, ring), direction, reachM * 0.1 * next() ** 4);
  return walk(middle, direction, reachM * 1.3 * next());
}

function nearLine(contains: Contains, ring: readonly Place[], place: Place, bandM: number): boolean {
  const answer = contains(ring, place);
  for (let i = 0; i < DIRECTIONS; i++) {
    if (contains(ring, walk(place, (i * 2 * Math.PI) / DIRECTIONS, bandM)) !== answer) return true;
  }
  return false;
}

function crossesDateLine(ring: readonly Place[]): boolean {
  const longitudes = ring.map(({ lonDeg }) => lonDeg);
  return Math.max(...longitudes) - Math.min(...longitudes) > 180;
}

/** What is held against each other, and where either may be right. */
export interface Compared {
  candidate: Contains;
  oracle: Contains;
  /** Of the reach: by how many metres the line may be misplaced. */
  bandM: (reachM: number) => number;
}

function compareRing({ candidate, oracle, bandM }: Compared, next: Random, tally: PolygonTally): void {
  const middle = randomMiddle(next);
  const reachM = pick(next, REACHES_M);
  const ring = randomRing(next, middle, reachM);
  const pole = [90, -90].some((latDeg) => oracle(ring, { latDeg, lonDeg: 0 }));
  tally.cases += PLACES_EACH;
  if (pole) tally.poles += PLACES_EACH;
  else if (crossesDateLine(ring)) tally.dateLine += PLACES_EACH;
  for (let i = 0; i < PLACES_EACH; i++) {
    const place = randomPlace(next, middle, ring, reachM);
    const expected = oracle(ring, place);
    if (expected) tally.inside++;
    if (candidate(ring, place) === expected) continue;
    if (nearLine(oracle, ring, place, bandM(reachM))) tally.onLine++;
    else tally.disagreements.push(`${expected ? "inside" : "outside"} of ${ring.length} corners, reach ${reachM} m`);
  }
}

/** Holds the candidate's answers against another's, at random places of random polygons. */
export function comparePolygons(compared: Compared, cases: number, next: Random): PolygonTally {
  const tally = makePolygonTally();
  while (tally.cases < cases) compareRing(compared, next, tally);
  return tally;
}

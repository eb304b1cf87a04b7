/** A position in degrees of WGS 84, north and east positive. */
export interface Spot {
  lat: number;
  lon: number;
}

const RADIANS = Math.PI / 180;
/** WGS 84: the equator's radius, and the square of the eccentricity. */
const A_M = 6_378_137;
const E2 = 0.00669437999014;

/** Metres of one degree to the north and to the east at a latitude. */
function metresADegree(lat: number): { north: number; east: number } {
  const sin = Math.sin(lat * RADIANS);
  const w = 1 - E2 * sin * sin;
  const root = Math.sqrt(w);
  return { north: ((A_M * (1 - E2)) / (w * root)) * RADIANS, east: (A_M / root) * Math.cos(lat * RADIANS) * RADIANS };
}

/** The shorter way round: from -180 up to 180. */
function turned(lonSpan: number): number {
  if (lonSpan > 180) return lonSpan - 360;
  return lonSpan < -180 ? lonSpan + 360 : lonSpan;
}

/**
 * Metres between two positions, by the curvature of the ellipsoid half way between them: right to a part in a hundred
 * thousand over the steps of a track. A sphere would be wrong by up to half a per cent, which is a lot of a year's walking.
 */
export function metresBetween(a: Spot, b: Spot): number {
  const { north, east } = metresADegree((a.lat + b.lat) / 2);
  return Math.hypot((b.lat - a.lat) * north, turned(b.lon - a.lon) * east);
}

/** Of values with weights: half of the weight lies on either side. NaN when there are none. */
export function weightedMedian(values: readonly { value: number; weight: number }[]): number {
  const sorted = [...values].sort((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { value, weight } of sorted) {
    sum += weight;
    if (sum >= half) return value;
  }
  return Number.NaN;
}

/**
 * The middle of positions, which no single wild one can move far.
 * @param weights as many as there are spots.
 */
export function middleOf(spots: readonly Spot[], weights: readonly number[]): Spot {
  const first = spots[0] as Spot;
  const weighted = (of: (spot: Spot) => number): number =>
    weightedMedian(spots.map((spot, i) => ({ value: of(spot), weight: weights[i] as number })));
  // Relative to the first, so that a wearer who lives on the date line has one home.
  const lon = first.lon + weighted((spot) => turned(spot.lon - first.lon));
  return { lat: weighted((spot) => spot.lat), lon: turned(lon) };
}

import type { Place } from "./view.ts";

/** A spot in the picture, in its own units; y goes down. */
export interface Spot {
  x: number;
  y: number;
}

/** How places become spots: flat, which is right for a town. */
export interface Frame {
  originLatDeg: number;
  originLonDeg: number;
  /** Units of the picture for a metre. */
  metre: number;
  wide: number;
  high: number;
  /** Between two lines of the grid. */
  gridM: number;
}

const METRES_A_DEGREE = 111_195;
/** Nearer than this one does not look: a wearer at rest would seem to dance. */
const LEAST_M = 250;
const MARGIN = 0.14;
const GRIDS_M = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000];
const GRID_LINES = 7;

function cosineAt(latDeg: number): number {
  return Math.cos((latDeg * Math.PI) / 180);
}

/** Metres along the ground, near enough within a town. */
export function metresBetween(a: Place, b: Place): number {
  const north = (b.latDeg - a.latDeg) * METRES_A_DEGREE;
  const east = (b.lonDeg - a.lonDeg) * METRES_A_DEGREE * cosineAt(a.latDeg);
  return Math.hypot(north, east);
}

/** A frame in which all places lie with a margin around them. @param wide, high of the picture, in its units */
export function frameOf(places: readonly Place[], wide: number, high: number): Frame {
  const lats = places.map(({ latDeg }) => latDeg);
  const lons = places.map(({ lonDeg }) => lonDeg);
  const [south, north] = [Math.min(...lats, 90), Math.max(...lats, -90)];
  const [west, east] = [Math.min(...lons, 180), Math.max(...lons, -180)];
  const latDeg = places.length === 0 ? 0 : (south + north) / 2;
  const lonDeg = places.length === 0 ? 0 : (west + east) / 2;
  const highM = Math.max(LEAST_M, (north - south) * METRES_A_DEGREE);
  const wideM = Math.max(LEAST_M, (east - west) * METRES_A_DEGREE * cosineAt(latDeg));
  const metre = Math.min(wide / wideM, high / highM) * (1 - 2 * MARGIN);
  const gridM = GRIDS_M.find((one) => wide / (one * metre) <= GRID_LINES) ?? 50_000;
  return { originLatDeg: latDeg, originLonDeg: lonDeg, metre, wide, high, gridM };
}

export function spotOf(frame: Frame, { latDeg, lonDeg }: Place): Spot {
  const north = (latDeg - frame.originLatDeg) * METRES_A_DEGREE;
  const east = (lonDeg - frame.originLonDeg) * METRES_A_DEGREE * cosineAt(frame.originLatDeg);
  return { x: frame.wide / 2 + east * frame.metre, y: frame.high / 2 - north * frame.metre };
}

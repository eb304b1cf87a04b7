import type { Random } from "../random.ts";
import { along, type Spot } from "./plane.ts";

/** Where the lanes (columns, counted from the west) and the streets (rows, from the south) cross. */
export interface Crossings {
  at(column: number, row: number): Spot;
  /** All crossings of one street from west to east; of one lane from south to north. */
  row(row: number): Spot[];
  column(column: number): Spot[];
  /** The ground between a crossing and its north-east neighbour, drawn in from the streets by some metres; closed. */
  block(column: number, row: number, insetM: number): Spot[];
  /** Every crossing on the way from turn to turn; each leg follows one street or lane. */
  path(turns: ReadonlyArray<readonly [number, number]>): Spot[];
}

const COLUMN_M = 170;
const ROW_M = 150;
/** No street of an old town is quite straight. */
const JITTER_M = 9;

export function layCrossings(random: Random, columns: number, rows: number): Crossings {
  const easts = spaced(random, columns, COLUMN_M);
  const norths = spaced(random, rows, ROW_M);
  const grid = easts.map((east) =>
    norths.map((north) => ({
      eastM: east + random.between(-JITTER_M, JITTER_M),
      northM: north + random.between(-JITTER_M, JITTER_M),
    })),
  );
  const at = (column: number, row: number): Spot => {
    const spot = grid[column]?.[row];
    if (spot === undefined) throw new RangeError(`No crossing ${column}, ${row}`);
    return spot;
  };
  return {
    at,
    row: (row) => easts.map((_, column) => at(column, row)),
    column: (column) => norths.map((_, row) => at(column, row)),
    block: (column, row, insetM) =>
      inset([at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)], insetM),
    path: (turns) => turns.flatMap((turn, n) => leg(turns[n - 1] ?? turn, turn).map(([column, row]) => at(column, row))),
  };
}

function spaced(random: Random, count: number, step: number): number[] {
  const places: number[] = [];
  let place = 0;
  for (let n = 0; n < count; n++) {
    places.push(place);
    place += step * random.between(0.9, 1.1);
  }
  return places;
}

/** From one crossing, which is left out, to another on the same street or lane; of a first turn, the turn itself. */
function leg(from: readonly [number, number], to: readonly [number, number]): Array<readonly [number, number]> {
  const steps = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
  if (steps === 0) return [to];
  return Array.from({ length: steps }, (_, n) => {
    const share = (n + 1) / steps;
    return [from[0] + Math.round((to[0] - from[0]) * share), from[1] + Math.round((to[1] - from[1]) * share)] as const;
  });
}

function inset(corners: readonly Spot[], metres: number): Spot[] {
  const eastM = corners.reduce((sum, corner) => sum + corner.eastM, 0) / corners.length;
  const northM = corners.reduce((sum, corner) => sum + corner.northM, 0) / corners.length;
  const drawn = corners.map((corner) => {
    const reach = Math.hypot(corner.eastM - eastM, corner.northM - northM);
    return along(corner, { eastM, northM }, (metres * Math.SQRT2) / reach);
  });
  return [...drawn, drawn[0] as Spot];
}

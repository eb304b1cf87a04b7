import type { Satellite } from "./reception.ts";

/** Geometry worse than this gives no fix that a receiver would tell. */
const WORST = 20;

/**
 * Horizontal and vertical dilution of precision of the satellites that are used: the roots of the diagonal of the inverse
 * of their normal matrix, with three unknowns of place and one of time.
 * @returns null with fewer than four satellites, or with all of them in a line
 */
export function dilutionOf(satellites: readonly Satellite[]): { hdop: number; vdop: number } | null {
  const used = satellites.filter((satellite) => satellite.used);
  if (used.length < 4) return null;
  const normal = [0, 1, 2, 3].map(() => [0, 0, 0, 0]);
  for (const satellite of used) {
    const row = direction(satellite);
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++) (normal[i] as number[])[j] = at(normal, i, j) + at([row], 0, i) * at([row], 0, j);
  }
  const inverse = inverted(normal);
  if (inverse === null) return null;
  const hdop = Math.sqrt(at(inverse, 0, 0) + at(inverse, 1, 1));
  const vdop = Math.sqrt(at(inverse, 2, 2));
  return hdop < WORST && vdop < WORST ? { hdop, vdop } : null;
}

/** East, north and up of the unit vector to a satellite, and one for the clock. */
function direction({ elevationDeg, azimuthDeg }: Satellite): number[] {
  const elevation = (elevationDeg * Math.PI) / 180;
  const azimuth = (azimuthDeg * Math.PI) / 180;
  return [Math.cos(elevation) * Math.sin(azimuth), Math.cos(elevation) * Math.cos(azimuth), Math.sin(elevation), 1];
}

/** Gauss and Jordan, with the largest pivot; null for a matrix that has no inverse. */
function inverted(matrix: readonly number[][]): number[][] | null {
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  const size = matrix.length;
  for (let i = 0; i < size; i++) {
    let best = i;
    for (let k = i + 1; k < size; k++) if (Math.abs(at(rows, k, i)) > Math.abs(at(rows, best, i))) best = k;
    const pivot = at(rows, best, i);
    if (Math.abs(pivot) < 1e-9) return null;
    [rows[i], rows[best]] = [rows[best] as number[], rows[i] as number[]];
    rows[i] = (rows[i] as number[]).map((value) => value / pivot);
    for (let k = 0; k < size; k++) {
      if (k === i) continue;
      const factor = at(rows, k, i);
      rows[k] = (rows[k] as number[]).map((value, j) => value - factor * at(rows, i, j));
    }
  }
  return rows.map((row) => row.slice(size));
}

function at(matrix: readonly (readonly number[])[], row: number, column: number): number {
  return matrix[row]?.[column] ?? 0;
}

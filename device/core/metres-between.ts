export const METRES_A_DEGREE = 111195;

/**
 * Metres along the ground between two places in degrees, right to a part in a hundred up to some hundred kilometres, and
 * far too large to be walked beyond them: enough to tell a step from a leap.
 */
export function metresBetween(latA: number, lonA: number, latB: number, lonB: number): number {
  let lon = lonB - lonA;
  if (lon > 180) lon -= 360;
  if (lon < -180) lon += 360;
  const x = lon * Math.cos(((latA + latB) * Math.PI) / 360);
  const y = latB - latA;
  return Math.sqrt(x * x + y * y) * METRES_A_DEGREE;
}

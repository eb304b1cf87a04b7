/** Angles between places. */

export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** How far to turn eastwards from one longitude to another: -180 to 180 degrees, the short way round. */
export function turnBetween(fromDeg: number, toDeg: number): number {
  const turn = (toDeg - fromDeg) % 360;
  if (turn > 180) return turn - 360;
  return turn < -180 ? turn + 360 : turn;
}

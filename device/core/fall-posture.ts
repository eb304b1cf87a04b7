/**
 * How the wearer's body lies, from the mean of three axes: over half a second of rest the mean is gravity, whatever way round
 * the device is worn. All in thousandths of gravity.
 */
export interface Gravity {
  x: number;
  y: number;
  z: number;
}

export function noGravity(): Gravity {
  return { x: 0, y: 0, z: 0 };
}

export function setGravity(to: Gravity, x: number, y: number, z: number): void {
  to.x = x;
  to.y = y;
  to.z = z;
}

/**
 * Whether gravity turned between two means. Kangas and others (2008) ask for a lying posture by a fixed axis; against the
 * wearer's own posture before, the device may be worn any way round.
 * @param cos2 squared cosine of the least angle that counts, in parts of a thousand; the angle is below 90 degrees
 */
export function hasTurned(before: Gravity, after: Gravity, cos2: number): boolean {
  const dot = before.x * after.x + before.y * after.y + before.z * after.z;
  if (dot <= 0) return true;
  const one = before.x * before.x + before.y * before.y + before.z * before.z;
  const other = after.x * after.x + after.y * after.y + after.z * after.z;
  return dot * dot * 1000 < one * other * cos2;
}

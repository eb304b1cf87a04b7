/**
 * How the wearer's body lies, from the mean of three axes: over half a second of rest the mean is gravity, whatever way round
 * the device is worn.
 */

/**
 * Whether gravity turned between two means, in milli-g. Kangas and others (2008) ask for a lying posture by a fixed axis;
 * against the wearer's own posture before, the device may be worn any way round.
 * @param cos2 squared cosine of the least angle that counts, in parts of a thousand; the angle is below 90 degrees
 */
export function hasTurned(ax: number, ay: number, az: number, bx: number, by: number, bz: number, cos2: number): boolean {
  const dot = ax * bx + ay * by + az * bz;
  if (dot <= 0) return true;
  const lengths = (ax * ax + ay * ay + az * az) * (bx * bx + by * by + bz * bz);
  return dot * dot * 1000 < lengths * cos2;
}

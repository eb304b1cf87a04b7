/**
 * One byte on a non-linear scale, exact in integers so that every platform codes the same bytes: four bits of exponent,
 * four of mantissa, like a tiny float. The step is at most 1/16 of the value. 255 says "unknown".
 */
export const UNKNOWN = 255;
const TOP = 254;

function unitsOf(code: number): number {
  let value = code < 16 ? code : 16 + (code & 15);
  for (let e = code >>> 4; e > 1; e--) value *= 2;
  return value;
}

/** @param units a count of the field's unit, not negative; null when unknown. Rounds up: never claims to be finer than it is. */
export function toScale(units: number | null): number {
  if (units === null || !(units >= 0)) return UNKNOWN;
  let low = 0;
  let high = TOP;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (unitsOf(middle) >= units) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function fromScale(code: number): number | null {
  return code === UNKNOWN ? null : unitsOf(code);
}

/** Metres of accuracy in steps of a decimetre and up. */
export const DECIMETRES_A_METRE = 10;
/** Metres a second in steps of 5 cm/s and up. */
export const SPEED_UNITS_A_MPS = 20;
/** Course in steps of 1.5 degrees: 0 to 239. */
export const COURSE_STEP_DEG = 1.5;

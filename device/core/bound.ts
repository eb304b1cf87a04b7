import { sparing } from "../protocol/sparing.ts";

/**
 * How wrong a guardian's map may be before the device speaks. Nothing new is agreed to for it: it follows from the
 * precision that was agreed, and the agreed interval stays the shortest time between two messages.
 */
export const FINEST_BOUND_M = 15;
const METRES_A_DEGREE = 111195;

/**
 * Metres. Two steps of the grid that positions are rounded to, which is off by up to 0.71 of a step, and never less than
 * what a receiver's noise and a street's width make of "the same place".
 * @param decimals 0 to 7, of a degree
 */
export function boundM(decimals: number, percent: number | null): number {
  let step = METRES_A_DEGREE;
  for (let i = 0; i < decimals; i++) step /= 10;
  return Math.max(FINEST_BOUND_M, 2 * step) * sparing(percent);
}

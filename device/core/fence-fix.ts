import type { FenceFix } from "./fence-watch.ts";
import type { Fix } from "./fix.ts";
import { accuracyOf } from "./fix-accuracy.ts";

/** What a receiver that tells nothing of its errors is taken to be worth: one sigma in metres. */
export const UNTOLD_ACCURACY_M = 10;
/** A degree of latitude at its longest. */
const METRES_A_DEGREE = 111700;

/** How many metres apart two neighbouring positions are when degrees are told with so many decimals. */
export function gridM(decimals: number): number {
  let metres = METRES_A_DEGREE;
  for (let i = 0; i < decimals; i++) metres /= 10;
  return metres;
}

function rounded(degrees: number, decimals: number): number {
  let steps = 1;
  for (let i = 0; i < decimals; i++) steps *= 10;
  return Math.round(degrees * steps) / steps;
}

/**
 * A position as one guardian may know it. A fence that decided on more than they are told would tell more: with many small
 * ones, or one that is moved again and again, its owner could search for the exact place.
 */
export function fenceFixOf(fix: Fix, decimals: number): FenceFix {
  const told = accuracyOf(fix);
  // From a corner of the grid's square to its middle.
  const rounding = gridM(decimals) * Math.SQRT1_2;
  return {
    place: { latDeg: rounded(fix.latDeg, decimals), lonDeg: rounded(fix.lonDeg, decimals) },
    timeMs: fix.timeMs,
    accuracyM: told === null ? UNTOLD_ACCURACY_M : told,
    roundingM: rounding,
  };
}

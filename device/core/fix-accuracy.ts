import type { Fix } from "./fix.ts";

/** One sigma of a civil receiver's range error; times HDOP it is the error of the position, when the receiver tells none itself. */
const RANGE_ERROR_M = 5;

/** One sigma of a fix's horizontal error in metres; null: the receiver said nothing that tells it. */
export function accuracyOf(fix: Fix): number | null {
  if (fix.accuracyM !== null) return fix.accuracyM;
  return fix.hdop === null ? null : fix.hdop * RANGE_ERROR_M;
}

import { PREDICTED_S, type Predicted, predictedAt } from "../../device/protocol/prediction.ts";
import type { FixReport } from "../../device/protocol/report.ts";

/** Where the wearer probably is now, told by nobody; and how long ago somebody told. */
export interface Estimate extends Predicted {
  ageS: number;
}

/** A report that comes as often as this needs no estimate between. */
const AGE_S = 2;

/**
 * The device speaks as soon as this is off by more than its bound (docs/protocol.md, "Between two fixes"), so silence says
 * that it is right. A report of a backlog comes without that promise.
 * @param nowMs UTC
 * @returns null where the report itself is the place: it is of now, tells no movement, or is so old that nothing is promised
 */
export function estimateAt(fix: FixReport, nowMs: number): Estimate | null {
  const ageS = nowMs / 1000 - fix.timeS;
  if (!(ageS >= AGE_S && ageS <= PREDICTED_S) || fix.flags.backlog) return null;
  const predicted = predictedAt(fix, nowMs / 1000);
  if (predicted.latE7 === fix.latE7 && predicted.lonE7 === fix.lonE7) return null;
  return { ...predicted, ageS };
}

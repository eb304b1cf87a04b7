import { cosineOf, LONGEST_S, motionOf, wayOf } from "./batch-motion.ts";
import type { FixReport } from "./report.ts";
import { COURSE_STEP_DEG, SPEED_UNITS_A_MPS, toScale, UNKNOWN } from "./scale.ts";

/**
 * Where the wearer probably is some seconds after a report: straight on, at the speed and course that it told. Device and
 * guardian do the same sums on the same decoded report, in whole numbers, so the device knows at every fix how wrong the
 * guardian's map is, and speaks when it must (docs/protocol.md, "Between two fixes").
 */
export interface Predicted {
  latE7: number;
  lonE7: number;
}

/** Behind so many seconds nothing goes on: what is not heard of any more shall not travel over the map. */
export const PREDICTED_S = LONGEST_S;
const TURN_E7 = 3600000000;

function speedCode(speedMps: number | null): number {
  return toScale(speedMps === null ? null : Math.floor(speedMps * SPEED_UNITS_A_MPS + 0.5));
}

function wrapped(lonE7: number): number {
  if (lonE7 > TURN_E7 / 2) return lonE7 - TURN_E7;
  return lonE7 < -TURN_E7 / 2 ? lonE7 + TURN_E7 : lonE7;
}

/**
 * @param report as it was decoded @param timeS seconds since 1970, fractions too; a time before the report counts as its own
 * @returns the report's own place where it tells no speed or no course
 */
export function predictedAt(report: FixReport, timeS: number): Predicted {
  const course = report.courseDeg === null ? UNKNOWN : Math.floor(report.courseDeg / COURSE_STEP_DEG + 0.5);
  const motion = motionOf(speedCode(report.speedMps), course);
  const seconds = Math.max(0, Math.min(PREDICTED_S, timeS - report.timeS));
  const way = wayOf(motion, motion, seconds, cosineOf(report.latE7), 1);
  if (way === null) return { latE7: report.latE7, lonE7: report.lonE7 };
  const north = report.latE7 + way.north;
  return { latE7: Math.max(-900000000, Math.min(900000000, north)), lonE7: wrapped(report.lonE7 + way.east) };
}

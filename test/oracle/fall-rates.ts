import { type FallDetector, hearMotion, makeFallDetector } from "../../device/core/fall-detector.ts";
import { FALL_LIMITS, type FallLimits } from "../../device/core/fall-limits.ts";
import { makeMotion } from "../../simulator/motion/make-motion.ts";
import { SCENES, type Scene } from "../../simulator/motion/scenes.ts";
import type { MotionRecording } from "./fall-recordings.ts";

/** Whether somebody fell in this motion. */
export type Decide = (milliG: Int16Array, rateHz: number) => boolean;

/** Half a second at a time, as a port hands it over. */
function heard(detector: FallDetector, milliG: Int16Array, rateHz: number): boolean {
  const each = 3 * Math.round(rateHz / 2);
  for (let from = 0; from < milliG.length; from += each) {
    if (hearMotion(detector, milliG.subarray(from, from + each), rateHz)) return true;
  }
  return false;
}

export function decideWith(change: Partial<FallLimits> = {}): Decide {
  return (milliG, rateHz) => heard(makeFallDetector({ ...FALL_LIMITS, ...change }), milliG, rateHz);
}

/** The firmware's own. */
export const ours: Decide = decideWith();

export interface Rates {
  people: Set<string>;
  falls: number;
  noticed: number;
  /** Recordings of daily life, and in how many of them a fall was seen that was none. */
  calm: number;
  alarms: number;
  calmS: number;
  /** For each activity: how many recordings, and in how many a fall was seen. */
  byActivity: Map<string, { of: number; seen: number }>;
}

export function noRates(): Rates {
  return { people: new Set(), falls: 0, noticed: 0, calm: 0, alarms: 0, calmS: 0, byActivity: new Map() };
}

type Judged = Pick<MotionRecording, "person" | "activity" | "isFall" | "rateHz" | "milliG">;

export function judge(rates: Rates, recording: Judged, decide: Decide): void {
  const seen = decide(recording.milliG, recording.rateHz);
  rates.people.add(recording.person);
  const entry = rates.byActivity.get(recording.activity) ?? { of: 0, seen: 0 };
  entry.of += 1;
  if (seen) entry.seen += 1;
  rates.byActivity.set(recording.activity, entry);
  if (recording.isFall) {
    rates.falls += 1;
    if (seen) rates.noticed += 1;
    return;
  }
  rates.calm += 1;
  if (seen) rates.alarms += 1;
  rates.calmS += recording.milliG.length / 3 / recording.rateHz;
}

/** Of made-up scenes, the same number of each; the drop of the device is counted by its name alone. */
export function judgeScenes(each: number, seed: number, decide: Decide): Map<Scene, number> {
  return new Map(
    SCENES.map((scene) => {
      let seen = 0;
      for (let i = 0; i < each; i++) {
        const { milliG, rateHz } = makeMotion(scene, seed + i);
        if (decide(milliG, rateHz)) seen += 1;
      }
      return [scene, seen] as const;
    }),
  );
}

/** Wilson's interval of a share, 95 % (Wilson, J. Am. Stat. Assoc. 22, 1927). Of nothing it is everything. */
export function wilson(part: number, whole: number): { low: number; high: number } {
  if (whole === 0) return { low: 0, high: 1 };
  const z = 1.959964;
  const share = part / whole;
  const middle = share + (z * z) / (2 * whole);
  const half = z * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));
  const below = 1 + (z * z) / whole;
  return { low: Math.max(0, (middle - half) / below), high: Math.min(1, (middle + half) / below) };
}

import { metresBetween } from "./ground.ts";
import type { TrackPoint } from "./track.ts";

/** A part of a way between two positions, so that a day can be given its share of a way over midnight. */
export interface Step {
  fromMs: number;
  untilMs: number;
  metres: number;
  movingMs: number;
}

/** A way along positions. */
export interface Way {
  metres: number;
  movingMs: number;
  /** The fastest that the positions bear out; null: none of them does. */
  maxMps: number | null;
  /** Straight across the gaps on the way. Not part of `metres`: nobody saw that way. */
  unseenM: number;
  steps: readonly Step[];
}

/** Whoever moves less than this may be standing. */
const LEAST_STEP_M = 10;
const NOISES = 1.5;
/** A receiver that is so slow at both ends stood still, however its position wandered; this many times further counts then. */
const STILL_MPS = 0.3;
const STILL_TIMES = 3;
/** Slower is not moving but waiting. */
const MOVING_MPS = 0.5;
/** A step that is this much slower than the speed at its ends has waiting in it. */
const WAITING_SHARE = 0.4;
/** Who waits has braked before and speeds up after: a step with waiting in it is gone at this part of its ends' speed. */
const BRAKING = 1.5;
/** A speed that the positions do not bear out to this share is a receiver's fancy. */
const BORNE_OUT = 0.5;

function isStep(from: TrackPoint, to: TrackPoint, metres: number): boolean {
  const least = Math.max(LEAST_STEP_M, (NOISES * (from.noiseM + to.noiseM)) / 2);
  const still = [from, to].every(({ speedMps }) => speedMps !== null && speedMps < STILL_MPS);
  return metres >= (still ? STILL_TIMES * least : least);
}

/** Of one step, the time that was spent moving: a bus that stood at a light for most of it counts from its start. */
function movingMs(from: TrackPoint, to: TrackPoint, metres: number): number {
  const ms = to.timeMs - from.timeMs;
  const speed = Math.max(from.speedMps ?? 0, to.speedMps ?? 0, MOVING_MPS);
  return metres / (ms / 1000) >= WAITING_SHARE * speed ? ms : Math.min(ms, ((BRAKING * metres) / speed) * 1000);
}

function fastest(before: number | null, from: TrackPoint, to: TrackPoint, metres: number): number | null {
  const mps = (metres * 1000) / (to.timeMs - from.timeMs);
  const told = [from.speedMps, to.speedMps].filter((speed) => speed !== null && speed * BORNE_OUT <= mps);
  // Without a speed of the receiver's own only a longer step tells one: over a short one the noise is most of it.
  const own = from.speedMps === null && to.speedMps === null && metres >= STILL_TIMES * LEAST_STEP_M ? [mps] : [];
  const all = [before, ...told, ...own].filter((speed) => speed !== null);
  return all.length === 0 ? null : Math.max(...all);
}

/**
 * Adds up a way. A position moves it on only when it is further from the last one that did than both may be off by, so that
 * the noise of standing still adds nothing.
 * @param limitMs what is further apart in time is a gap.
 */
export function wayAlong(points: readonly TrackPoint[], limitMs: number): Way {
  const steps: Step[] = [];
  let [unseenM, maxMps]: [number, number | null] = [0, null];
  let from = points[0] ?? null;
  let before = from;
  for (const point of points.slice(1)) {
    if (from === null || before === null) break;
    if (point.timeMs - before.timeMs > limitMs) {
      unseenM += metresBetween(before, point);
      from = point;
    }
    before = point;
    const metres = metresBetween(from, point);
    if (!isStep(from, point, metres)) continue;
    steps.push({ fromMs: from.timeMs, untilMs: point.timeMs, metres, movingMs: movingMs(from, point, metres) });
    maxMps = fastest(maxMps, from, point, metres);
    from = point;
  }
  const sum = (of: (step: Step) => number): number => steps.reduce((total, step) => total + of(step), 0);
  return { metres: sum((step) => step.metres), movingMs: sum((step) => step.movingMs), maxMps, unseenM, steps };
}

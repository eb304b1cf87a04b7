import type { StoredFix } from "../view.ts";
import { metresBetween, type Spot } from "./ground.ts";

/** A position that counts. */
export interface TrackPoint extends Spot {
  /** UTC milliseconds, by the device's own time. */
  timeMs: number;
  /** How far off it may be, metres: what the device said, and no finer than it was told. */
  noiseM: number;
  /** Null: the device did not say. */
  speedMps: number | null;
  sequence: number;
}

/**
 * Why a position does not count.
 * suspicious: the device took the satellite signal for false; untrusted: it did not trust its own time; ahead: it claims to be
 * from after the console heard it; coarse: it may be off by more than COARSE_M; jump: nobody gets there and back so fast.
 */
export const LEFT_OUT = ["suspicious", "untrusted", "ahead", "coarse", "jump"] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export interface LeftOutFix {
  timeMs: number;
  why: LeftOut;
}

export interface Track {
  /** In the order of the device's time, no two of one second. */
  points: readonly TrackPoint[];
  leftOut: readonly LeftOutFix[];
}

/** A position that may be off by more tells no movement on foot. */
const COARSE_M = 100;
/** What a device that says nothing of its accuracy is taken to have. */
const UNKNOWN_NOISE_M = 10;
/** Clocks of device and console may differ; a position from further ahead is from a wrong clock (U3). */
const AHEAD_MS = 300_000;
/** 250 km/h. */
const JUMP_MPS = 70;
const E7 = 1e7;
const METRES_A_DEGREE = 111_195;
/** Steps that a precision of 5, 4, 3, 2 decimals leaves of 1e-7 degrees. */
const GRIDS = [100_000, 10_000, 1000, 100];

/** Metres between neighbours of the grid that the agreed precision leaves; 0 when there is none. */
function gridMetres(fixes: readonly StoredFix[]): number {
  const fits = (step: number): boolean => fixes.every(({ fix }) => fix.latE7 % step === 0 && fix.lonE7 % step === 0);
  const step = fixes.length < 3 ? 0 : (GRIDS.find(fits) ?? 0);
  return (step / E7) * METRES_A_DEGREE;
}

function whyLeftOut({ fix, receivedMs }: StoredFix): LeftOut | null {
  if (fix.flags.gnssSuspicious) return "suspicious";
  if (!fix.flags.timeTrusted) return "untrusted";
  if (fix.timeS * 1000 > receivedMs + AHEAD_MS) return "ahead";
  return fix.accuracyM !== null && fix.accuracyM > COARSE_M ? "coarse" : null;
}

function pointOf({ fix }: StoredFix, gridM: number): TrackPoint {
  return {
    timeMs: fix.timeS * 1000,
    lat: fix.latE7 / E7,
    lon: fix.lonE7 / E7,
    noiseM: Math.max(fix.accuracyM ?? UNKNOWN_NOISE_M, 0.7 * gridM),
    speedMps: fix.speedMps,
    sequence: fix.sequence,
  };
}

function mps(a: TrackPoint, b: TrackPoint): number {
  return metresBetween(a, b) / Math.max(1, (b.timeMs - a.timeMs) / 1000);
}

function isJump(before: TrackPoint | undefined, point: TrackPoint, after: TrackPoint | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  return mps(before, point) > JUMP_MPS && mps(point, after) > JUMP_MPS;
}

/** Puts the stored positions in order and leaves out, and names, those that cannot be counted on. */
export function trackOf(fixes: readonly StoredFix[]): Track {
  const leftOut: LeftOutFix[] = [];
  const counted = fixes.filter((stored) => {
    const why = whyLeftOut(stored);
    if (why !== null) leftOut.push({ timeMs: stored.fix.timeS * 1000, why });
    return why === null;
  });
  const gridM = gridMetres(counted);
  const ordered = counted.map((stored) => pointOf(stored, gridM)).sort((a, b) => a.timeMs - b.timeMs || a.sequence - b.sequence);
  const points: TrackPoint[] = [];
  for (const [i, point] of ordered.entries()) {
    const before = points[points.length - 1];
    if (before?.timeMs === point.timeMs) continue;
    if (isJump(before, point, ordered[i + 1])) leftOut.push({ timeMs: point.timeMs, why: "jump" });
    else points.push(point);
  }
  return { points, leftOut };
}

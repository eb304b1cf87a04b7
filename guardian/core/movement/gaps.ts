import { metresBetween } from "./ground.ts";
import type { TrackPoint } from "./track.ts";

/** A time in which nobody knows where the wearer was. */
export interface Gap {
  fromMs: number;
  untilMs: number;
  /** missing: positions of it exist and have not arrived; silent: the device told none. */
  kind: "missing" | "silent";
  /** Metres in a straight line between the last position before and the first after it. */
  acrossM: number;
}

/** Three heartbeats; a device that stands still tells one a minute. */
const LEAST_GAP_MS = 180_000;
/** With a rare agreed interval a gap is longer, but never longer than this. */
const MOST_GAP_MS = 900_000;
const RHYTHMS = 3;
const SEQUENCES = 1 << 24;

/** How many positions further the device has counted; it counts anew after it was set back, and then nothing can be said. */
function countedOn(before: TrackPoint, after: TrackPoint): number {
  return (after.sequence - before.sequence + SEQUENCES) % SEQUENCES;
}

function isNext(before: TrackPoint, after: TrackPoint): boolean {
  return countedOn(before, after) === 1;
}

function isMissing(before: TrackPoint, after: TrackPoint): boolean {
  const count = countedOn(before, after);
  return count > 1 && count < SEQUENCES / 2;
}

/**
 * Above how many milliseconds between two positions the time between them counts as not seen: three times the track's own
 * rhythm, because a guardian and a wearer may have agreed to a position every five minutes only.
 */
export function gapLimitMs(points: readonly TrackPoint[]): number {
  const spans: number[] = [];
  for (let i = 1; i < points.length; i++) {
    const [before, after] = [points[i - 1] as TrackPoint, points[i] as TrackPoint];
    if (isNext(before, after)) spans.push(after.timeMs - before.timeMs);
  }
  spans.sort((a, b) => a - b);
  const middle = spans[spans.length >> 1] ?? 0;
  return Math.min(MOST_GAP_MS, Math.max(LEAST_GAP_MS, RHYTHMS * middle));
}

/** Every gap of a track, in order. */
export function gapsOf(points: readonly TrackPoint[], limitMs: number): Gap[] {
  const gaps: Gap[] = [];
  for (let i = 1; i < points.length; i++) {
    const [before, after] = [points[i - 1] as TrackPoint, points[i] as TrackPoint];
    if (after.timeMs - before.timeMs <= limitMs) continue;
    const kind = isMissing(before, after) ? "missing" : "silent";
    gaps.push({ fromMs: before.timeMs, untilMs: after.timeMs, kind, acrossM: metresBetween(before, after) });
  }
  return gaps;
}

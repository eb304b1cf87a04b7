import { metresBetween, middleOf, type Spot, weightedMedian } from "./ground.ts";
import type { TrackPoint } from "./track.ts";

/** A stay at one place. */
export interface Stop {
  fromMs: number;
  untilMs: number;
  /** The middle of the positions of the stay. */
  spot: Spot;
  /** Positions of the track that belong to it, both included. */
  first: number;
  last: number;
}

/** A shorter stay is a halt on the way: a red light, a bus that is awaited. */
export const LEAST_STOP_MS = 300_000;
/** Within this of its middle one stays; more where the positions are less sure. */
const RADIUS_M = 30;
const NOISES = 2;
/** Positions that are away for so long and then back again are jitter. */
const AWAY_MS = 90_000;
/** One that is away all alone is jitter even if the position before it was lost; */
const AWAY_ALONE_MS = 180_000;
/** or if a gap that is bridged begins or ends with it, so that it is so near to one at the place: one position is no trip. */
const NEAR_MS = 60_000;
/** A stay goes on over a gap of this length when it is at the same place after it. */
export const BRIDGED_MS = 1_800_000;
/** Of the time of a stay this share is within its radius. */
const SHARE = 0.85;
/** Who comes no further than this between two stays has moved about at one place. */
const ABOUT_M = 100;
/** One position stands for no more time than this, however long the next one takes. */
const MOST_WEIGHT_MS = 180_000;
/** From so near one has not left; the exact moment of leaving is the last such position. */
const AT_M = 15;

interface Stay {
  spot: Spot;
  radiusM: number;
  atM: number;
}

/** A position counts for the time until the next one: while one moves there are many, and they must not outvote the stay. */
function stayIn(points: readonly TrackPoint[], first: number, last: number): Stay {
  const part = points.slice(first, last + 1);
  const weights = part.map((point, i) => {
    const next = part[i + 1];
    return next === undefined ? 1 : Math.min(MOST_WEIGHT_MS, next.timeMs - point.timeMs);
  });
  const noiseM = weightedMedian(part.map((point, i) => ({ value: point.noiseM, weight: weights[i] as number })));
  const radiusM = Math.max(RADIUS_M, NOISES * noiseM);
  return { spot: middleOf(part, weights), radiusM, atM: Math.min(radiusM, Math.max(AT_M, 1.5 * noiseM)) };
}

function isIn({ spot, radiusM }: Stay, point: TrackPoint): boolean {
  return metresBetween(spot, point) <= radiusM;
}

/** Whether one came back so soon that one never left. @param before, after positions in the stay. */
function isJitter(points: readonly TrackPoint[], before: number, after: number): boolean {
  const [from, until] = [(points[before] as TrackPoint).timeMs, (points[after] as TrackPoint).timeMs];
  if (after === before + 1 || until - from <= AWAY_MS) return true;
  if (until - from > BRIDGED_MS) return false;
  const firstAway = (points[before + 1] as TrackPoint).timeMs;
  // Who stands still tells a position a minute, so the last one at the place may be long before the first one away.
  if (until - firstAway <= NEAR_MS) return true;
  return after === before + 2 && (until - from <= AWAY_ALONE_MS || firstAway - from <= NEAR_MS);
}

/** Whether one stayed: a position that is away between two that are not, soon after one another, is jitter. */
function holds(points: readonly TrackPoint[], first: number, last: number, stay: Stay): boolean {
  let within = 0;
  let before: number | null = null;
  for (let i = first; i <= last; i++) {
    const point = points[i] as TrackPoint;
    if (!isIn(stay, point)) continue;
    if (before !== null && isJitter(points, before, i)) within += point.timeMs - (points[before] as TrackPoint).timeMs;
    before = i;
  }
  return within >= SHARE * ((points[last] as TrackPoint).timeMs - (points[first] as TrackPoint).timeMs);
}

/** The position at which a stay that begins at `first` has lasted long enough; null: the track ends or is cut before. */
function longEnough(points: readonly TrackPoint[], first: number): number | null {
  const from = (points[first] as TrackPoint).timeMs;
  for (let i = first + 1; i < points.length; i++) {
    const { timeMs } = points[i] as TrackPoint;
    if (timeMs - (points[i - 1] as TrackPoint).timeMs > BRIDGED_MS) return null;
    if (timeMs - from >= LEAST_STOP_MS) return i;
  }
  return null;
}

/** How far a stay goes on: the last position that is in it. */
function goesOnTo(points: readonly TrackPoint[], from: number, stay: Stay): number {
  let last = from;
  for (let i = from + 1; i < points.length; i++) {
    const point = points[i] as TrackPoint;
    if (point.timeMs - (points[i - 1] as TrackPoint).timeMs > BRIDGED_MS) break;
    if (isIn(stay, point) && isJitter(points, last, i)) last = i;
    else if (point.timeMs - (points[last] as TrackPoint).timeMs > BRIDGED_MS) break;
  }
  return last;
}

function stopOf(points: readonly TrackPoint[], from: number, until: number, { spot, atM, radiusM }: Stay): Stop | null {
  const part = Array.from({ length: until - from + 1 }, (_, n) => from + n);
  const within = (metres: number): number[] => part.filter((i) => metresBetween(spot, points[i] as TrackPoint) <= metres);
  const near = within(atM).length > 0 ? within(atM) : within(radiusM);
  const [first, last] = [near[0], near[near.length - 1]];
  if (first === undefined || last === undefined) return null;
  const [fromMs, untilMs] = [(points[first] as TrackPoint).timeMs, (points[last] as TrackPoint).timeMs];
  return untilMs - fromMs >= LEAST_STOP_MS ? { fromMs, untilMs, spot, first, last } : null;
}

/** The stay that begins at `first`, if one does. */
function stopFrom(points: readonly TrackPoint[], first: number): Stop | null {
  const enough = longEnough(points, first);
  if (enough === null) return null;
  const core = stayIn(points, first, enough);
  if (!isIn(core, points[first] as TrackPoint) || !holds(points, first, enough, core)) return null;
  const until = goesOnTo(points, enough, core);
  return stopOf(points, first, until, stayIn(points, first, until));
}

function isOne(points: readonly TrackPoint[], before: Stop, after: Stop): boolean {
  if (metresBetween(before.spot, after.spot) > ABOUT_M) return false;
  for (let i = before.last + 1; i <= after.first; i++) {
    const point = points[i] as TrackPoint;
    if (point.timeMs - (points[i - 1] as TrackPoint).timeMs > BRIDGED_MS) return false;
    if (metresBetween(before.spot, point) > ABOUT_M + point.noiseM) return false;
  }
  return true;
}

/** Stays of a track, in order, apart from one another. */
export function stopsOf(points: readonly TrackPoint[]): Stop[] {
  const stops: Stop[] = [];
  for (let i = 0; i < points.length; i++) {
    const stop = stopFrom(points, i);
    if (stop === null) continue;
    i = stop.last;
    const before = stops[stops.length - 1];
    if (before === undefined || !isOne(points, before, stop)) {
      stops.push(stop);
      continue;
    }
    const { spot } = stayIn(points, before.first, stop.last);
    stops[stops.length - 1] = { ...before, untilMs: stop.untilMs, last: stop.last, spot };
  }
  return stops;
}

import { metresBetween, type Spot } from "./ground.ts";
import type { Stop } from "./stops.ts";
import type { TrackPoint } from "./track.ts";
import { type Way, wayAlong } from "./way.ts";

/** What is at the end of a trip: a stay, a time in which nobody saw the wearer, or the end of what is known. */
export type TripEnd = "stop" | "gap" | "edge";

/** A way from one stay to the next. */
export interface Trip extends Way {
  fromMs: number;
  untilMs: number;
  begins: TripEnd;
  ends: TripEnd;
  from: Spot;
  to: Spot;
  /** The positions that it was seen at, its ends included; broken where nobody saw the way between. */
  strokes: readonly (readonly Spot[])[];
  /** Times on the way in which nobody saw the wearer: how many. */
  gaps: number;
}

/** A trip goes on over a gap up to this long; after a longer one it is another trip. */
export const TRIP_GAP_MS = 600_000;
/** Who gets no further than this from where they were has not gone anywhere. */
const LEAST_TRIP_M = 100;

interface Span {
  points: readonly TrackPoint[];
  begins: TripEnd;
  ends: TripEnd;
}

/** The middle of a stay is surer than its last position, and a trip begins and ends there. */
function atStop(stop: Stop, point: TrackPoint): TrackPoint {
  return { ...point, ...stop.spot, speedMps: null };
}

/** What lies between the stays, with the places of the stays at the ends. */
function spansOf(points: readonly TrackPoint[], stops: readonly Stop[]): Span[] {
  const spans: Span[] = [];
  for (let n = 0; n <= stops.length; n++) {
    const [before, after] = [stops[n - 1], stops[n]];
    const inner = points.slice(before === undefined ? 0 : before.last + 1, after === undefined ? points.length : after.first);
    const start = before === undefined ? [] : [atStop(before, points[before.last] as TrackPoint)];
    const end = after === undefined ? [] : [atStop(after, points[after.first] as TrackPoint)];
    const begins = before === undefined ? "edge" : "stop";
    spans.push({ points: [...start, ...inner, ...end], begins, ends: after === undefined ? "edge" : "stop" });
  }
  return spans;
}

function cutAtGaps({ points, begins, ends }: Span): Span[] {
  const cuts: number[] = [];
  for (let i = 1; i < points.length; i++) {
    if ((points[i] as TrackPoint).timeMs - (points[i - 1] as TrackPoint).timeMs > TRIP_GAP_MS) cuts.push(i);
  }
  const edges = [0, ...cuts, points.length];
  return edges.slice(1).map((until, n) => ({
    points: points.slice(edges[n], until),
    begins: n === 0 ? begins : "gap",
    ends: until === points.length ? ends : "gap",
  }));
}

function goesSomewhere([first, ...others]: readonly TrackPoint[]): boolean {
  return first !== undefined && others.some((point) => metresBetween(first, point) >= Math.max(LEAST_TRIP_M, 3 * point.noiseM));
}

function strokesOf(points: readonly TrackPoint[], limitMs: number): Spot[][] {
  const strokes: Spot[][] = [];
  for (const [i, point] of points.entries()) {
    const before = points[i - 1];
    const { lat, lon } = point;
    if (before === undefined || point.timeMs - before.timeMs > limitMs) strokes.push([]);
    strokes[strokes.length - 1]?.push({ lat, lon });
  }
  return strokes;
}

function tripAlong({ points, begins, ends }: Span, limitMs: number): Trip {
  const [first, last] = [points[0] as TrackPoint, points[points.length - 1] as TrackPoint];
  const strokes = strokesOf(points, limitMs);
  const [from, to] = [first, last].map(({ lat, lon }) => ({ lat, lon })) as [Spot, Spot];
  const times = { fromMs: first.timeMs, untilMs: last.timeMs };
  return { ...wayAlong(points, limitMs), ...times, begins, ends, from, to, strokes, gaps: strokes.length - 1 };
}

/** The ways between stays, in order. */
export function tripsOf(points: readonly TrackPoint[], stops: readonly Stop[], limitMs: number): Trip[] {
  const spans = spansOf(points, stops).flatMap(cutAtGaps);
  return spans.filter(({ points: seen }) => goesSomewhere(seen)).map((span) => tripAlong(span, limitMs));
}

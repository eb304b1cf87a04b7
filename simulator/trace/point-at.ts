import type { Trace, TracePoint } from "./trace.ts";

/** Between points further apart than this nobody knows the way, so a receiver played from them has no fix there. */
export const MAX_BRIDGED_GAP_MS = 300_000;

const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/**
 * Where the thing was at a moment: on the straight line between the two neighbouring points, and at rest on the first or
 * last point outside the trace. Speed and course come from those two points when the file does not tell them.
 */
export function pointAt(trace: Trace, timeMs: number): TracePoint {
  const points = trace.points;
  const after = firstAfter(points, timeMs);
  const left = points[after - 1];
  const right = points[after];
  if (left === undefined) return atRest(points[0] as TracePoint, timeMs);
  if (right === undefined) return atRest(left, timeMs, left.timeMs === timeMs);
  return between(left, right, timeMs);
}

/** Index of the first point later than the moment. */
function firstAfter(points: readonly TracePoint[], timeMs: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle] as TracePoint).timeMs <= timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function atRest(point: TracePoint, timeMs: number, exact = false): TracePoint {
  return exact ? point : { ...point, timeMs, speedMps: 0, courseDeg: null };
}

function between(left: TracePoint, right: TracePoint, timeMs: number): TracePoint {
  const spanMs = right.timeMs - left.timeMs;
  const share = (timeMs - left.timeMs) / spanMs;
  const lonSpan = ((right.lonDeg - left.lonDeg + 540) % 360) - 180;
  const metres = distanceM(left, right);
  const moved = metres > 0.05;
  return {
    timeMs,
    latDeg: mix(left.latDeg, right.latDeg, share),
    lonDeg: share === 0 ? left.lonDeg : wrapLongitude(left.lonDeg + lonSpan * share),
    altitudeM: left.altitudeM === null || right.altitudeM === null ? null : mix(left.altitudeM, right.altitudeM, share),
    speedMps:
      left.speedMps === null || right.speedMps === null ? (metres * 1000) / spanMs : mix(left.speedMps, right.speedMps, share),
    courseDeg: left.courseDeg ?? (moved ? bearingDeg(left, right) : null),
    valid: left.valid && (share === 0 || (right.valid && spanMs <= MAX_BRIDGED_GAP_MS)),
  };
}

function mix(left: number, right: number, share: number): number {
  return left + (right - left) * share;
}

function wrapLongitude(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}

/** Metres between two positions, over a sphere: good to half a per cent, which is all a derived speed needs. */
export function distanceM(from: TracePoint, to: TracePoint): number {
  const sinLat = Math.sin(((to.latDeg - from.latDeg) * RADIANS) / 2);
  const sinLon = Math.sin(((to.lonDeg - from.lonDeg) * RADIANS) / 2);
  const a = sinLat * sinLat + Math.cos(from.latDeg * RADIANS) * Math.cos(to.latDeg * RADIANS) * sinLon * sinLon;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(a)));
}

/** True bearing at the start of the way from one position to another, 0 up to 360. */
function bearingDeg(from: TracePoint, to: TracePoint): number {
  const lon = (to.lonDeg - from.lonDeg) * RADIANS;
  const east = Math.sin(lon) * Math.cos(to.latDeg * RADIANS);
  const north =
    Math.cos(from.latDeg * RADIANS) * Math.sin(to.latDeg * RADIANS) -
    Math.sin(from.latDeg * RADIANS) * Math.cos(to.latDeg * RADIANS) * Math.cos(lon);
  return (Math.atan2(east, north) / RADIANS + 360) % 360;
}

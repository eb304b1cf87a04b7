import type { TraceFault } from "./fault.ts";
import type { Place } from "./place.ts";
import { MAX_TRACE_POINTS, type TracePoint } from "./trace.ts";

const PUT_IN_ORDER = "Put the points in order with: gpsbabel -t -i FORMAT -f IN -x track,merge -o gpx -F OUT.gpx";

/**
 * Adds a point to those of a file: in order of time, within the limit. A second point of the same millisecond is left
 * out; one that goes back in time is refused, because nobody can say which of the two clocks was right.
 */
export function appendPoint(points: TracePoint[], point: TracePoint, place: Place): TraceFault | null {
  const last = points[points.length - 1];
  if (last !== undefined && point.timeMs === last.timeMs) return null;
  if (last !== undefined && point.timeMs < last.timeMs) {
    return {
      kind: "time-goes-back",
      line: place.line,
      message: `${place.name}: the point is earlier than the one before. ${PUT_IN_ORDER}`,
    };
  }
  if (points.length >= MAX_TRACE_POINTS) return tooManyPoints(place);
  points.push(point);
  return null;
}

/** Points that each stand for themselves lie in a file in any order; their times put them into the right one. */
export function inOrder(points: readonly TracePoint[]): TracePoint[] {
  const sorted = [...points].sort((one, other) => one.timeMs - other.timeMs);
  return sorted.filter((point, n) => point.timeMs !== sorted[n - 1]?.timeMs);
}

export function tooManyPoints(place: Place): TraceFault {
  return {
    kind: "too-large",
    line: place.line,
    message: `The file has more than ${MAX_TRACE_POINTS} points. Cut it up with gpsbabel.`,
  };
}

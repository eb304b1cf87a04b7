import { SYNTHETIC_MARK } from "./synthetic-mark.ts";
import type { Trace, TracePoint } from "./trace.ts";
import { isoText } from "./written-time.ts";

/**
 * Writes a trace as GeoJSON: one line, its times in `coordTimes` as toGeoJSON writes them, its speeds and courses beside
 * them in `coordinateProperties`. RFC 7946 wants two positions in a line, so a single one is a point with a `time`.
 */
export function writeGeoJson(trace: Trace): string {
  const points = trace.points.filter((point) => point.valid);
  const description = trace.synthetic ? { description: SYNTHETIC_MARK } : {};
  const properties = { name: trace.name, ...description };
  const [only] = points;
  const feature =
    points.length === 1 && only !== undefined
      ? {
          type: "Feature",
          properties: { ...properties, time: isoText(only.timeMs) },
          geometry: { type: "Point", coordinates: position(only) },
        }
      : {
          type: "Feature",
          properties: {
            ...properties,
            coordTimes: points.map((point) => isoText(point.timeMs)),
            coordinateProperties: {
              speedsMps: points.map(({ speedMps }) => rounded(speedMps, 1000)),
              coursesDeg: points.map(({ courseDeg }) => rounded(courseDeg, 100)),
            },
          },
          geometry: { type: "LineString", coordinates: points.map(position) },
        };
  return `${JSON.stringify({ type: "FeatureCollection", features: [feature] })}\n`;
}

/** Seven decimals of a degree are a centimetre. */
function position({ latDeg, lonDeg, altitudeM }: TracePoint): number[] {
  const place = [Number(lonDeg.toFixed(7)), Number(latDeg.toFixed(7))];
  return altitudeM === null ? place : [...place, Number(altitudeM.toFixed(1))];
}

function rounded(value: number | null, steps: number): number | null {
  return value === null ? null : Math.round(value * steps) / steps;
}

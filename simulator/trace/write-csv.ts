import { SYNTHETIC_MARK } from "./synthetic-mark.ts";
import type { Trace } from "./trace.ts";
import { isoText } from "./written-time.ts";

const HEAD = "iso_time,latitude,longitude,altitude_m,speed_mps,course_deg";

/** Writes a trace as a table (RFC 4180) with units in the head. What is not known is an empty field, never zero. */
export function writeCsv(trace: Trace): string {
  const mark = trace.synthetic ? `,${SYNTHETIC_MARK}` : "";
  const rows = trace.points
    .filter((point) => point.valid)
    .map(({ timeMs, latDeg, lonDeg, altitudeM, speedMps, courseDeg }) => {
      const place = `${latDeg.toFixed(7)},${lonDeg.toFixed(7)}`;
      return `${isoText(timeMs)},${place},${field(altitudeM, 1)},${field(speedMps, 3)},${field(courseDeg, 2)}${mark}`;
    });
  return `${[trace.synthetic ? `${HEAD},synthetic` : HEAD, ...rows].join("\r\n")}\r\n`;
}

function field(value: number | null, decimals: number): string {
  return value === null ? "" : value.toFixed(decimals);
}

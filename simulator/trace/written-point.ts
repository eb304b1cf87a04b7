import { amount, circle, degrees, notNegative } from "./amounts.ts";
import type { TraceFault } from "./fault.ts";
import type { Place } from "./place.ts";
import type { TracePoint } from "./trace.ts";

/** One point as a file writes it. What is undefined is not in the file. */
export interface WrittenPoint {
  lat: string | undefined;
  lon: string | undefined;
  /** Null where the text that is there is no time. */
  timeMs: number | null | undefined;
  /** Metres. */
  altitude?: string | undefined;
  /** Metres a second. */
  speed?: string | undefined;
  course?: string | undefined;
}

/** The point, or the sentence that says what it lacks. An altitude, speed or course that is no number is not known. */
export function pointOf(written: WrittenPoint, place: Place): TracePoint | TraceFault {
  const latDeg = degrees(written.lat, 90);
  const lonDeg = degrees(written.lon, 180);
  if (latDeg === null || lonDeg === null) return badPosition(latDeg === null ? "latitude" : "longitude", place);
  if (written.timeMs === undefined) return noTime(place);
  if (written.timeMs === null) return badTime(place);
  return {
    timeMs: written.timeMs,
    latDeg,
    lonDeg,
    altitudeM: amount(written.altitude),
    speedMps: notNegative(amount(written.speed)),
    courseDeg: circle(amount(written.course)),
    valid: true,
  };
}

export function isFault(found: TracePoint | TraceFault): found is TraceFault {
  return "message" in found;
}

export function badPosition(which: "latitude" | "longitude", place: Place): TraceFault {
  const range = which === "latitude" ? "-90 to 90" : "-180 to 180";
  return {
    kind: "bad-position",
    line: place.line,
    message: `${place.name}: the point has no usable ${which} (${range}). Correct or remove that point.`,
  };
}

export function badTime(place: Place): TraceFault {
  return {
    kind: "bad-time",
    line: place.line,
    message: `${place.name}: a point's time is not like 2026-03-02T07:15:00Z. Correct or remove that point.`,
  };
}

export function noTime(place: Place): TraceFault {
  return {
    kind: "no-time",
    line: place.line,
    message:
      `${place.name}: the file says where, but not when. Give its points made-up times, one second apart, with: ` +
      "gpsbabel -t -i FORMAT -f IN -x track,faketime=f20260302080000+1 -o gpx -F OUT.gpx",
  };
}

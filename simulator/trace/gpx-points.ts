import type { SaxesTagPlain } from "saxes";
import type { TraceFault } from "./fault.ts";
import type { TracePoint } from "./trace.ts";

/** One `trkpt` or `rtept` while it is read. */
export interface OpenPoint {
  line: number;
  latDeg: number;
  lonDeg: number;
  /** Text of the children that matter, by local name. */
  texts: Map<string, string>;
}

/** GPX 1.0 has speed (m/s) and course as children; 1.1 has them in extensions of many makers under the same names. */
export const READ_CHILDREN: ReadonlySet<string> = new Set(["ele", "time", "speed", "course"]);

/** Without its namespace prefix: "gpxtpx:speed" is "speed". */
export function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** A point's tag, or why it is none. */
export function openPoint(tag: SaxesTagPlain, line: number): OpenPoint | TraceFault {
  const latDeg = degrees(tag.attributes.lat, 90);
  const lonDeg = degrees(tag.attributes.lon, 180);
  if (latDeg === null || lonDeg === null) {
    const which = latDeg === null ? "lat (-90 to 90)" : "lon (-180 to 180)";
    return {
      kind: "bad-position",
      line,
      message: `Line ${line}: the <${tag.name}> has no usable ${which}. Correct or remove that point.`,
    };
  }
  return { line, latDeg, lonDeg, texts: new Map() };
}

/** The point at its end tag, or why it cannot be played. */
export function closePoint(open: OpenPoint): TracePoint | TraceFault {
  const time = open.texts.get("time");
  if (time === undefined) return noTime(open.line);
  const timeMs = isoTimeMs(time.trim());
  if (timeMs === null) {
    return {
      kind: "bad-time",
      line: open.line,
      message: `Line ${open.line}: a point's <time> is not like 2026-03-02T07:15:00Z. Correct or remove that point.`,
    };
  }
  return {
    timeMs,
    latDeg: open.latDeg,
    lonDeg: open.lonDeg,
    altitudeM: amount(open.texts.get("ele")),
    speedMps: notNegative(amount(open.texts.get("speed"))),
    courseDeg: circle(amount(open.texts.get("course"))),
    valid: true,
  };
}

function noTime(line: number): TraceFault {
  return {
    kind: "no-time",
    line,
    message:
      `Line ${line}: the point has no <time>: the file says where, but not when. Give it made-up times, one second ` +
      "apart, with: gpsbabel -t -i gpx -f IN.gpx -x track,faketime=f20260302080000+1 -o gpx -F OUT.gpx",
  };
}

function degrees(text: string | undefined, limit: number): number | null {
  const value = amount(text);
  return value === null || Math.abs(value) > limit ? null : value;
}

function amount(text: string | undefined): number | null {
  if (text === undefined || text.trim() === "") return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

function notNegative(value: number | null): number | null {
  return value === null || value < 0 ? null : value;
}

function circle(value: number | null): number | null {
  return value === null ? null : ((value % 360) + 360) % 360;
}

/** XML Schema dateTime. Without a zone it is UTC, as the GPX schema says. */
function isoTimeMs(text: string): number | null {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (found === null) return null;
  const ms = Date.parse(`${found[1]}${found[2] ?? "Z"}`);
  return Number.isNaN(ms) ? null : ms;
}

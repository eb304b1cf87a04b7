import { type Outcome, refused, type TraceFault } from "./fault.ts";
import { isRecord, linesIn, type TimedLine, type TimedPosition, timedPoint } from "./geojson-features.ts";
import { saysSynthetic } from "./synthetic-mark.ts";
import { MAX_TRACE_POINTS, type Trace, type TracePoint } from "./trace.ts";
import { appendPoint, inOrder, tooManyPoints } from "./track-points.ts";
import { isFault, noTime, pointOf } from "./written-point.ts";

/** JSON is read in one go, and an object of it takes several times the room of its text. */
export const MAX_GEOJSON_BYTES = 64 * 1024 * 1024;
const MAX_NAME_CHARS = 64;

/**
 * Reads where something was from GeoJSON (RFC 7946): lines whose properties hold a time for each position (`coordTimes`,
 * `times`, `timestamps`, or those in `coordinateProperties`), or else points that each have a `time` or `timestamp`.
 * Times are ISO 8601, or seconds or milliseconds since 1970.
 */
export function readGeoJson(text: string): Outcome<Trace> {
  if (text.length > MAX_GEOJSON_BYTES)
    return refused("too-large", null, `The file is larger than ${MAX_GEOJSON_BYTES / 1024 / 1024} MB. Cut it up with gpsbabel.`);
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const features = featuresOf(parsed.value);
  if (features === null)
    return refused("not-geojson", null, "It is JSON, but neither a Feature nor a FeatureCollection. Is it really GeoJSON?");
  return gather(features);
}

/** What was found so far. Points with times count only where there is no line with times. */
interface Found {
  tracked: TracePoint[];
  marked: TracePoint[];
  /** Of the first line without times, and of the first point that cannot be played. */
  untimed: TraceFault | null;
  markFault: TraceFault | null;
}

function gather(features: readonly unknown[]): Outcome<Trace> {
  const found: Found = { tracked: [], marked: [], untimed: null, markFault: null };
  let name = "";
  let synthetic = false;
  for (const [n, feature] of features.entries()) {
    if (!isRecord(feature)) continue;
    const properties = isRecord(feature.properties) ? feature.properties : {};
    if (name === "" && typeof properties.name === "string") name = properties.name.slice(0, MAX_NAME_CHARS);
    if (typeof properties.description === "string" && saysSynthetic(properties.description)) synthetic = true;
    const fault = addLines(found, linesIn(feature, properties, n + 1));
    if (fault !== null) return { ok: false, fault };
    const mark = timedPoint(feature, properties, n + 1);
    if (mark !== null) found.markFault ??= addMark(found.marked, mark);
  }
  return pointsOf(found, name, synthetic);
}

function addLines(found: Found, lines: readonly TimedLine[] | TraceFault): TraceFault | null {
  if (!isLines(lines)) return lines;
  for (const { positions, place } of lines) {
    if (positions === null) found.untimed ??= noTime(place);
    const fault = positions === null ? null : appendAll(found.tracked, positions);
    if (fault !== null) return fault;
  }
  return null;
}

function isLines(lines: readonly TimedLine[] | TraceFault): lines is readonly TimedLine[] {
  return Array.isArray(lines);
}

function pointsOf({ tracked, marked, untimed, markFault }: Found, name: string, synthetic: boolean): Outcome<Trace> {
  if (tracked.length > 0) return { ok: true, value: { name, synthetic, points: tracked } };
  const fault = markFault ?? (marked.length === 0 ? untimed : null);
  if (fault !== null) return { ok: false, fault };
  if (marked.length > 0) return { ok: true, value: { name, synthetic, points: inOrder(marked) } };
  return refused("empty", null, "The file has neither a line nor points with times.");
}

function addMark(points: TracePoint[], { written, place }: TimedPosition): TraceFault | null {
  const point = pointOf(written, place);
  if (isFault(point)) return point;
  if (points.length >= MAX_TRACE_POINTS) return tooManyPoints(place);
  points.push(point);
  return null;
}

function appendAll(points: TracePoint[], positions: Iterable<TimedPosition>): TraceFault | null {
  for (const { written, place } of positions) {
    const point = pointOf(written, place);
    const fault = isFault(point) ? point : appendPoint(points, point, place);
    if (fault !== null) return fault;
  }
  return null;
}

function featuresOf(json: unknown): readonly unknown[] | null {
  if (!isRecord(json)) return null;
  if (json.type === "Feature") return [json];
  return json.type === "FeatureCollection" && Array.isArray(json.features) ? json.features : null;
}

/** The engine's own message quotes the text around the fault, which may be a position: only its place is told on. */
function parseJson(text: string): Outcome<unknown> {
  try {
    return { ok: true, value: JSON.parse(text.replace(/^\uFEFF/, "")) };
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    if (at === undefined) return refused("not-geojson", null, "The JSON is broken or ends too early. Is the file whole?");
    const line = text.slice(0, Number(at)).split("\n").length;
    return refused("not-geojson", line, `Line ${line}: the JSON is broken at character ${at} of the file. Is the file whole?`);
  }
}

import type { TraceFault } from "./fault.ts";
import type { Place } from "./place.ts";
import type { WrittenPoint } from "./written-point.ts";
import { epochMs, looseTimeMs } from "./written-time.ts";

export interface TimedPosition {
  written: WrittenPoint;
  place: Place;
}

/** One line of a feature; its positions, to be gone through once, are null when no times go with them. */
export interface TimedLine {
  positions: Iterable<TimedPosition> | null;
  place: Place;
}

type Json = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The lines of a feature, or why its times do not fit them. @param number of the feature, counted from one */
export function linesIn(feature: Json, properties: Json, number: number): TimedLine[] | TraceFault {
  const geometry = isRecord(feature.geometry) ? feature.geometry : {};
  const place = { line: null, name: `Feature ${number}` };
  const times = timesOf(properties);
  if (geometry.type === "LineString") return oneLine(geometry.coordinates, times, extrasOf(properties), place);
  if (geometry.type !== "MultiLineString" || !Array.isArray(geometry.coordinates)) return [];
  const lines: TimedLine[] = [];
  for (const [n, coordinates] of geometry.coordinates.entries()) {
    const part = { line: null, name: `Feature ${number}, line ${n + 1}` };
    const found = oneLine(coordinates, Array.isArray(times) ? times[n] : undefined, {}, part);
    if (!Array.isArray(found)) return found;
    lines.push(...found);
  }
  return lines;
}

/** What stands beside the positions in files of our own. */
interface Extras {
  speeds?: unknown;
  courses?: unknown;
}

function oneLine(coordinates: unknown, times: unknown, extras: Extras, place: Place): TimedLine[] | TraceFault {
  if (!Array.isArray(coordinates)) return broken(place, "its coordinates are no list");
  if (!Array.isArray(times)) return [{ positions: null, place }];
  if (times.length !== coordinates.length)
    return broken(
      place,
      `it has ${coordinates.length} positions and ${times.length} times, so nobody knows which belong together`,
    );
  return [{ positions: timedPositions(coordinates, times, extras, place), place }];
}

/** One by one: a long line as objects all at once would take many times the room of its text. */
function* timedPositions(
  coordinates: readonly unknown[],
  times: readonly unknown[],
  extras: Extras,
  place: Place,
): Generator<TimedPosition, void> {
  for (const [n, position] of coordinates.entries()) {
    const motion = { speed: numberAt(extras.speeds, n), course: numberAt(extras.courses, n) };
    yield {
      written: { ...writtenPosition(position), timeMs: writtenTime(times[n]), ...motion },
      place: { line: null, name: `${place.name}, position ${n + 1}` },
    };
  }
}

/** A point that has a time of its own; null for any other feature. */
export function timedPoint(feature: Json, properties: Json, number: number): TimedPosition | null {
  const geometry = isRecord(feature.geometry) ? feature.geometry : {};
  const time = properties.time ?? properties.timestamp ?? properties.datetime;
  if (geometry.type !== "Point" || time === undefined || time === null) return null;
  const place = { line: null, name: `Feature ${number}` };
  return { written: { ...writtenPosition(geometry.coordinates), timeMs: writtenTime(time) }, place };
}

/** GeoJSON writes longitude, latitude, altitude. */
function writtenPosition(position: unknown): { lat: string | undefined; lon: string | undefined; altitude: string | undefined } {
  return { lon: numberAt(position, 0), lat: numberAt(position, 1), altitude: numberAt(position, 2) };
}

/** As text, so that one function judges the numbers of every format. */
function numberAt(list: unknown, n: number): string | undefined {
  const value: unknown = Array.isArray(list) ? list[n] : undefined;
  return typeof value === "number" ? String(value) : undefined;
}

function writtenTime(value: unknown): number | null {
  if (typeof value === "number") return epochMs(value);
  return typeof value === "string" ? looseTimeMs(value) : null;
}

function timesOf(properties: Json): unknown {
  const beside = isRecord(properties.coordinateProperties) ? properties.coordinateProperties : {};
  return properties.coordTimes ?? properties.times ?? properties.timestamps ?? beside.times ?? beside.coordTimes;
}

function extrasOf(properties: Json): Extras {
  const beside = isRecord(properties.coordinateProperties) ? properties.coordinateProperties : {};
  return { speeds: beside.speedsMps, courses: beside.coursesDeg };
}

function broken(place: Place, reason: string): TraceFault {
  return {
    kind: "not-geojson",
    line: null,
    message: `${place.name}: ${reason}. Write the file anew with the program that made it.`,
  };
}

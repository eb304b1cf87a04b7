import { readFileSync } from "node:fs";
import { z } from "zod";
import {
  type FenceCalendar,
  type FenceShape,
  MAX_REACH_M,
  MAX_VERTICES,
  MIN_RADIUS_M,
  MIN_VERTICES,
} from "../../device/protocol/fence.ts";
import type { Place } from "../../device/protocol/place.ts";
import { configProblem } from "./problem.ts";

/** What stands behind `fence ... set`, as it was typed. */
export interface DrawOptions {
  circle?: string;
  polygon?: string;
  days?: string;
  from?: string;
  to?: string;
}

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const CIRCLE = /^(-?\d{1,2}(?:\.\d{1,9})?),(-?\d{1,3}(?:\.\d{1,9})?),(\d{1,6})$/;

function placeOf(latDeg: number, lonDeg: number): Place {
  if (Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180) return { latDeg, lonDeg };
  throw configProblem("a latitude goes from -90 to 90 and a longitude from -180 to 180.");
}

function circleOf(text: string): FenceShape {
  const match = CIRCLE.exec(text);
  if (match === null) throw configProblem("--circle takes LATITUDE,LONGITUDE,RADIUS without blanks, the radius in whole metres.");
  const [, lat, lon, radius] = match;
  const radiusM = Number(radius);
  if (radiusM < MIN_RADIUS_M || radiusM > MAX_REACH_M) {
    throw configProblem(`the radius must be from ${MIN_RADIUS_M} to ${MAX_REACH_M} metres: less no receiver can decide on.`);
  }
  return { kind: "circle", centre: placeOf(Number(lat), Number(lon)), radiusM };
}

const position = z.tuple([z.number(), z.number()], z.number());
const polygon = z.object({ type: z.literal("Polygon"), coordinates: z.array(z.array(position)).length(1) });
const feature = z.object({ type: z.literal("Feature"), geometry: polygon });
const collection = z.object({ type: z.literal("FeatureCollection"), features: z.array(feature).length(1) });
const geojson = z.union([
  polygon,
  feature.transform((one) => one.geometry),
  collection.transform((all) => all.features[0]?.geometry),
]);

/** The first ring of the one polygon of a GeoJSON text (RFC 7946): its first corner comes again at the end. */
export function polygonOf(text: string): FenceShape {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw configProblem("the file of --polygon is not JSON.");
  }
  const ring = geojson.safeParse(json).data?.coordinates[0];
  if (ring === undefined) throw configProblem("the file of --polygon must be GeoJSON with one polygon and no holes in it.");
  const vertices = ring.slice(0, -1).map(([lonDeg, latDeg]) => placeOf(latDeg, lonDeg));
  if (vertices.length < MIN_VERTICES || vertices.length > MAX_VERTICES) {
    throw configProblem(`a polygon has from ${MIN_VERTICES} to ${MAX_VERTICES} corners; this one has ${vertices.length}.`);
  }
  return { kind: "polygon", vertices };
}

function readPolygon(file: string): FenceShape {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw configProblem(`cannot read the file of --polygon: ${(error as NodeJS.ErrnoException).code}.`);
  }
  return polygonOf(text);
}

function dayOf(name: string): number {
  const day = DAYS.indexOf(name);
  if (day < 0) throw configProblem(`--days takes days such as mon-fri or sat,sun: ${DAYS.join(", ")}.`);
  return day;
}

/** "mon-fri,sun" as bits, Monday the lowest; a span may go over the end of the week. */
function daysOf(text: string): number {
  let bits = 0;
  for (const span of text.toLowerCase().split(",")) {
    const [first = "", last = first] = span.split("-", 2);
    const until = dayOf(last);
    for (let day = dayOf(first); ; day = (day + 1) % 7) {
      bits |= 1 << day;
      if (day === until) break;
    }
  }
  return bits;
}

function minuteOf(text: string, what: string): number {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  const minute = match === null ? -1 : Number(match[1]) * 60 + Number(match[2]);
  if (match !== null && Number(match[2]) < 60 && minute <= 1440) return minute;
  throw configProblem(`${what} takes a time of day such as 08:00.`);
}

/** @throws Problem */
export function calendarOf({ days, from, to }: DrawOptions): FenceCalendar {
  const fromMinute = from === undefined ? 0 : minuteOf(from, "--from");
  const toMinute = to === undefined ? 1440 : minuteOf(to, "--to") || 1440;
  if (fromMinute === toMinute || fromMinute === 1440) throw configProblem("--from and --to leave no time between them.");
  return { days: days === undefined ? 127 : daysOf(days), fromMinute, toMinute };
}

/** @throws Problem when there is not exactly one shape, or it cannot be watched. */
export function shapeOf({ circle, polygon }: DrawOptions): FenceShape {
  if (circle !== undefined && polygon === undefined) return circleOf(circle);
  if (circle === undefined && polygon !== undefined) return readPolygon(polygon);
  throw configProblem("draw the fence with --circle LATITUDE,LONGITUDE,RADIUS or with --polygon FILE.geojson.");
}

import {
  type Fence,
  type FenceCalendar,
  type FenceShape,
  MAX_FENCES,
  MAX_REACH_M,
  MAX_VERTICES,
  MIN_RADIUS_M,
  MIN_VERTICES,
} from "../protocol/fence.ts";
import {
  cornerAt,
  FENCE_BLOCK,
  type FencePart,
  type PlaceE7,
  partsOf,
  readDrawnCalendar,
  readPlace,
  readRadius,
} from "../protocol/fence-part.ts";
import type { Place } from "../protocol/place.ts";
import { type FenceGround, groundOf, lengthOf } from "./fence-ground.ts";
import type { Offset } from "./geo-plane.ts";

/** What has arrived of a fence, part after part, as it came and as it is stored. */
export interface Drawing {
  number: number;
  corners: number;
  tag: number;
  /** FENCE_BLOCK bytes for each part that is there. */
  blocks: Uint8Array;
}

const DAY_MINUTES = 1440;

export function isWhole(drawing: Drawing): boolean {
  return drawing.blocks.length === FENCE_BLOCK * partsOf(drawing.corners);
}

/** Whether the device takes drawings of this size at all. */
export function isDrawable(number: number, corners: number): boolean {
  return number < MAX_FENCES && (corners === 0 || (corners >= MIN_VERTICES && corners <= MAX_VERTICES));
}

function sameBytes(bytes: Uint8Array, at: number, part: Uint8Array): boolean {
  for (let i = 0; i < part.length; i++) if (bytes[at + i] !== part[i]) return false;
  return true;
}

/**
 * Adds a part to what is there. One that is there already is no error: after a power cut it is sent again.
 * @param before of the same number and tag; null: none. @returns null when a part before this one is missing, or it differs.
 */
export function withPart(before: Drawing | null, part: FencePart): Drawing | null {
  const at = part.part * FENCE_BLOCK;
  const known = before === null ? new Uint8Array(0) : before.blocks;
  if (at > known.length || (before !== null && before.corners !== part.corners)) return null;
  if (at < known.length) return sameBytes(known, at, part.block) ? before : null;
  const blocks = new Uint8Array(at + FENCE_BLOCK);
  blocks.set(known, 0);
  blocks.set(part.block, at);
  return { number: part.number, corners: part.corners, tag: part.tag, blocks: blocks };
}

function placeOf(e7: PlaceE7): Place | null {
  if (Math.abs(e7.latE7) > 900000000 || Math.abs(e7.lonE7) > 1800000000) return null;
  return { latDeg: e7.latE7 / 1e7, lonDeg: e7.lonE7 / 1e7 };
}

function shapeOf(drawing: Drawing): FenceShape | null {
  const vertices: Place[] = [];
  for (let i = 0; i < Math.max(1, drawing.corners); i++) {
    const place = placeOf(readPlace(drawing.blocks, cornerAt(drawing.corners, i)));
    if (place === null) return null;
    vertices.push(place);
  }
  if (drawing.corners > 0) return { kind: "polygon", vertices: vertices };
  return { kind: "circle", centre: vertices[0] as Place, radiusM: readRadius(drawing.blocks) };
}

function calendarIsSound(calendar: FenceCalendar): boolean {
  if (calendar.days < 1 || calendar.days > 127 || calendar.fromMinute >= DAY_MINUTES) return false;
  return calendar.toMinute >= 1 && calendar.toMinute <= DAY_MINUTES && calendar.toMinute !== calendar.fromMinute;
}

/**
 * How wide a fence is, as the radius of a circle: for any other shape twice its area by the length of its line, which for a
 * square is half a side and for a strip its breadth.
 */
export function breadthM(ground: FenceGround): number {
  const corners = ground.corners;
  if (corners.length === 0) return ground.reachM;
  let area2 = 0;
  let line = 0;
  let before = corners[corners.length - 1] as Offset;
  for (let i = 0; i < corners.length; i++) {
    const corner = corners[i] as Offset;
    area2 += before.eastM * corner.northM - corner.eastM * before.northM;
    line += lengthOf({ eastM: corner.eastM - before.eastM, northM: corner.northM - before.northM });
    before = corner;
  }
  return line === 0 ? 0 : Math.abs(area2) / line;
}

/** A fence that can be watched, on its ground. */
export interface DrawnFence {
  fence: Fence;
  ground: FenceGround;
}

/** @returns null while parts are missing, and for what no receiver could decide on: too small, too wide, or never watched. */
export function fenceOf(drawing: Drawing): DrawnFence | null {
  if (!isWhole(drawing) || !isDrawable(drawing.number, drawing.corners)) return null;
  const shape = shapeOf(drawing);
  const calendar = readDrawnCalendar(drawing.blocks, drawing.corners);
  if (shape === null || !calendarIsSound(calendar)) return null;
  const ground = groundOf(shape);
  if (!(ground.reachM <= MAX_REACH_M && breadthM(ground) >= MIN_RADIUS_M)) return null;
  return { fence: { number: drawing.number, shape: shape, calendar: calendar }, ground: ground };
}

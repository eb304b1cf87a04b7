import type { FenceShape } from "../protocol/fence.ts";
import type { Place } from "../protocol/place.ts";
import { radians, turnBetween } from "./geo-place.ts";
import { makePlane, type Offset, offsetOn, type Plane } from "./geo-plane.ts";

/** A fence drawn on the flat piece of ground around its middle, where its inside and its distance can be worked out. */
export interface FenceGround {
  plane: Plane;
  /** The corners of a polygon; empty for a circle. */
  corners: Offset[];
  /** The circle, or one that holds the whole polygon. */
  reachM: number;
}

/**
 * By how much a distance to a fence of MAX_REACH_M may be wrong: mostly because a shortest line drawn on the plane is not
 * quite straight. Fences that reach 10 kilometres are right to a centimetre.
 */
export const FENCE_ERROR_M = 1;

/** Further from a fence than this it is enough to know that it is far. */
const FAR_M = 5000;

export function lengthOf(offset: Offset): number {
  return Math.sqrt(offset.eastM * offset.eastM + offset.northM * offset.northM);
}

/**
 * The middle of the corners, found on a plane at the first of them: between longitudes of 179 and -179 degrees, or round a
 * pole, the mean of the numbers would lie on the other side of the earth.
 */
function middleOf(vertices: Place[]): Place {
  const first = vertices[0] as Place;
  const plane = makePlane(first);
  let east = 0;
  let north = 0;
  for (let i = 0; i < vertices.length; i++) {
    const offset = offsetOn(plane, vertices[i] as Place);
    east += offset.eastM / vertices.length;
    north += offset.northM / vertices.length;
  }
  return placeNear(plane, east, north);
}

// A step on a ball is near enough: the middle need only be about the middle.
function placeNear(plane: Plane, eastM: number, northM: number): Place {
  const way = Math.sqrt(eastM * eastM + northM * northM);
  if (way === 0) return plane.origin;
  const angle = way / 6371008.8;
  const flat = Math.sin(angle) / way;
  const sine = plane.sine * Math.cos(angle) + plane.cosine * flat * northM;
  const east = flat * eastM;
  const outwards = plane.cosine * Math.cos(angle) - plane.sine * flat * northM;
  const turn = (Math.atan2(east, outwards) * 180) / Math.PI;
  const latDeg = (Math.atan2(sine, Math.sqrt(east * east + outwards * outwards)) * 180) / Math.PI;
  return { latDeg: latDeg, lonDeg: turnBetween(0, plane.origin.lonDeg + turn) };
}

export function groundOf(shape: FenceShape): FenceGround {
  if (shape.kind === "circle") return { plane: makePlane(shape.centre), corners: [], reachM: shape.radiusM };
  const plane = makePlane(middleOf(shape.vertices));
  const corners: Offset[] = [];
  let reach = 0;
  for (let i = 0; i < shape.vertices.length; i++) {
    const corner = offsetOn(plane, shape.vertices[i] as Place);
    corners.push(corner);
    reach = Math.max(reach, lengthOf(corner));
  }
  return { plane: plane, corners: corners, reachM: reach };
}

/** The square of the distance from a point to the edge between two corners. */
function toEdgeM2(at: Offset, from: Offset, to: Offset): number {
  const east = to.eastM - from.eastM;
  const north = to.northM - from.northM;
  const length2 = east * east + north * north;
  const along = (at.eastM - from.eastM) * east + (at.northM - from.northM) * north;
  const share = length2 === 0 ? 0 : Math.max(0, Math.min(1, along / length2));
  const eastOff = from.eastM + share * east - at.eastM;
  const northOff = from.northM + share * north - at.northM;
  return eastOff * eastOff + northOff * northOff;
}

/** Whether a line from the point due east crosses the edge. An edge owns its lower end only, so a corner counts once. */
function crossesEastOf(at: Offset, from: Offset, to: Offset): boolean {
  if (from.northM > at.northM === to.northM > at.northM) return false;
  const share = (at.northM - from.northM) / (to.northM - from.northM);
  return at.eastM < from.eastM + share * (to.eastM - from.eastM);
}

/** @returns metres from the line of the fence, negative inside; from far outside it may be less than the distance. */
export function depthAt(ground: FenceGround, at: Offset): number {
  const corners = ground.corners;
  const fromMiddle = lengthOf(at) - ground.reachM;
  // A look at each edge costs the chip half a millisecond: not for somebody who is in another town.
  if (corners.length === 0 || fromMiddle > FAR_M) return fromMiddle;
  let nearest2 = -1;
  let inside = false;
  let before = corners[corners.length - 1] as Offset;
  for (let i = 0; i < corners.length; i++) {
    const corner = corners[i] as Offset;
    const edge2 = toEdgeM2(at, before, corner);
    if (nearest2 < 0 || edge2 < nearest2) nearest2 = edge2;
    if (crossesEastOf(at, before, corner)) inside = !inside;
    before = corner;
  }
  return inside ? 0 - Math.sqrt(nearest2) : Math.sqrt(nearest2);
}

// A sixth of the way round the earth and more, before the plane folds back: in whatever direction, it is outside.
const ELSEWHERE: Offset = { eastM: 1e7, northM: 0 };

/** Where a place lies on the ground of a fence. What is too far to be on it lies ten thousand kilometres away. */
export function offsetFrom(ground: FenceGround, place: Place): Offset {
  const north = Math.sin(radians(place.latDeg));
  const level = Math.cos(radians(place.latDeg)) * Math.cos(radians(turnBetween(ground.plane.origin.lonDeg, place.lonDeg)));
  if (ground.plane.sine * north + ground.plane.cosine * level < 0.5) return ELSEWHERE;
  return offsetOn(ground.plane, place);
}

import type { Place } from "../../device/protocol/place.ts";
import { blend, cross, dot, type Vector, vectorOf } from "./sphere-steps.ts";

/** Whether a place is inside a ring of corners that are joined by the shortest lines. */
export type Contains = (ring: readonly Place[], place: Place) => boolean;

function turnSeenFrom(eye: Vector, from: Vector, to: Vector): number {
  const toFrom = blend(from, 1, eye, -dot(from, eye));
  const toTo = blend(to, 1, eye, -dot(to, eye));
  return Math.atan2(dot(eye, cross(toFrom, toTo)), dot(toFrom, toTo));
}

/**
 * By what the word says: who stands inside and follows the whole line with their eyes has turned right round. Slow, and
 * without any map. Seen from the other side of the earth a ring looks the same, so that half is taken away.
 */
export const slowContains: Contains = (ring, place) => {
  const eye = vectorOf(place);
  const corners = ring.map(vectorOf);
  const middle = corners.reduce((sum, corner) => blend(sum, 1, corner, 1), [0, 0, 0] as Vector);
  if (dot(middle, eye) < 0) return false;
  const turns = corners.map((corner, i) => turnSeenFrom(eye, corner, corners[(i + 1) % corners.length] as Vector));
  return Math.abs(turns.reduce((sum, turn) => sum + turn, 0)) > Math.PI;
};

import type { Place } from "../protocol/place.ts";
import { radians, turnBetween } from "./geo-place.ts";
import { makePlane, offsetOn, PLANE_REACH_M } from "./geo-plane.ts";

/**
 * How far it is from one place to another along the ground (P42). Up to PLANE_REACH_M the ellipsoid is reckoned with, and
 * the error is at most NEAR_ERROR_M; beyond, the earth is a ball, and it is at most FAR_ERROR of the distance.
 */

/** Metres by which a distance up to PLANE_REACH_M may be wrong. */
export const NEAR_ERROR_M = 0.001;
/** Share of the distance by which a longer one may be wrong. */
export const FAR_ERROR = 0.006;
const MEAN_RADIUS_M = 6371008.8;

/** By the haversine, which is sure for near and for opposite places alike. */
function onBallM(from: Place, to: Place): number {
  const north = Math.sin(radians(to.latDeg - from.latDeg) / 2);
  const turn = Math.sin(radians(turnBetween(from.lonDeg, to.lonDeg)) / 2);
  const share = north * north + Math.cos(radians(from.latDeg)) * Math.cos(radians(to.latDeg)) * turn * turn;
  return 2 * MEAN_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(share)));
}

/** @returns metres, never negative. */
export function distanceM(from: Place, to: Place): number {
  const roughM = onBallM(from, to);
  if (roughM > PLANE_REACH_M) return roughM;
  const offset = offsetOn(makePlane(from), to);
  return Math.sqrt(offset.eastM * offset.eastM + offset.northM * offset.northM);
}

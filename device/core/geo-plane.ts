import type { Place } from "../protocol/place.ts";
import { radians, turnBetween } from "./geo-place.ts";

/**
 * A flat piece of the WGS 84 ellipsoid around one place: east and north in metres, so scaled that the distance from the
 * origin is that along the ground. Nothing special happens at the poles or where the longitude jumps.
 *
 * Everything is worked out from differences of angles. The chip's sine is wrong by up to 2e-8, some boards' by 5e-5, and
 * the difference of two such sines would be metres away; the sine of a small difference is not.
 */
export interface Plane {
  origin: Place;
  sine: number;
  cosine: number;
  /** The root in the radii of curvature at the origin. */
  root: number;
}

export interface Offset {
  eastM: number;
  northM: number;
}

/** How far from its origin a plane is used; the error that P42 states holds up to there. */
export const PLANE_REACH_M = 100000;

const EQUATOR_M = 6378137;
const ECCENTRICITY_2 = 0.0066943799901413165;

export function makePlane(origin: Place): Plane {
  const sine = Math.sin(radians(origin.latDeg));
  return {
    origin: origin,
    sine: sine,
    cosine: Math.cos(radians(origin.latDeg)),
    root: Math.sqrt(1 - ECCENTRICITY_2 * sine * sine),
  };
}

/** From the straight line through the earth to the way along its bent surface, in the direction of the offset. */
function alongGround(plane: Plane, chordM: number, eastM: number, northM: number): number {
  const across = EQUATOR_M / plane.root;
  const along = (across * (1 - ECCENTRICITY_2)) / (plane.root * plane.root);
  const flatM2 = eastM * eastM + northM * northM;
  const bend = (northM * northM) / along + (eastM * eastM) / across;
  const share = (chordM * bend) / flatM2;
  return chordM * (1 + (share * share) / 24);
}

/**
 * @param place at most PLANE_REACH_M from the origin; beyond, the result grows worse, and behind the horizon it is of no use.
 * @returns metres on the plane.
 */
export function offsetOn(plane: Plane, place: Place): Offset {
  const north = radians(place.latDeg - plane.origin.latDeg);
  const turn = radians(turnBetween(plane.origin.lonDeg, place.lonDeg));
  const sine = Math.sin(radians(place.latDeg));
  const cosine = Math.cos(radians(place.latDeg));
  const root = Math.sqrt(1 - ECCENTRICITY_2 * sine * sine);
  const across = EQUATOR_M / root;
  const halfTurn = Math.sin(turn / 2);
  const halfNorth = Math.sin(north / 2);
  const sineGrowth = 2 * Math.cos(radians(plane.origin.latDeg) + north / 2) * halfNorth;
  const acrossGrowth =
    (EQUATOR_M * ECCENTRICITY_2 * sineGrowth * (sine + plane.sine)) / (root * plane.root * (root + plane.root));
  const axisGrowth = across * sineGrowth + plane.sine * acrossGrowth;
  // East, north and up of the chord from the origin, in the frame of the origin.
  const eastM = across * cosine * Math.sin(turn);
  const northM =
    across * (Math.sin(north) + 2 * plane.sine * cosine * halfTurn * halfTurn) - ECCENTRICITY_2 * plane.cosine * axisGrowth;
  const upM =
    acrossGrowth -
    2 * across * (halfNorth * halfNorth + plane.cosine * cosine * halfTurn * halfTurn) -
    ECCENTRICITY_2 * plane.sine * axisGrowth;
  const flatM2 = eastM * eastM + northM * northM;
  if (flatM2 === 0) return { eastM: 0, northM: 0 };
  const scale = alongGround(plane, Math.sqrt(flatM2 + upM * upM), eastM, northM) / Math.sqrt(flatM2);
  return { eastM: eastM * scale, northM: northM * scale };
}

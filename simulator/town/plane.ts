/** A place in town: metres east and north of its south-west corner. */
export interface Spot {
  eastM: number;
  northM: number;
}

/** Lays metres on the globe. Over the few kilometres of a town the globe is flat to within centimetres. */
export interface Plane {
  degrees(spot: Spot): { latDeg: number; lonDeg: number };
}

/** Of one degree on the WGS 84 ellipsoid near 39.5 degrees north. */
const METRES_PER_DEGREE_NORTH = 111_024;
const METRES_PER_DEGREE_EAST_AT_EQUATOR = 111_470;

/** @param originLatDeg the corner that spots are counted from; likewise `originLonDeg` */
export function planeAt(originLatDeg: number, originLonDeg: number): Plane {
  const metresEast = METRES_PER_DEGREE_EAST_AT_EQUATOR * Math.cos((originLatDeg * Math.PI) / 180);
  return {
    degrees: ({ eastM, northM }) => ({
      latDeg: originLatDeg + northM / METRES_PER_DEGREE_NORTH,
      lonDeg: originLonDeg + eastM / metresEast,
    }),
  };
}

export function metresBetween(from: Spot, to: Spot): number {
  return Math.hypot(to.eastM - from.eastM, to.northM - from.northM);
}

/** The spot a share of the way from one to another. */
export function along(from: Spot, to: Spot, share: number): Spot {
  return {
    eastM: from.eastM + (to.eastM - from.eastM) * share,
    northM: from.northM + (to.northM - from.northM) * share,
  };
}

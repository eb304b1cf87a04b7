import type { Fix } from "./fix.ts";
import { accuracyOf } from "./fix-accuracy.ts";

/** What one fix says against itself, without any other to compare it with. */

/** The lowest dry ground lies 430 m below the sea, and the geoid may lie 110 m off; above are only aircraft. */
const LOWEST_M = -600;
const HIGHEST_M = 13000;
/** Beyond this no receiver of the civil kind may tell a position at all. */
const FASTEST_MPS = 515;
/** A position in the plane needs three satellites. */
const FEWEST_SATELLITES = 3;
const WORST_HDOP = 20;
/** No constellation of satellites in the sky gives a dilution below this. */
const BEST_HDOP = 0.3;
/** While it begins, a receiver that hears little tells positions that it takes back soon. */
const WARM_HDOP = 4;
const WARM_SATELLITES = 4;
const WARM_ACCURACY_M = 25;

/** Not a number, or not on the globe. */
export function isOnGlobe(fix: Fix): boolean {
  return fix.latDeg >= -90 && fix.latDeg <= 90 && fix.lonDeg >= -180 && fix.lonDeg <= 180 && fix.timeMs >= 0;
}

/** What a receiver writes into fields that it has nothing for: a place in the Gulf of Guinea, where nobody lives (F19). */
export function isZero(fix: Fix): boolean {
  return fix.latDeg === 0 && fix.lonDeg === 0;
}

export function isAtPossibleHeight(fix: Fix): boolean {
  return fix.altitudeM === null || (fix.altitudeM >= LOWEST_M && fix.altitudeM <= HIGHEST_M);
}

export function isAtPossibleSpeed(fix: Fix): boolean {
  return fix.speedMps === null || (fix.speedMps >= 0 && fix.speedMps <= FASTEST_MPS);
}

/** Whether the satellites that it names can give a position at all. */
export function hasGeometry(fix: Fix): boolean {
  if (fix.satellites !== null && fix.satellites < FEWEST_SATELLITES) return false;
  return fix.hdop === null || (fix.hdop >= BEST_HDOP && fix.hdop <= WORST_HDOP);
}

/** Good enough to be believed from a receiver that has just begun. */
export function isWarm(fix: Fix): boolean {
  if (fix.satellites !== null && fix.satellites < WARM_SATELLITES) return false;
  if (fix.hdop !== null && fix.hdop > WARM_HDOP) return false;
  const accuracy = accuracyOf(fix);
  return accuracy === null || accuracy <= WARM_ACCURACY_M;
}

import { distanceM, FAR_ERROR, NEAR_ERROR_M } from "../../device/core/geo-distance.ts";
import { CORPORA, corpus } from "../corpora.ts";
import { measureGeodesics, readGeodesics, variants } from "../oracle/geodesic-rows.ts";
import type { Finding, Proof } from "./proof.ts";

/** A little under the device's own limit, which it measures on a ball. */
export const BOUNDS = { nearM: 99_000, nearErrorM: NEAR_ERROR_M, farError: FAR_ERROR };

async function run(): Promise<Finding> {
  const folder = corpus("geodesic");
  if (folder === null) {
    const missing = `GeographicLib's test set (GeodTest-short.dat.gz) in ${CORPORA}/geodesic`;
    return { count: 0, figure: "", holds: false, missing };
  }
  const rows = readGeodesics(folder).flatMap(variants);
  const tally = measureGeodesics(distanceM, rows, BOUNDS);
  return {
    count: tally.rows,
    figure:
      `${tally.rows} distances (${rows.length / 4} of GeographicLib's, each in four forms): ${tally.beyond} beyond the stated bound; ` +
      `${tally.near} of up to 99 km are wrong by at most ${(tally.worstNearM * 1e6).toPrecision(2)} micrometres (stated: ${NEAR_ERROR_M * 1000} mm), ` +
      `the others by at most ${(tally.worstFar * 100).toFixed(3)} % (stated: ${FAR_ERROR * 100} %)`,
    holds: tally.beyond === 0 && tally.near > 1000,
  };
}

export const proof: Proof = {
  name: "fence/geodesic",
  claim:
    "Distances along the ground are right to a millimetre up to the widest fence, and to 0.6 % round the earth, against GeographicLib's exact ones; also over poles and over longitude 180.",
  run,
};

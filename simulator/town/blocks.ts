import type { Random } from "../random.ts";
import { along, type Spot } from "./plane.ts";

/** Of the lots of a block this share is built upon; the rest are yards. */
const BUILT = 0.8;
const LOTS_EAST = 3;
const LOTS_NORTH = 2;

/** Buildings on a block, each a rectangle that leaves some of its lot free. */
export function buildingsIn(block: readonly Spot[], random: Random): Spot[][] {
  const buildings: Spot[][] = [];
  for (let east = 0; east < LOTS_EAST; east++) {
    for (let north = 0; north < LOTS_NORTH; north++) {
      if (random.next() > BUILT) continue;
      const left = (east + random.between(0.06, 0.2)) / LOTS_EAST;
      const right = (east + random.between(0.7, 0.94)) / LOTS_EAST;
      // Houses stand at the street: the southern row at its south side, the northern row at its north side.
      const depth = random.between(0.18, 0.34);
      const south = north === 0 ? 0.02 : 0.98 - depth;
      buildings.push(rectangle(block, left, right, south, south + depth));
    }
  }
  return buildings;
}

/** A house around a spot, its walls to the points of the compass. */
export function houseAt({ eastM, northM }: Spot, widthM: number, depthM: number): Spot[] {
  const [w, d] = [widthM / 2, depthM / 2];
  const corners = [
    [-w, -d],
    [w, -d],
    [w, d],
    [-w, d],
    [-w, -d],
  ] as const;
  return corners.map(([east, north]) => ({ eastM: eastM + east, northM: northM + north }));
}

/** Shares of a block's sides, counted from its south-west corner. */
function rectangle(block: readonly Spot[], left: number, right: number, south: number, north: number): Spot[] {
  const at = (east: number, up: number): Spot =>
    along(along(block[0] as Spot, block[1] as Spot, east), along(block[3] as Spot, block[2] as Spot, east), up);
  return [at(left, south), at(right, south), at(right, north), at(left, north), at(left, south)];
}

import { depthAt, type FenceGround, lengthOf } from "./fence-ground.ts";
import type { Offset } from "./geo-plane.ts";

/**
 * Whether somebody who went straight from one fix to the next was on the other side of a fence on the way (U7). Between two
 * fixes a minute apart lies the whole of a small park.
 */

/** Looks at each piece of the way between two crossings of the line. */
const LOOKS = 4;

function between(from: Offset, to: Offset, share: number): Offset {
  return {
    eastM: from.eastM + share * (to.eastM - from.eastM),
    northM: from.northM + share * (to.northM - from.northM),
  };
}

function addShare(shares: number[], share: number): void {
  if (share > 0 && share < 1) shares.push(share);
}

/** Where the way crosses a circle around the origin. */
function circleShares(radiusM: number, from: Offset, to: Offset): number[] {
  const east = to.eastM - from.eastM;
  const north = to.northM - from.northM;
  const a = east * east + north * north;
  const b = from.eastM * east + from.northM * north;
  const c = from.eastM * from.eastM + from.northM * from.northM - radiusM * radiusM;
  const shares: number[] = [];
  const root = b * b - a * c;
  if (a === 0 || root < 0) return shares;
  addShare(shares, (0 - b - Math.sqrt(root)) / a);
  addShare(shares, (Math.sqrt(root) - b) / a);
  return shares;
}

function edgeShare(shares: number[], from: Offset, to: Offset, start: Offset, end: Offset): void {
  const east = to.eastM - from.eastM;
  const north = to.northM - from.northM;
  const edgeEast = end.eastM - start.eastM;
  const edgeNorth = end.northM - start.northM;
  const turn = east * edgeNorth - north * edgeEast;
  if (turn === 0) return;
  const startEast = start.eastM - from.eastM;
  const startNorth = start.northM - from.northM;
  const onEdge = (startEast * north - startNorth * east) / turn;
  if (onEdge < 0 || onEdge > 1) return;
  addShare(shares, (startEast * edgeNorth - startNorth * edgeEast) / turn);
}

function polygonShares(corners: Offset[], from: Offset, to: Offset): number[] {
  const shares: number[] = [];
  let before = corners[corners.length - 1] as Offset;
  for (let i = 0; i < corners.length; i++) {
    const corner = corners[i] as Offset;
    edgeShare(shares, from, to, before, corner);
    before = corner;
  }
  return shares.sort((a, b) => a - b);
}

/**
 * @param inside which side is looked for.
 * @param marginM how far into it the way must reach to count.
 */
export function wayReaches(ground: FenceGround, from: Offset, to: Offset, inside: boolean, marginM: number): boolean {
  const corners = ground.corners;
  const way = { eastM: to.eastM - from.eastM, northM: to.northM - from.northM };
  // Too far away to have been inside: spares the chip a look at every edge.
  if (inside && lengthOf(from) - ground.reachM > lengthOf(way)) return false;
  const shares = corners.length === 0 ? circleShares(ground.reachM, from, to) : polygonShares(corners, from, to);
  shares.push(1);
  let start = 0;
  for (let i = 0; i < shares.length; i++) {
    const end = shares[i] as number;
    for (let look = 1; look < LOOKS; look++) {
      const depth = depthAt(ground, between(from, to, start + ((end - start) * look) / LOOKS));
      if (inside ? 0 - depth > marginM : depth > marginM) return true;
    }
    start = end;
  }
  return false;
}

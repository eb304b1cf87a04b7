import type { PermittedFix } from "./gate.ts";

/**
 * Which permitted fixes are worth a message: none sooner than the agreed interval, then those that moved, and a
 * heartbeat from a place where nothing moves.
 */
export interface Sampling {
  lastMs: number | null;
  lastLatDeg: number;
  lastLonDeg: number;
  /** A guardian asked where the wearer is: the next fix that the interval allows is told, moved or not. */
  asked: boolean;
}

export const HEARTBEAT_S = 60;
/** Movement below this is the receiver's noise more often than the wearer's steps. */
const MOVED_M = 8;
const METRES_A_DEGREE = 111195;

export function makeSampling(): Sampling {
  return { lastMs: null, lastLatDeg: 0, lastLonDeg: 0, asked: false };
}

// An equirectangular distance is right to a part in a thousand over the few metres that this decides on.
function metresBetween(latA: number, lonA: number, latB: number, lonB: number): number {
  let lon = lonB - lonA;
  if (lon > 180) lon -= 360;
  if (lon < -180) lon += 360;
  const x = lon * Math.cos((latA * Math.PI) / 180);
  const y = latB - latA;
  return Math.sqrt(x * x + y * y) * METRES_A_DEGREE;
}

/** Decides on one fix, and remembers it when it is chosen. */
export function choose(sampling: Sampling, permitted: PermittedFix, intervalS: number): boolean {
  const fix = permitted.fix;
  if (sampling.lastMs !== null) {
    const waitedS = (fix.timeMs - sampling.lastMs) / 1000;
    if (waitedS >= 0 && waitedS < intervalS) return false;
    const moved = metresBetween(sampling.lastLatDeg, sampling.lastLonDeg, fix.latDeg, fix.lonDeg) >= MOVED_M;
    if (!moved && !sampling.asked && waitedS >= 0 && waitedS < HEARTBEAT_S) return false;
  }
  sampling.asked = false;
  sampling.lastMs = fix.timeMs;
  sampling.lastLatDeg = fix.latDeg;
  sampling.lastLonDeg = fix.lonDeg;
  return true;
}

import { anticipated } from "./anticipation.ts";
import type { Fix } from "./fix.ts";

/**
 * How the wearer moves, as well as the last seconds tell it. The receiver's own speed and course come from the Doppler
 * shift and are better than any difference of positions, so they are averaged for as long as they stay the same. Where
 * they contradict the positions, or there are none, the positions of the last seconds count.
 */
export interface VelocityWatch {
  /** The last fixes, oldest first, with the receiver's velocity. */
  seen: Seen[];
  /** Mean of the receiver's velocity since it last changed, and of how many. */
  northMps: number;
  eastMps: number;
  count: number;
}

/** One fix as it is remembered. */
export interface Seen {
  timeMs: number;
  latDeg: number;
  lonDeg: number;
  /** Null: the receiver told no speed. */
  northMps: number | null;
  eastMps: number;
}

/** Metres a second north and east. */
export interface Velocity {
  northMps: number;
  eastMps: number;
}

/** Receiver and positions are compared over so many seconds. */
const COMPARED_S = 8;
/** Positions alone: over so many. Longer is smoother, and later to notice a turn. */
const FITTED_S = 3;
/** Behind a gap like this the fixes before say nothing of now. */
const GAP_MS = 3500;
const MOST_SEEN = 12;
/** What differs by more is another velocity and not the same one measured again. */
const SAME_MPS = 0.5;
const MOST_AVERAGED = 30;
/** Receiver and positions may differ by so much, and by a tenth of the speed. */
const DIFFER_MPS = 0.5;
const DIFFER_SHARE = 0.1;
export const METRES_A_DEGREE = 111195;

export function makeVelocityWatch(): VelocityWatch {
  return { seen: [], northMps: 0, eastMps: 0, count: 0 };
}

export function eastMetres(lonDeg: number, latDeg: number): number {
  let turned = lonDeg;
  if (turned > 180) turned -= 360;
  if (turned < -180) turned += 360;
  return turned * Math.cos((latDeg * Math.PI) / 180) * METRES_A_DEGREE;
}

// Slower than this a receiver tells no course, and that it stands is all it says.
const COURSELESS_MPS = 0.6;

function seenOf(fix: Fix): Seen {
  const seen: Seen = { timeMs: fix.timeMs, latDeg: fix.latDeg, lonDeg: fix.lonDeg, northMps: null, eastMps: 0 };
  if (fix.speedMps === null) return seen;
  if (fix.courseDeg === null) {
    if (fix.speedMps < COURSELESS_MPS) seen.northMps = 0;
    return seen;
  }
  const course = (fix.courseDeg * Math.PI) / 180;
  seen.northMps = fix.speedMps * Math.cos(course);
  seen.eastMps = fix.speedMps * Math.sin(course);
  return seen;
}

function average(watch: VelocityWatch, northMps: number, eastMps: number): void {
  const north = northMps - watch.northMps;
  const east = eastMps - watch.eastMps;
  if (watch.count === 0 || Math.sqrt(north * north + east * east) > SAME_MPS) {
    watch.northMps = northMps;
    watch.eastMps = eastMps;
    watch.count = 1;
    return;
  }
  watch.count = Math.min(MOST_AVERAGED, watch.count + 1);
  watch.northMps += north / watch.count;
  watch.eastMps += east / watch.count;
}

/** Takes every permitted fix, whether or not it is told. */
export function seeFix(watch: VelocityWatch, fix: Fix): void {
  const last = watch.seen[watch.seen.length - 1];
  if (last !== undefined && (fix.timeMs <= last.timeMs || fix.timeMs - last.timeMs > GAP_MS)) {
    watch.seen = [];
    watch.count = 0;
  }
  const seen = seenOf(fix);
  watch.seen.push(seen);
  while (
    watch.seen.length > MOST_SEEN ||
    (watch.seen.length > 2 && fix.timeMs - (watch.seen[0] as Seen).timeMs > COMPARED_S * 1000)
  )
    watch.seen.shift();
  if (seen.northMps === null) watch.count = 0;
  else average(watch, seen.northMps, seen.eastMps);
}

/** Slope of the positions of the last seconds, by least squares; null with fewer than two. */
function fitted(seen: Seen[], seconds: number): Velocity | null {
  const newest = seen[seen.length - 1] as Seen;
  let n = 0;
  let t = 0;
  let tt = 0;
  let north = 0;
  let east = 0;
  let northT = 0;
  let eastT = 0;
  for (let i = seen.length - 1; i >= 0; i--) {
    const one = seen[i] as Seen;
    const s = (one.timeMs - newest.timeMs) / 1000;
    if (s < -seconds) break;
    const y = (one.latDeg - newest.latDeg) * METRES_A_DEGREE;
    const x = eastMetres(one.lonDeg - newest.lonDeg, newest.latDeg);
    n += 1;
    t += s;
    tt += s * s;
    north += y;
    east += x;
    northT += y * s;
    eastT += x * s;
  }
  const spread = n * tt - t * t;
  if (!(spread > 0)) return null;
  return { northMps: (n * northT - t * north) / spread, eastMps: (n * eastT - t * east) / spread };
}

/** Mean of what the receiver said of its velocity over all that is remembered; null when it once said nothing. */
function meanSaid(seen: Seen[]): Velocity | null {
  let northMps = 0;
  let eastMps = 0;
  for (let i = 0; i < seen.length; i++) {
    const one = seen[i] as Seen;
    if (one.northMps === null) return null;
    northMps += one.northMps;
    eastMps += one.eastMps;
  }
  return { northMps: northMps / seen.length, eastMps: eastMps / seen.length };
}

function contradicts(seen: Seen[]): boolean {
  const went = fitted(seen, COMPARED_S);
  const said = meanSaid(seen);
  if (went === null || said === null) return false;
  const north = went.northMps - said.northMps;
  const east = went.eastMps - said.eastMps;
  const speed = Math.sqrt(went.northMps * went.northMps + went.eastMps * went.eastMps);
  return Math.sqrt(north * north + east * east) > DIFFER_MPS + DIFFER_SHARE * speed;
}

/** The velocity that the map should go on with; null while nothing is known of it. */
export function velocityNow(watch: VelocityWatch): Velocity | null {
  if (watch.seen.length === 0) return null;
  if (watch.count > 0 && !contradicts(watch.seen)) {
    return anticipated({ northMps: watch.northMps, eastMps: watch.eastMps }, watch.seen);
  }
  return fitted(watch.seen, FITTED_S);
}

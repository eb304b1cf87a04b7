import type { Seen, Velocity } from "./velocity.ts";

/**
 * Who brakes will be slower in a moment, and who speeds up faster: the speed that the map should go on with is the one of
 * the next seconds. Braking ends in standing still, which lasts; speeding up ends soon. So the first is looked ahead by
 * more. Turns are not: they end sooner than anything that could be said of them.
 */
const LOOKED_BACK_S = 3;
const BRAKING_AHEAD_S = 4;
const SPEEDING_AHEAD_S = 2;
/** What is less is how people walk and drive all the time. */
const MARKED_MPS2 = 0.8;
const SLOWEST_MPS = 0.1;

/** Metres a second, each second, along a direction of length one; 0 when too little was said. */
function acceleration(seen: Seen[], north: number, east: number): number {
  const newest = seen[seen.length - 1] as Seen;
  let n = 0;
  let t = 0;
  let tt = 0;
  let v = 0;
  let vt = 0;
  for (let i = seen.length - 1; i >= 0; i--) {
    const one = seen[i] as Seen;
    const s = (one.timeMs - newest.timeMs) / 1000;
    if (s < -LOOKED_BACK_S || one.northMps === null) break;
    const along = one.northMps * north + one.eastMps * east;
    n += 1;
    t += s;
    tt += s * s;
    v += along;
    vt += along * s;
  }
  const spread = n * tt - t * t;
  return n < 3 || !(spread > 0) ? 0 : (n * vt - t * v) / spread;
}

/** The velocity that the next seconds will have, in the same direction. @param seen by the receiver, the newest last */
export function anticipated(velocity: Velocity, seen: Seen[]): Velocity {
  const speed = Math.sqrt(velocity.northMps * velocity.northMps + velocity.eastMps * velocity.eastMps);
  if (speed < SLOWEST_MPS) return velocity;
  const gained = acceleration(seen, velocity.northMps / speed, velocity.eastMps / speed);
  if (gained > -MARKED_MPS2 && gained < MARKED_MPS2) return velocity;
  const share = Math.max(0, speed + gained * (gained < 0 ? BRAKING_AHEAD_S : SPEEDING_AHEAD_S)) / speed;
  return { northMps: velocity.northMps * share, eastMps: velocity.eastMps * share };
}

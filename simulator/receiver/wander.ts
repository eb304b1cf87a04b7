import type { Random } from "../random.ts";

/**
 * The error of a receiver wanders: it is off by a metre or two and stays so for half a minute, because the air and the
 * walls that bend the signal stay the same. A first-order Gauss-Markov process says just that.
 */
export interface Wander {
  /** One step. East and north, metres. */
  step(): { eastM: number; northM: number };
}

const CORRELATION_S = 30;

/** @param sigmaM standard deviation of each axis, metres. @param stepS seconds from one step to the next */
export function seededWander(random: Random, sigmaM: number, stepS = 1): Wander {
  const keep = Math.exp(-stepS / CORRELATION_S);
  const kick = sigmaM * Math.sqrt(1 - keep * keep);
  let eastM = sigmaM * random.normal();
  let northM = sigmaM * random.normal();
  return {
    step() {
      eastM = keep * eastM + kick * random.normal();
      northM = keep * northM + kick * random.normal();
      return { eastM, northM };
    },
  };
}

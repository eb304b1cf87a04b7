import type { Random } from "../random.ts";

const LASTS_S: [number, number] = [4, 25];
/** A receiver's filter follows a wrong signal this quickly. */
const FOLLOWS_S = 2;

/**
 * Multipath: now and then a signal arrives by way of a wall, and the position lies beside the right one for as long as
 * that wall is there.
 * @param sigmaM of the offset on each axis, metres
 * @param everyS seconds from one to the next, in the mean
 * @param stepS seconds from one call to the next
 */
export function seededReflections(
  random: Random,
  sigmaM: number,
  everyS: number,
  stepS: number,
): () => { eastM: number; northM: number } {
  const follow = 1 - Math.exp(-stepS / FOLLOWS_S);
  let leftS = 0;
  let wanted = { eastM: 0, northM: 0 };
  let eastM = 0;
  let northM = 0;
  return () => {
    leftS -= stepS;
    if (leftS <= 0) wanted = { eastM: 0, northM: 0 };
    if (random.next() < stepS / everyS) {
      leftS = random.between(...LASTS_S);
      wanted = { eastM: sigmaM * random.normal(), northM: sigmaM * random.normal() };
    }
    eastM += (wanted.eastM - eastM) * follow;
    northM += (wanted.northM - northM) * follow;
    return { eastM, northM };
  };
}

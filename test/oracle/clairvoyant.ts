/**
 * The fewest messages that any device could do with that knows the whole way in advance: each message draws a straight line
 * at constant speed, the map follows it until the next, and at no fix may it be off by more than the bound.
 *
 * The class: a message tells any place and any velocity at all, in real numbers, so its line need not go through the fix;
 * lines need not join; the next message is told at a fix. A real device is worse off in each of these.
 *
 * Why greedy is optimal: a line that serves the fixes i to j serves every part of them. So if some best plan covers a
 * prefix of the way with k lines, the greedy one, each of whose lines goes as far as any line can, covers with k lines no
 * less, by induction over k.
 *
 * Why it stays a lower bound: whether one line serves the fixes i to j is decided by Lawson's weights. Any weights that sum
 * to one give a least-squares line whose weighted mean square is no more than the best line's largest square: above the
 * bound's square, no line serves. A line that was found proves that one serves. Undecided counts as served.
 */
export interface Place {
  /** Seconds, and metres on a plane. */
  s: number;
  east: number;
  north: number;
}

const ROUNDS = 200;

interface Line {
  east: number;
  north: number;
  eastMps: number;
  northMps: number;
}

/** Weighted least squares over places `from` to before `to`, time counted from the first of them. */
function lineOf(places: readonly Place[], from: number, weights: Float64Array): Line {
  const began = (places[from] as Place).s;
  let w = 0;
  let t = 0;
  let tt = 0;
  let x = 0;
  let y = 0;
  let xt = 0;
  let yt = 0;
  for (let k = 0; k < weights.length; k++) {
    const place = places[from + k] as Place;
    const weight = weights[k] as number;
    const s = place.s - began;
    w += weight;
    t += weight * s;
    tt += weight * s * s;
    x += weight * place.east;
    y += weight * place.north;
    xt += weight * place.east * s;
    yt += weight * place.north * s;
  }
  const spread = w * tt - t * t;
  const eastMps = spread > 1e-12 ? (w * xt - t * x) / spread : 0;
  const northMps = spread > 1e-12 ? (w * yt - t * y) / spread : 0;
  return { east: (x - eastMps * t) / w, north: (y - northMps * t) / w, eastMps, northMps };
}

/** Whether one line is within the bound of all places from `from` to before `to`; true also when neither could be proved. */
export function oneLineServes(places: readonly Place[], from: number, to: number, boundM: number): boolean {
  const count = to - from;
  if (count <= 2) return true;
  const began = (places[from] as Place).s;
  const weights = new Float64Array(count).fill(1 / count);
  const off = new Float64Array(count);
  for (let round = 0; round < ROUNDS; round++) {
    const line = lineOf(places, from, weights);
    let largest = 0;
    let square = 0;
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const place = places[from + k] as Place;
      const s = place.s - began;
      const away = Math.hypot(place.east - line.east - line.eastMps * s, place.north - line.north - line.northMps * s);
      off[k] = away;
      square += (weights[k] as number) * away * away;
      sum += (weights[k] as number) * away;
      if (away > largest) largest = away;
    }
    if (largest <= boundM) return true;
    // A millionth for what the sums above may be rounded by.
    if (square > boundM * boundM * (1 + 1e-6)) return false;
    for (let k = 0; k < count; k++) weights[k] = ((weights[k] as number) * (off[k] as number)) / sum;
  }
  return true;
}

/** The place behind the last one that one line from `from` on can serve. */
function furthest(places: readonly Place[], from: number, boundM: number): number {
  let served = from + 1;
  let step = 1;
  while (served < places.length) {
    const next = Math.min(places.length, served + step);
    if (!oneLineServes(places, from, next, boundM)) {
      let beyond = next;
      while (beyond - served > 1) {
        const middle = (served + beyond) >> 1;
        if (oneLineServes(places, from, middle, boundM)) served = middle;
        else beyond = middle;
      }
      return served;
    }
    served = next;
    step *= 2;
  }
  return served;
}

/** @param places in order of time, one a fix */
export function fewestMessages(places: readonly Place[], boundM: number): number {
  let messages = 0;
  for (let at = 0; at < places.length; at = furthest(places, at, boundM)) messages += 1;
  return messages;
}

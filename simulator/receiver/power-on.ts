import type { Random } from "../random.ts";

export const STARTS = ["running", "hot", "warm", "cold"] as const;
/** What the receiver still knew when it was switched on: everything, the almanac, or nothing. */
export type Start = (typeof STARTS)[number];

/** Seconds to the first fix under an open sky, from and to, as data sheets of small receivers have them. */
const FIRST_FIX_S: Readonly<Record<Start, [number, number]>> = {
  running: [0, 0],
  hot: [1, 3],
  warm: [18, 30],
  cold: [26, 50],
};

/** Whole seconds from power-on to the first fix. */
export function warmUpOf(start: Start, random: Random): number {
  return random.whole(...FIRST_FIX_S[start]);
}

import type { Place } from "../../device/protocol/place.ts";
import type { Random } from "../random.ts";
import type { StillFix } from "./fence-stillness.ts";
import { BALL_M, walk } from "./sphere-steps.ts";

/** How a receiver that does not move is wrong, second by second. */
export interface Noise {
  name: string;
  /** One sigma that the receiver tells, metres; each axis is wrong by this over the root of two. */
  sigmaM: number;
  /** Seconds in which an error is forgotten; 0: each second anew. */
  memoryS: number;
  /** Now and then a wall reflects the signal: the position is elsewhere, and the receiver does not know. */
  jumps: boolean;
}

export const NOISES: readonly Noise[] = [
  { name: "white noise", sigmaM: 5, memoryS: 0, jumps: false },
  { name: "wander of half a minute", sigmaM: 5, memoryS: 30, jumps: false },
  { name: "wander of ten minutes", sigmaM: 5, memoryS: 600, jumps: false },
  { name: "wide wander", sigmaM: 15, memoryS: 120, jumps: false },
  { name: "reflections", sigmaM: 4, memoryS: 60, jumps: true },
];

/** Reflections: one in so many seconds after a pause, so far and so long. Those that last for minutes nobody can tell from a walk. */
export const JUMP_EVERY_S = 600;
export const JUMP_PAUSE_S = 300;
export const JUMP_M = { least: 20, most: 60 };
export const JUMP_S = { least: 2, most: 50 };
const START_MS = Date.UTC(2026, 5, 1);

// Box and Muller's way to a normal distribution.
function normal(next: Random): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

function moved(place: Place, eastM: number, northM: number): Place {
  return walk(place, Math.atan2(eastM, northM), Math.min(Math.hypot(eastM, northM), BALL_M));
}

interface Jump {
  eastM: number;
  northM: number;
  untilS: number;
}

function jumpAt(second: number, next: Random): Jump {
  const direction = next() * 2 * Math.PI;
  const metres = JUMP_M.least + next() * (JUMP_M.most - JUMP_M.least);
  const untilS = second + JUMP_S.least + Math.floor(next() * (JUMP_S.most - JUMP_S.least));
  return { eastM: metres * Math.sin(direction), northM: metres * Math.cos(direction), untilS };
}

/** So many seconds of a receiver that stands at a place. */
export function* noisyFixes(noise: Noise, place: Place, seconds: number, next: Random): Generator<StillFix> {
  const axisM = noise.sigmaM / Math.SQRT2;
  const keep = noise.memoryS === 0 ? 0 : Math.exp(-1 / noise.memoryS);
  const kick = axisM * Math.sqrt(1 - keep * keep);
  let eastM = axisM * normal(next);
  let northM = axisM * normal(next);
  let jump: Jump | null = null;
  for (let second = 0; second < seconds; second++) {
    eastM = keep * eastM + kick * normal(next);
    northM = keep * northM + kick * normal(next);
    const pausing = jump !== null && second < jump.untilS + JUMP_PAUSE_S;
    if (noise.jumps && !pausing && next() < 1 / JUMP_EVERY_S) jump = jumpAt(second, next);
    const off = jump !== null && second <= jump.untilS ? jump : null;
    const at = moved(place, eastM + (off?.eastM ?? 0), northM + (off?.northM ?? 0));
    yield { place: at, timeMs: START_MS + second * 1000, accuracyM: noise.sigmaM };
  }
}

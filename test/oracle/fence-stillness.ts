import type { FenceShape } from "../../device/protocol/fence.ts";
import type { Place } from "../../device/protocol/place.ts";
import { integer, pick, type Random } from "../random.ts";
import { walk } from "./sphere-steps.ts";

/** One position of somebody who does not move, as a receiver tells it. */
export interface StillFix {
  place: Place;
  timeMs: number;
  accuracyM: number;
}

/** What decides: takes one position after another, and answers with everything it would tell a guardian. */
export type Decider = (shape: FenceShape) => (fix: StillFix) => readonly string[];

export interface StillTally {
  fixes: number;
  fences: number;
  /** Everything that was told of somebody who stood still. */
  flaps: string[];
}

export function makeStillTally(): StillTally {
  return { fixes: 0, fences: 0, flaps: [] };
}

/** How far from the line the wearer stands, to either side; 0 is on it. */
const OFF_LINE_M = [0, 5, 10, 15, 20, 30, 45];

function square(middle: Place, halfM: number, turn: number): FenceShape {
  const vertices = [0, 1, 2, 3].map((i) => walk(middle, turn + (i * Math.PI) / 2, halfM * Math.SQRT2));
  return { kind: "polygon", vertices };
}

/** Fences whose line runs near a place, at every distance of the list, inside and outside. */
export function fencesBy(place: Place, next: Random): FenceShape[] {
  return OFF_LINE_M.flatMap((off) =>
    [off, -off].map((offM): FenceShape => {
      const radiusM = pick(next, [50, 100, 300]);
      const direction = next() * 2 * Math.PI;
      const middle = walk(place, direction, radiusM + offM);
      if (integer(next, 2) === 0) return { kind: "circle", centre: middle, radiusM };
      return square(middle, radiusM, direction + Math.PI / 4);
    }),
  );
}

/** Somebody who stands at a place. */
export interface Standing {
  /** For telling people. */
  what: string;
  place: Place;
  fixes: Iterable<StillFix>;
  /** Only fixes so many seconds apart are told. */
  everyS: number;
}

/** Plays the fixes to fences around the place. */
export function playStill(decider: Decider, standing: Standing, next: Random, tally: StillTally): void {
  const hearers = fencesBy(standing.place, next).map(decider);
  tally.fences += hearers.length;
  let lastMs = -Infinity;
  for (const fix of standing.fixes) {
    if (fix.timeMs - lastMs < standing.everyS * 1000) continue;
    lastMs = fix.timeMs;
    tally.fixes++;
    const told = hearers.flatMap((hear) => [...hear(fix)]);
    for (const one of told) tally.flaps.push(`${standing.what}, a fix every ${standing.everyS} s: told "${one}"`);
  }
}

import type { Random } from "../random.ts";
import { between, ON_THE_BACK, ON_THE_FACE, ON_THE_SIDE, SEATED, UPRIGHT, type Vector } from "./body.ts";

/**
 * What wearers and devices go through, as a row of pieces. Each is made up by rule of thumb, so that the way from the sensor to
 * the guardian can be walked; how often a detector is right is measured on recordings of people (docs/falls.md).
 */
export const SCENES = ["stand", "walk", "jog", "sit", "lie-down", "ride", "stumble", "fall", "drop"] as const;
export type Scene = (typeof SCENES)[number];

export interface Piece {
  seconds: number;
  from: Vector;
  to: Vector;
  /** How much of gravity is felt: 1 at rest, about 0 in a free fall. */
  weight: number;
  /** Unrest, in units of gravity. */
  stray: number;
  /** Steps a second, and how hard they are; 0: none. */
  stepHz: number;
  stepG: number;
}

/** So hard a blow lasts for two samples. */
const BLOW_S = 0.04;

function still(posture: Vector, seconds: number, stray = 0.012): Piece {
  return { seconds, from: posture, to: posture, weight: 1, stray, stepHz: 0, stepG: 0 };
}

function turn(from: Vector, to: Vector, seconds: number, weight = 1, stray = 0.08): Piece {
  return { seconds, from, to, weight, stray, stepHz: 0, stepG: 0 };
}

function blow(posture: Vector, gravities: number): Piece {
  return { seconds: BLOW_S, from: posture, to: posture, weight: gravities, stray: 0.2, stepHz: 0, stepG: 0 };
}

function walk(seconds: number, random: Random): Piece {
  const stepHz = random.between(1.6, 2.1);
  return { seconds, from: UPRIGHT, to: UPRIGHT, weight: 1, stray: 0.06, stepHz, stepG: random.between(0.2, 0.45) };
}

function lyingAnyhow(random: Random): Vector {
  return [ON_THE_BACK, ON_THE_FACE, ON_THE_SIDE][random.whole(0, 2)] ?? ON_THE_BACK;
}

function sitDown(random: Random): Piece[] {
  const [down, seconds] = [random.between(1.2, 1.8), random.between(0.7, 1.2)];
  return [turn(UPRIGHT, SEATED, seconds, 0.85), blow(SEATED, down), still(SEATED, random.between(6, 15), 0.02)];
}

function bumps(random: Random): Piece[] {
  const pieces: Piece[] = [];
  for (let i = 0; i < 12; i++) {
    pieces.push(still(SEATED, random.between(1, 4), 0.05), blow(SEATED, random.between(1.1, 1.7)));
  }
  return [...pieces, still(SEATED, 6, 0.03)];
}

function fall(random: Random): Piece[] {
  const lies = lyingAnyhow(random);
  const half = between(UPRIGHT, lies, 0.5);
  return [
    walk(random.between(4, 8), random),
    turn(UPRIGHT, half, random.between(0.25, 0.45), random.between(0.2, 0.5)),
    blow(half, random.between(2.3, 5)),
    turn(half, lies, random.between(0.2, 0.6), 0.9, 0.3),
    blow(lies, random.between(1.2, 3)),
    turn(lies, lies, random.between(0.3, 1.5), 1, 0.15),
    still(lies, 20, 0.025),
  ];
}

/** The device slips out of a hand or a pocket and stays where it falls. */
function drop(random: Random): Piece[] {
  const lies = lyingAnyhow(random);
  return [
    walk(5, random),
    turn(UPRIGHT, UPRIGHT, random.between(0.3, 0.5), 0.03),
    blow(lies, random.between(6, 14)),
    turn(lies, lies, 0.1, 0.1),
    blow(lies, random.between(2, 4)),
    still(lies, 20, 0.004),
  ];
}

export function piecesOf(scene: Scene, random: Random): Piece[] {
  switch (scene) {
    case "stand":
      return [still(UPRIGHT, 20)];
    case "walk":
      return [walk(random.between(20, 40), random), still(UPRIGHT, 5)];
    case "jog":
      return [{ ...walk(20, random), stepHz: random.between(2.5, 3), stepG: random.between(1, 1.6) }, still(UPRIGHT, 8, 0.03)];
    case "sit":
      return [walk(5, random), ...sitDown(random)];
    case "lie-down":
      return [...sitDown(random), turn(SEATED, ON_THE_BACK, random.between(1, 2.5)), still(ON_THE_BACK, 15, 0.02)];
    case "ride":
      return [...sitDown(random), ...bumps(random)];
    case "stumble":
      return [walk(6, random), turn(UPRIGHT, UPRIGHT, 0.15, 0.5), blow(UPRIGHT, random.between(1.8, 2.8)), walk(10, random)];
    case "fall":
      return fall(random);
    case "drop":
      return drop(random);
  }
}

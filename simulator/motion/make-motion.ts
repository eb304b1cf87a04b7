import { type Random, seededRandom } from "../random.ts";
import { between, scaled, wornAnyhow } from "./body.ts";
import { type Piece, piecesOf, type Scene } from "./scenes.ts";

/** As the device's port tells it: x, y and z in turn, in thousandths of gravity. */
export interface MotionTrace {
  rateHz: number;
  milliG: Int16Array;
}

export const MADE_RATE_HZ = 50;

interface Sampling {
  random: Random;
  worn: ReturnType<typeof wornAnyhow>;
  out: number[];
}

function sample(sampling: Sampling, piece: Piece): void {
  const count = Math.max(1, Math.round(piece.seconds * MADE_RATE_HZ));
  const { random, worn, out } = sampling;
  for (let i = 0; i < count; i++) {
    const step = piece.stepG * Math.sin(2 * Math.PI * piece.stepHz * (i / MADE_RATE_HZ));
    const felt = scaled(between(piece.from, piece.to, i / count), Math.max(0, piece.weight + step));
    for (const part of worn(felt)) out.push(Math.round(1000 * (part + piece.stray * random.normal())));
  }
}

/** One scene, for a wearer and a way of wearing that the seed chooses. */
export function makeMotion(scene: Scene, seed: number): MotionTrace {
  const random = seededRandom(seed).branch(scene);
  const sampling: Sampling = { random, worn: wornAnyhow(random), out: [] };
  for (const piece of piecesOf(scene, random)) sample(sampling, piece);
  return { rateHz: MADE_RATE_HZ, milliG: Int16Array.from(sampling.out, (value) => Math.max(-16_000, Math.min(16_000, value))) };
}

import type { Random } from "../random.ts";
import type { Tampering } from "./hostile-frames.ts";

/** What a hostile broker does with a message that it was given to deliver. PUBACK says nothing: it was sent before this. */
export type Passing = "deliver" | "lose" | "double" | "hold" | "swap-topic" | "wrong-side" | "both-sides" | Tampering;

/** What it does without being asked. */
export type Meddling = "replay" | "retain" | "cut" | "take-over" | "deaf" | "swallow" | "nothing" | Tampering;

const TAMPERINGS: readonly Tampering[] = ["flip", "truncate", "extend", "splice", "re-head", "noise", "made-up"];
const PASSINGS: readonly Passing[] = [
  "deliver",
  "deliver",
  "lose",
  "double",
  "hold",
  "swap-topic",
  "wrong-side",
  "both-sides",
  ...TAMPERINGS,
];
const MEDDLINGS: readonly Meddling[] = [
  "replay",
  "replay",
  "retain",
  "cut",
  "take-over",
  "deaf",
  "swallow",
  "nothing",
  ...TAMPERINGS,
];

/** Chances of one broker's habits: some lose nearly everything, others lose nothing and lie. */
export interface Mood {
  passing(): Passing;
  meddling(): Meddling;
}

function drawer<T>(random: Random, from: readonly T[]): () => T {
  // Squared, so that each broker has a few favourites instead of a little of everything.
  const weights = from.map(() => random.next() ** 2 + 0.02);
  const sum = weights.reduce((a, b) => a + b, 0);
  return () => {
    let left = random.between(0, sum);
    for (const [i, weight] of weights.entries()) {
      left -= weight;
      if (left < 0) return from[i] as T;
    }
    return from.at(-1) as T;
  };
}

export function hostileMood(random: Random): Mood {
  return { passing: drawer(random.branch("passing"), PASSINGS), meddling: drawer(random.branch("meddling"), MEDDLINGS) };
}

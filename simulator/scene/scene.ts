import type { Act } from "./act.ts";
import { BOARD_ACTS } from "./board-acts.ts";
import type { Expectation } from "./expectation.ts";
import { GUARDIAN_EXPECTATIONS } from "./guardian-expectations.ts";
import { HAND_ACTS } from "./hand-acts.ts";
import { NET_ACTS } from "./net-acts.ts";
import type { Slots } from "./phrase.ts";
import { SKY_ACTS } from "./sky-acts.ts";
import type { WearerTerms, WearerWords } from "./wearer.ts";
import { WEARER_EXPECTATIONS } from "./wearer-expectations.ts";

/** All that a scene can do, and all that it can expect: nothing else is understood. */
export const ACTS: readonly Act[] = [...HAND_ACTS, ...BOARD_ACTS, ...SKY_ACTS, ...NET_ACTS];
export const EXPECTATIONS: readonly Expectation[] = [...WEARER_EXPECTATIONS, ...GUARDIAN_EXPECTATIONS];

/** One sentence of a scene, understood. */
export type Move = { kind: "do"; act: Act; slots: Slots } | { kind: "expect"; expectation: Expectation; slots: Slots };

export interface Step {
  /** Milliseconds since the start. */
  atMs: number;
  /** As it is written. */
  words: string;
  /** In the file, from 1. */
  line: number;
  move: Move;
}

export interface Scene {
  title: string;
  wearerWords: WearerWords;
  wearer: WearerTerms;
  /** As it is written, and as UTC milliseconds. */
  starts: string;
  startMs: number;
  /** False: nobody has agreed to anything before the first step. */
  agreed: boolean;
  steps: readonly Step[];
}

/** A mistake in a file, for people: where it is, and what to write instead. */
export interface SceneProblem {
  line: number;
  sentence: string;
}

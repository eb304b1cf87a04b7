import type { Phrase, Slots } from "./phrase.ts";
import type { Stage } from "./stage.ts";

/** Something that can be expected in a scene. */
export interface Expectation extends Phrase {
  /** @returns null when it is so, else what is so instead. Never a position. */
  fault(stage: Stage, slots: Slots): string | null;
}

/** Fine, or what is so instead. */
export function unless(fine: boolean, instead: string): string | null {
  return fine ? null : instead;
}

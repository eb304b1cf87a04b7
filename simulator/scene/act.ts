import type { Phrase, Slots } from "./phrase.ts";
import type { Stage } from "./stage.ts";

/** Something that can be done in a scene. */
export interface Act extends Phrase {
  /** Numbers of the fault table (simulator/scene/fault-table.ts) that this injects, or mends. */
  faults: readonly number[];
  act(stage: Stage, slots: Slots): void;
}

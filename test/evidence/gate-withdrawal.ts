import {
  type CutTally,
  cutEverywhere,
  type Ending,
  endBetween,
  endWhileFailing,
  makeCutTally,
} from "../oracle/withdrawal-cuts.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const ENDINGS: readonly Ending[] = ["withdraw", "object", "deleteData"];

function figureOf(tally: CutTally): string {
  return (
    `${tally.cuts} power cuts, ${tally.failures} failing stores and ${tally.interleavings} moments between the steps of a position: ` +
    `${tally.wrong.length} faults; 0 queued positions opened on ${tally.images} images of the flash with ${tally.keysTried} candidate keys ` +
    `(before the ending the same attack opened ${tally.controlOpened}, and guardians read ${tally.controlFrames})`
  );
}

async function run({ quick, progress }: HowToRun): Promise<Finding> {
  const tally = makeCutTally();
  const plan = quick ? { everyByte: 41, thoroughEvery: 40 } : { everyByte: 1, thoroughEvery: 40 };
  for (const [i, ending] of ENDINGS.entries()) {
    endBetween(tally, ending);
    endWhileFailing(tally, ending);
    cutEverywhere(tally, ending, plan);
    progress((i + 1) / ENDINGS.length);
  }
  return {
    count: tally.cuts + tally.failures + tally.interleavings,
    figure: tally.wrong.length === 0 ? figureOf(tally) : `${tally.wrong.length} faults`,
    // An attack that opens nothing before the ending would say nothing about the time after it.
    holds:
      tally.wrong.length === 0 &&
      tally.cuts > 50 &&
      tally.controlOpened > 20 &&
      tally.controlBatches > 1 &&
      tally.controlFrames > 10,
    details: tally.wrong.slice(0, 20),
  };
}

export const proof: Proof = {
  name: "gate/withdrawal",
  claim:
    "When the wearer withdraws, objects or deletes, between any two steps of a position, with the power cut at any byte of any write or a store that fails: no position leaves any more, and nobody opens what waited, with everything ever written to the flash and the pairing secrets of all guardians.",
  run,
};

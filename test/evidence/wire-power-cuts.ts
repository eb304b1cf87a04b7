import { type CutPlan, cutEverywhere } from "../oracle/power-cuts.ts";
import { recordRun, TWO_DAYS } from "../oracle/power-run.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

// An erasure is the same at most of its bytes: one in 64 of them, in the full run too.
const FULL: Omit<CutPlan, "seed"> = { writeShare: 1, eraseShare: 1 / 64, resumeEvery: 16, nestEvery: 16 };
const QUICK: Omit<CutPlan, "seed"> = { writeShare: 1 / 150, eraseShare: 1 / 2048, resumeEvery: 8, nestEvery: 8 };

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const recorded = recordRun(TWO_DAYS);
  const cuts = cutEverywhere(recorded, { ...(quick ? QUICK : FULL), seed }, progress);
  return {
    count: cuts.cuts,
    figure: `${cuts.cuts} power cuts in ${recorded.recorded.length} changes of the flash, ${cuts.nested} cut again: ${cuts.wrong.length} wrong`,
    holds: cuts.wrong.length === 0,
    details: cuts.wrong,
  };
}

export const proof: Proof = { name: "wire/power-cuts", claim: "x", run };

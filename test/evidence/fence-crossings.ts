import { deviceDecider } from "../oracle/fence-deciders.ts";
import { makePassTally, playPass, randomPass } from "../oracle/fence-passes.ts";
import { random } from "../random.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const PASSES = 200_000;
const QUICK_PASSES = 10_000;

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const next = random(seed);
  const tally = makePassTally();
  const passes = quick ? QUICK_PASSES : PASSES;
  for (let i = 0; i < passes; i++) {
    if (i % 1000 === 0) progress(i / passes);
    playPass(deviceDecider, randomPass(next), tally);
  }
  return {
    count: tally.passes,
    figure:
      `${tally.passes} ways at one fix a minute, straight and curved, on foot to motorway (${tally.unseen} without any fix inside the fence): ` +
      `${tally.missed} of ${tally.expected} crossings missed, ${tally.wrong.length} ways told wrongly or in another order`,
    holds: tally.wrong.length === 0 && tally.unseen > tally.passes / 20,
    details: [...new Set(tally.wrong)].slice(0, 20),
  };
}

export const proof: Proof = {
  name: "fence/crossings",
  claim:
    "At one fix a minute no crossing of a fence is missed, also when no fix lies inside it, and entering is told before leaving: of every way whose straight line between two fixes goes deeper into the fence than the receiver's error.",
  run,
};

import { type ChipCutsPlan, cutOnTheChip } from "../oracle/chip-cuts.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

function planOf(quick: boolean, seed: number): ChipCutsPlan {
  if (!quick) {
    const cuts = { writeShare: 1, eraseShare: 1 / 64, resumeEvery: 16, nestEvery: 16, seed };
    return { minutes: 600, cuts, worlds: 8, calls: 300 };
  }
  const cuts = { writeShare: 1 / 60, eraseShare: 1 / 1024, resumeEvery: 8, nestEvery: 8, seed };
  return { minutes: 240, cuts, worlds: 1, calls: 60 };
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const { firmware, tallies } = cutOnTheChip(planOf(quick, seed), progress);
  const sum = (part: (tally: (typeof tallies)[number]) => number) => tallies.reduce((total, tally) => total + part(tally), 0);
  const wrong = tallies.flatMap((tally) => tally.wrong);
  return {
    count: sum((tally) => tally.cuts),
    figure:
      `${sum((tally) => tally.cuts)} power cuts, torn and scattered, through the board's own flash driver; ` +
      `${sum((tally) => tally.nested)} cut again in the mending, ${sum((tally) => tally.resumed)} run on to ` +
      `${sum((tally) => tally.framesAfter)} frames: ${wrong.length} wrong`,
    holds: wrong.length === 0 && firmware.published > 20 && firmware.refused === 0,
    details: wrong.slice(0, 20),
  };
}

export const proof: Proof = {
  name: "chip/power-cuts",
  claim:
    "The journal on a board's Flash module, through the driver that the boards use: the power cut at bytes of every write, in order and scattered, it boots, and nothing that was confirmed is lost.",
  run,
};

import { type BadTally, runBadPages } from "../oracle/power-bad-pages.ts";
import { recordCalls } from "../oracle/power-calls.ts";
import { type CutPlan, type CutTally, cutEverywhere } from "../oracle/power-cuts.ts";
import { type PowerRun, recordRun, TWO_DAYS } from "../oracle/power-run.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

// An erasure looks the same at most of its bytes: one in 64 of them is cut, in the full run too.
const FULL: Omit<CutPlan, "seed"> = { writeShare: 1, eraseShare: 1 / 64, resumeEvery: 16, nestEvery: 16 };
const QUICK: Omit<CutPlan, "seed"> = { writeShare: 1 / 250, eraseShare: 1 / 2048, resumeEvery: 8, nestEvery: 8 };
const NEVER = Number.MAX_SAFE_INTEGER;

interface Plan {
  cuts: Omit<CutPlan, "seed">;
  /** Worlds of random calls on little flash, where every byte of everything is cut. */
  worlds: number;
  calls: number;
  pages: readonly number[];
  minutes: number;
}

const PLANS: Record<"full" | "quick", Plan> = {
  full: { cuts: FULL, worlds: 20, calls: 400, pages: [0, 1, 2, 3, 5, 8, 13, 20, 21, 22], minutes: 2880 },
  quick: { cuts: QUICK, worlds: 1, calls: 60, pages: [0, 1], minutes: 960 },
};

function cutCalls(plan: Plan, seed: number): CutTally[] {
  const everywhere = { writeShare: 1, eraseShare: 1 / 4, resumeEvery: NEVER, nestEvery: 4 };
  return Array.from({ length: plan.worlds }, (_, i) =>
    cutEverywhere(recordCalls(seed + i, plan.calls), { ...everywhere, seed: seed + i }, () => undefined),
  );
}

function figureOf(run: PowerRun, tallies: readonly CutTally[], bad: BadTally): string {
  const sum = (part: (tally: CutTally) => number) => tallies.reduce((total, tally) => total + part(tally), 0);
  const wrong = sum((tally) => tally.wrong.length) + bad.wrong.length;
  return (
    `${sum((tally) => tally.cuts)} power cuts, torn and scattered, in two days of the firmware (${run.recorded.length} changes of the flash) ` +
    `and in random calls; ${sum((tally) => tally.nested)} cut again in the mending, ${sum((tally) => tally.resumed)} run on to ` +
    `${sum((tally) => tally.framesAfter)} frames; ${bad.runs} runs on a bad page of 8 kinds with ${bad.boots} boots: ${wrong} wrong ` +
    `(${bad.wentOn} went on, ${bad.stopped} stopped with a storage fault, ${bad.lost} values lost with a report); ` +
    `no page erased more than ${run.mostErasures} times in the two days`
  );
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const plan = PLANS[quick ? "quick" : "full"];
  const recorded = recordRun(TWO_DAYS);
  const firmware = cutEverywhere(recorded, { ...plan.cuts, seed }, (share) => progress(share * 0.8));
  const tallies = [firmware, ...cutCalls(plan, seed)];
  const bad = runBadPages(plan.pages, [0, 200, 530], plan.minutes, (share) => progress(0.8 + share * 0.2));
  const wrong = [...tallies.flatMap((tally) => tally.wrong), ...bad.wrong];
  // A run that told nothing, or a store that refused on a sound flash, would make this easy.
  const busy = recorded.published > 300 && recorded.refused === 0 && firmware.framesAfter > 100 && bad.wentOn > bad.stopped;
  return {
    count: tallies.reduce((total, tally) => total + tally.cuts, 0) + bad.boots,
    figure: figureOf(recorded, tallies, bad),
    holds: wrong.length === 0 && busy,
    details: wrong.slice(0, 20),
  };
}

export const proof: Proof = {
  name: "wire/power-cuts",
  claim:
    "The firmware on bare flash, its power cut at every byte of every write of two days, torn and out of order: it boots, nothing that a call of the store has confirmed is lost or older than it was, and no epoch and no command epoch goes back. On a page that fails in one of eight ways a value is right, or known to be lost, and never an older one.",
  run,
};

import { movementOf } from "../../guardian/core/movement/movement.ts";
import { type Judgement, judgeDay, STATED, TELLINGS } from "../oracle/movement-known.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const DAY_MS = 86_400_000;
/** A Friday morning; each day begins a day after the one before it, through both changes of the clocks. */
const FIRST_MS = Date.UTC(2026, 10, 20, 5);
const QUICK_DAYS = 50;
const DAYS = 1000;

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(1)} %`;
}

function spread(all: readonly Judgement[], of: (one: Judgement) => number): string {
  const values = all.map(of);
  return `${percent(Math.min(...values))} to ${percent(Math.max(...values))}`;
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const count = quick ? QUICK_DAYS : DAYS;
  const judged: { steady: Judgement[]; foreseen: Judgement[] } = { steady: [], foreseen: [] };
  for (let n = 0; n < count; n++) {
    const telling = TELLINGS[n % TELLINGS.length] as (typeof TELLINGS)[number];
    judged[telling.way].push(judgeDay(seed * 100_000 + n, telling, movementOf, FIRST_MS + (n % 365) * DAY_MS));
    progress((n + 1) / count);
  }
  const all = [...judged.steady, ...judged.foreseen];
  const wrong = all.flatMap((one) => one.wrong);
  const of = (what: (one: Judgement) => number): number => all.reduce((sum, one) => sum + what(one), 0);
  return {
    count,
    figure:
      `${of((one) => one.trips)} trips and ${of((one) => one.stops)} stays on ${count} days, ${wrong.length === 0 ? "all counted" : `${wrong.length} findings`}; of a day's distance ` +
      `${spread(judged.steady, (one) => one.ratio)} where each move of 8 m is told, ${spread(judged.foreseen, (one) => one.ratio)} where only ` +
      `what a map does not foresee is; of the moving time ${spread(all, (one) => one.movingRatio)}; ends of trips off by ` +
      `${Math.max(...all.map((one) => one.offS))} s at most`,
    holds: wrong.length === 0,
    details:
      wrong.length === 0
        ? ["Days: half with noise of 1.5 m, half of 3 m; every one with losses and wild positions, some with gaps."]
        : wrong,
  };
}

export const proof: Proof = {
  name: "movement/known",
  claim:
    `On made-up days whose truth is known every trip and stay is counted, the distance of each day is within ${STATED.share * 100} % and ${STATED.tripM} m a trip, ` +
    "no gap is counted as travel and every flagged position is left out (R-03).",
  run,
};

import { blankLives, type LivesTally, liveOnce } from "../oracle/modem-lives.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

function figureOf({ lives, texts, outcomes, doubtedGone, longestMs, wrong }: LivesTally): string {
  const told = [...outcomes].sort((a, b) => b[1] - a[1]).map(([kind, count]) => `${kind} ${count}`);
  return (
    `${texts} texts in ${lives} lives of a modem with faults: ${told.join(", ")} (of those in doubt ${doubtedGone} had gone); ` +
    `the slowest outcome after ${(longestMs / 1000).toFixed(0)} s; ${wrong.length} faults`
  );
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const tally = blankLives();
  const lives = quick ? 1500 : 20_000;
  for (let i = 0; i < lives; i++) {
    liveOnce(tally, seed * 1_000_003 + i);
    if (i % 50 === 0) progress(i / lives);
  }
  const often = (kind: string): boolean => [...tally.outcomes].some(([one, count]) => one === kind && count > lives / 100);
  // A modem that is always well, or always ill, would show nothing.
  const varied = ["accepted", "refused", "in-doubt", "hung", "no-sim", "sim-locked", "no-network"].every(often);
  return {
    count: tally.texts,
    figure: figureOf(tally),
    holds: tally.wrong.length === 0 && varied && tally.doubtedGone > 0,
    details: tally.wrong.slice(0, 20),
  };
}

export const proof: Proof = {
  name: "sms/modem",
  claim:
    "Every text that is handed to the modem has one outcome within three minutes, whatever the modem does: accepted went once, in doubt at most once, everything else not at all; and a modem that is well again is used again.",
  run,
};

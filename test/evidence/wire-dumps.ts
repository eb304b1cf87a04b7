import { type DumpTally, dumpTwoDays, makeDumpTally, SOUND } from "../oracle/dump-run.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

function figureOf(tally: DumpTally): string {
  return (
    `${tally.dumps} dumps of flash and memory, ${tally.inChange} in the middle of a change of the flash, with up to ${tally.mostBacklog} ` +
    `frames waiting: at most ${tally.mostEpochs} epoch of the past opened for a guardian, ${tally.longestS} s at most; ` +
    `${tally.opened} of ${tally.past} frames; ${tally.tries} dumps tried with ${tally.keysTried} keys of 32 bytes in a row, ` +
    `one step forwards each, opened the same; the queue's key freed ${tally.unwrapped} frames of the outer seal alone`
  );
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const plan = quick
    ? { rounds: 1, share: 1 / 30, triedEpochs: 4, tryEvery: 100 }
    : { rounds: 5, share: 1 / 2.5, triedEpochs: 1000, tryEvery: 500 };
  const most = quick ? 200 : 10_000;
  const tally = makeDumpTally();
  for (let i = 0; i < plan.rounds; i++) {
    dumpTwoDays(tally, {
      ...SOUND,
      seed: seed + i,
      dumps: most,
      share: plan.share,
      triedEpochs: plan.triedEpochs,
      tryEvery: plan.tryEvery,
    });
    progress((i + 1) / plan.rounds);
  }
  return {
    count: tally.dumps,
    figure: figureOf(tally),
    // An attack that opens nothing at all has not found the key that is there.
    holds:
      tally.wrong.length === 0 && tally.opened > tally.dumps && tally.inChange > 10 && tally.mostBacklog > 50 && tally.tries > 0,
    details: [
      ...tally.wrong,
      "The queue's key lies on the flash beside the queue: who has both reads when each waiting frame was taken and for whom, not what it says.",
      "Not looked at: memory that the firmware has let go of and the interpreter has not used again; the latest position itself is in memory.",
    ],
  };
}

export const proof: Proof = {
  name: "wire/dumps",
  claim:
    "Whoever takes all bytes of flash and memory at any instant opens at most one epoch, fifteen minutes, of the past, whatever waits to be sent (P18).",
  run,
};

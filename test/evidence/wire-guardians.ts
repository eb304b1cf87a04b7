import { makeGuardianTally, tryGuardians } from "../oracle/malicious-guardian.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const tally = makeGuardianTally();
  const lives = quick ? 150 : 5000;
  for (let i = 0; i < lives; i++) {
    tryGuardians(seed + i, tally);
    progress((i + 1) / lives);
  }
  return {
    count: tally.commands + tally.forgeries,
    figure:
      `${tally.lives} lives with and without the attack: ${tally.commands} genuine commands and ${tally.forgeries} forgeries of a malicious guardian; ` +
      `${tally.framesWatched} frames watched: ${tally.wrong.length} opened, forged or obeyed past their scope, or opened after they were sent away ` +
      `(the honest one read ${tally.honestRead} of theirs)`,
    holds: tally.wrong.length === 0 && tally.honestRead > tally.lives && tally.maliciousRead > tally.lives,
    details: [...new Set(tally.wrong)].slice(0, 20),
  };
}

export const proof: Proof = {
  name: "wire/guardians",
  claim:
    "A guardian with all their own secrets and all traffic opens no frame of another, forges nothing to anybody, changes nothing of what another gets, and opens nothing more once they were sent away, in any order of comings and goings.",
  run,
};

import { asItIs } from "../oracle/power-device.ts";
import { soundFlash } from "../oracle/power-run.ts";
import { liveOn, makeReuseTally } from "../oracle/reuse-lives.ts";
import { stubbedChance } from "../oracle/stubbed-chance.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const BOOTS_A_LIFE = 200;

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const lives = quick ? 25 : 5000;
  const tally = makeReuseTally();
  const asked = stubbedChance(() => {
    for (let i = 0; i < lives; i++) {
      liveOn(tally, {
        seed: seed + i,
        boots: BOOTS_A_LIFE,
        rollbacks: i % 2 === 1,
        tamper: asItIs,
        tamperFlash: soundFlash,
        tamperCipher: (cipher) => cipher,
      });
      progress(i / lives);
    }
  });
  return {
    count: tally.boots,
    figure:
      `${tally.boots} boots, ${tally.cuts} power cuts, ${tally.rollbacks} rollbacks to an older image of the flash: ` +
      `${tally.wrong.length} keys and IVs for two bodies among ${tally.seals} seals, ${tally.published} frames left; ` +
      `after rollbacks ${tally.repeatedPlaces} frames bore the epoch and number of an earlier one, as a guardian sees, and none its keystream; ` +
      `chance, stubbed to a constant, was asked ${asked} times`,
    // Rollbacks that repeat no epoch and number would try nothing.
    holds: tally.wrong.length === 0 && asked === 0 && tally.repeatedPlaces > 100 && tally.cuts > tally.boots / 4,
    details: tally.wrong,
  };
}

export const proof: Proof = {
  name: "wire/reuse",
  claim:
    "No key is ever used with one IV for two bodies: over a million boots with power cuts anywhere, with older images put back onto the flash, and with every source of chance a constant; and without rollbacks no two frames leave under one epoch and number.",
  run,
};

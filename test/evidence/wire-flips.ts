import { hearMessage } from "../../device/core/command.ts";
import { step } from "../../device/core/tracker.ts";
import { LONG_FRAME } from "../../device/protocol/envelope.ts";
import { takeInAll } from "../../guardian/subscriber/intake.ts";
import { type Attack, attackOpener, held, type Opener } from "../oracle/slow-l1-flips.ts";
import { deviceOpener, guardianOpener } from "../oracle/slow-l1-openers.ts";
import { random } from "../random.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

/** For each of the two who open frames. */
const PLAN = {
  quick: { short: 80, long: 4, random: 200_000 },
  full: { short: 1000, long: 50, random: 10_000_000 },
};

function sentence(opener: Opener, attack: Attack): string {
  const { flips, truncations, extensions, random: noise, spliced, accepted, changed, genuine, opened } = attack;
  const victims = [...opener.genuine, ...opener.unread];
  const long = victims.filter((frame) => frame.length === LONG_FRAME).length;
  return (
    `${opener.name}: ${flips} flips of one bit in ${victims.length - long} short and ${long} long frames, ${truncations} cut short, ${extensions} made longer, ` +
    `${noise} random, ${spliced} with a genuine header: ${accepted} accepted, the state another one ${changed} times; ` +
    `${opened} of the ${genuine} genuine ones opened afterwards`
  );
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const plan = quick ? PLAN.quick : PLAN.full;
  const openers = [guardianOpener(takeInAll, plan), deviceOpener(hearMessage, step, plan)];
  const attacks = openers.map((opener, i) => {
    const share = (done: number): void => progress((i + done) / openers.length);
    return attackOpener(opener, plan.random, random(seed + i), share);
  });
  return {
    count: attacks.reduce((sum, each) => sum + each.flips + each.truncations + each.extensions + each.random + each.spliced, 0),
    figure: openers.map((opener, i) => sentence(opener, attacks[i] as Attack)).join("; "),
    holds: attacks.every(held),
  };
}

export const proof: Proof = {
  name: "wire/flips",
  claim:
    "Any frame with one bit changed, cut short, made longer, or of random bytes is refused by guardian and device, and changes not one bit of their state.",
  run,
};

import { nodeCipher } from "../../device/node/cipher.ts";
import { clientIdentifiers } from "../oracle/client-identifiers.ts";
import { type Likeness, likenessOf } from "../oracle/day-likeness.ts";
import { expectedByChance, lengthBeyondChance } from "../oracle/shared-substrings.ts";
import { captureDays, captureMidnight, framesOfTwoDays } from "../oracle/wire-capture.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const DAYS = { quick: 3, full: 30 };
/** As many consoles as devices. */
const IDENTIFIERS = 200;
const LEAST_MESSAGES_A_DAY = 1000;

function figureOf(likeness: Likeness): string {
  const { days, messages, lengths, topics, common, spread } = likeness;
  const { places, pairs, found, pairsAtOffset, foundAtOffset, longest } = common;
  return (
    `${messages} messages of ${days} days on ${topics} topics, and ${IDENTIFIERS} identifiers: lengths {${lengths.join(", ")}}; ` +
    `in ${places} places, ${found} common substrings of four bytes between two days (random bytes: ${expectedByChance(pairs).toFixed(1)}), ` +
    `${foundAtOffset} of them at the same offset (random bytes: ${expectedByChance(pairsAtOffset).toFixed(1)}), ` +
    `the longest of ${longest} bytes (${lengthBeyondChance(pairs)} would not be chance); ` +
    `the most uneven byte is ${Math.abs(spread.deviations).toFixed(1)} standard deviations from even`
  );
}

async function run({ quick, progress }: HowToRun): Promise<Finding> {
  const count = quick ? DAYS.quick : DAYS.full;
  const cipher = nodeCipher();
  const capture = captureDays(cipher, count, progress);
  const likeness = likenessOf(capture, clientIdentifiers(IDENTIFIERS));
  const silent = framesOfTwoDays(captureMidnight(cipher, false));
  const wide = likeness.days === count && likeness.messages > count * LEAST_MESSAGES_A_DAY && capture.fixes > 0;
  return {
    count: likeness.common.places,
    figure: figureOf(likeness),
    holds: likeness.links.length === 0 && wide,
    details: [
      ...likeness.links,
      `Known, and not counted above: a frame that is not acknowledged before midnight is sent again after it as it is. With the console off, ${silent} frames crossed on both days.`,
    ],
  };
}

export const proof: Proof = {
  name: "wire/unlinkable",
  claim:
    "What is delivered on its day has one length, and neither topics, frames nor identifiers of two days have more in common than random bytes have.",
  run,
};

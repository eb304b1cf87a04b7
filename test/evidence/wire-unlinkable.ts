import { nodeCipher } from "../../device/node/cipher.ts";
import { clientIdentifiers } from "../oracle/client-identifiers.ts";
import { type Likeness, likenessOf } from "../oracle/day-likeness.ts";
import { expectedByChance, lengthBeyondChance } from "../oracle/shared-substrings.ts";
import { type Capture, captureDays, framesOfTwoDays } from "../oracle/wire-capture.ts";
import { NIGHTS } from "../oracle/wire-nights.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const DAYS = { quick: 5, full: 30 };
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

/** In words, what was not put to the test. */
function notTried(capture: Capture, days: number): string[] {
  const { short, long } = framesOfTwoDays(capture);
  const tried: [string, boolean][] = [
    ["too few messages crossed", capture.days.length === days && messagesOf(capture) > days * LEAST_MESSAGES_A_DAY],
    ["no fix arrived", capture.fixes > 0],
    ["no short frame was sent on two days", short > 0],
    ["no long frame was sent on two days", long > 0],
    ["no command waited over midnight", capture.commandsOverMidnight > 0],
  ];
  return tried.filter(([, done]) => !done).map(([sentence]) => sentence);
}

function messagesOf({ days }: Capture): number {
  return days.reduce((sum, { messages }) => sum + messages, 0);
}

async function run({ quick, progress }: HowToRun): Promise<Finding> {
  const count = quick ? DAYS.quick : DAYS.full;
  const capture = captureDays(nodeCipher(), count, progress);
  const likeness = likenessOf(capture, clientIdentifiers(IDENTIFIERS));
  const { short, long } = framesOfTwoDays(capture);
  const missing = notTried(capture, count);
  return {
    count: likeness.common.places,
    figure: `${figureOf(likeness)}; ${short} short and ${long} long frames and ${capture.commandsOverMidnight} commands waited over a midnight`,
    holds: likeness.links.length === 0 && missing.length === 0,
    details: [...likeness.links, ...missing, `The nights, in turn: ${NIGHTS.map(({ name }) => name).join("; ")}.`],
  };
}

export const proof: Proof = {
  name: "wire/unlinkable",
  claim:
    "Neither topics, frames nor identifiers of two days have more in common than random bytes have, also of what waited over midnight, in the queue or at the console; what happens is told in one length.",
  run,
};

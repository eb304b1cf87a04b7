import { attackEverywhere, blankInbound } from "../oracle/inbound-attack.ts";
import { TRACKER_COMMANDS } from "../oracle/tracker-commands.ts";
import { random } from "../random.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const tally = blankInbound();
  const count = quick ? 24_000 : 1_200_000;
  attackEverywhere(tally, count, random(seed), progress);
  const { texts, lines, compared, heard, wrong } = tally;
  return {
    count: texts + lines,
    figure:
      `${texts} texts (${TRACKER_COMMANDS.length} of them commands of known trackers) and ${lines} stray lines, ` +
      `${heard} bytes read by the driver, the device's memory, store and frames compared ${compared} times: ${wrong.length} changes`,
    // What nobody read could change nothing.
    holds: wrong.length === 0 && texts > count / 2 && heard > count * 20,
    details: wrong.slice(0, 20),
  };
}

export const proof: Proof = {
  name: "sms/inbound",
  claim:
    "A text message that comes in has no effect whatsoever: neither the commands of known trackers, nor forged answers of a modem, nor a guardian's own sealed commands, at any moment of the driver's work and however the modem hands them on.",
  run,
};

import { DAYS, firstDifference, observe } from "../oracle/constant-rate-days.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const EVERY_S = [15, 60];
const MINUTES = { quick: 45, full: 1440 };

async function run({ quick, progress }: HowToRun): Promise<Finding> {
  const minutes = quick ? MINUTES.quick : MINUTES.full;
  const details: string[] = [];
  let compared = 0;
  let messages = 0;
  let most = 0;
  let fewest = Number.POSITIVE_INFINITY;
  for (const everyS of EVERY_S) {
    const [moving, ...others] = DAYS.map((day, i) => {
      progress(i / DAYS.length);
      return { name: day.name, ...observe(day, minutes, everyS) };
    });
    if (moving === undefined) throw new Error("there are no days to compare");
    messages += moving.messages.length;
    // A message each way at each moment, and none beside; the first moment may pass before the link is up.
    const moments = (minutes * 60) / everyS;
    if (Math.abs(moving.messages.length - 2 * moments) > 4) details.push(`${everyS} s: ${moving.messages.length} messages`);
    for (const other of others) {
      const at = firstDifference(moving.messages, other.messages);
      compared += 1;
      if (at !== null) details.push(`${everyS} s: ${other.name} differs from ${moving.name} in message ${at}`);
    }
    most = Math.max(most, moving.fixes);
    fewest = Math.min(fewest, ...others.map(({ fixes }) => fixes));
  }
  return {
    count: compared,
    figure:
      `${compared - details.length} of ${compared} pairs of days of ${minutes} minutes equal in times and lengths of ${messages} messages, ` +
      `with ${fewest} to ${most} fixes delivered`,
    holds: details.length === 0 && fewest === 0 && most > 10,
    details,
  };
}

export const proof: Proof = {
  name: "wire/constant-rate",
  claim:
    "In the constant-rate mode an observer who has times and lengths only cannot tell a day of movement from a day of silence: the sequences are equal.",
  run,
};

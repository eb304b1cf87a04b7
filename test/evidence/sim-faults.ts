import { faultHousehold } from "../oracle/fault-household.ts";
import { TROUBLES } from "../oracle/fault-mix.ts";
import { toyCipher } from "../toy-cipher.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const SEEDS = { quick: 60, full: 500 };
/** Of the troubles, so many must have happened at least; one that never happens proves nothing. */
const SHARE = { quick: 0.9, full: 1 };

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const seeds = quick ? SEEDS.quick : SEEDS.full;
  const wrong: string[] = [];
  const did = new Map<string, number>();
  let positions = 0;
  for (let n = 0; n < seeds; n++) {
    const mixed = faultHousehold(seed * SEEDS.full + n, toyCipher);
    positions += mixed.positions;
    wrong.push(...mixed.broken.slice(0, 3).map((sentence) => `seed ${mixed.seed}: ${sentence}`));
    for (const sentence of mixed.did) did.set(sentence, (did.get(sentence) ?? 0) + 1);
    progress((n + 1) / seeds);
  }
  const happened = TROUBLES.filter(({ does }) => did.has(does)).length;
  const enough = happened >= TROUBLES.length * (quick ? SHARE.quick : SHARE.full);
  return {
    count: seeds,
    figure:
      `${seeds} households among ${happened} of ${TROUBLES.length} kinds of trouble, ${positions.toLocaleString("en-GB")} positions: ` +
      `${wrong.length} violations`,
    holds: wrong.length === 0 && enough && positions > seeds,
    details: wrong.length > 0 ? wrong.slice(0, 20) : [[...did].map(([sentence, times]) => `${sentence}: ${times}`).join(", ")],
  };
}

export const proof: Proof = {
  name: "sim/faults",
  claim:
    "Whatever breaks together (lamp, receiver, clock, network, broker, modem, memory, power, button, console, strangers, and what the wearer and the guardian do meanwhile), no position leaves without a yes, the hours and a lit lamp; none that nobody measured; none after a no; nothing acknowledged is lost and nothing is held twice; a call for help that the wearer felt arrives; and every frame has one of two lengths.",
  run,
};

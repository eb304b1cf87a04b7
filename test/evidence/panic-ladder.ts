import { type LadderOutcome, PROMISED_S, panicNight } from "../oracle/panic-household.ts";
import { toyCipher } from "../toy-cipher.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const SEEDS = { quick: 300, full: 10_000 };
/** Every fault that there is; one that never happens proves nothing. */
const FAULTS = 18;

function complaints({ seed, tookS, incidents, felt, wrong }: LadderOutcome): string[] {
  const found = wrong.map((sentence) => `seed ${seed}: ${sentence}`);
  if (tookS > PROMISED_S) found.push(`seed ${seed}: ${tookS} s from the first working path`);
  if (incidents !== 1) found.push(`seed ${seed}: ${incidents} incidents instead of one`);
  if (!felt.called || !felt.heard) found.push(`seed ${seed}: the wearer did not feel that it went out and was heard`);
  return found;
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const seeds = quick ? SEEDS.quick : SEEDS.full;
  const wrong: string[] = [];
  const took: number[] = [];
  const faults = new Map<string, number>();
  for (let n = 0; n < seeds; n++) {
    const outcome = panicNight(seed * SEEDS.full + n, toyCipher);
    took.push(outcome.tookS);
    wrong.push(...complaints(outcome));
    for (const fault of new Set(outcome.faults)) faults.set(fault, (faults.get(fault) ?? 0) + 1);
    progress((n + 1) / seeds);
  }
  took.sort((a, b) => a - b);
  const at = (share: number): number => took[Math.min(took.length - 1, Math.floor(took.length * share))] as number;
  return {
    count: seeds,
    figure:
      `${seeds} calls among ${faults.size} kinds of fault: ${wrong.length} complaints; from the first working path to the guardian's database ` +
      `${at(0.5)} s (median), ${at(0.95)} s (95 %), ${at(1)} s at the longest; each was one incident, and the wearer felt that it was heard`,
    holds: wrong.length === 0 && faults.size >= FAULTS,
    details: wrong.length > 0 ? wrong.slice(0, 20) : [[...faults].map(([name, times]) => `${name} ${times}`).join(", ")],
  };
}

export const proof: Proof = {
  name: "panic/ladder",
  claim:
    "Whatever is broken when the wearer calls (network, console, receiver, clock, lamp, a full store, closed hours, a pause, a withdrawal, a backlog, power cuts, messages lost, late and doubled, no path but text messages), the call is in a guardian's database within 60 s of the first working path, as exactly one incident, and the wearer feels that it was heard.",
  run,
};

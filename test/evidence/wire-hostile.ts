import { liveBehind, makeHostileTally } from "../oracle/hostile-lives.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const tally = makeHostileTally();
  const lives = quick ? 120 : 10_000;
  const details: string[] = [];
  for (let i = 0; i < lives; i++) {
    const before = tally.wrong.length;
    liveBehind(seed + i, tally);
    if (tally.wrong.length > before && details.length < 20)
      details.push(`seed ${seed + i}: ${tally.wrong.slice(before).join("; ")}`);
    progress((i + 1) / lives);
  }
  const deeds = [...tally.deeds].sort((a, b) => b[1] - a[1]).map(([name, times]) => `${name} ${times}`);
  return {
    count: lives,
    figure:
      `${lives} seeds, ${tally.messages} messages, ${tally.fixes} positions and ${tally.commands} commands: ${tally.wrong.length} that were opened, held or obeyed ` +
      "and never sent, held twice, or did not arrive once the broker was honest",
    holds: tally.wrong.length === 0 && tally.deeds.size === 14 && tally.fixes > lives * 5 && tally.commands > lives / 2,
    details: [...details, `what the broker did: ${deeds.join(", ")}`],
  };
}

export const proof: Proof = {
  name: "wire/hostile",
  claim:
    "A broker that drops, doubles, delays, replays, alters, makes up, swaps topics, takes clients over and lies about subscriptions can only delay: nothing that was not sent is held or obeyed, and everything arrives exactly once when it turns honest.",
  run,
};

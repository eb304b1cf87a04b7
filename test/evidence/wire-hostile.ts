import type { Trick } from "../../simulator/world/hostile-broker.ts";
import { hostileHousehold } from "../oracle/hostile-household.ts";
import { toyCipher } from "../toy-cipher.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const SEEDS = { quick: 250, full: 10_000 };
/** One seed in so many is played twice, and must give the same bytes. */
const TWICE_EVERY = 50;
/** Every trick that there is; one that is never played proves nothing. */
const TRICKS = 19;

interface Tally {
  fixes: number;
  refused: number;
  taken: number;
  veiled: number;
  tricks: Map<Trick, number>;
  wrong: string[];
  twice: number;
}

function play(tally: Tally, seed: number, twice: boolean): void {
  const outcome = hostileHousehold(seed, toyCipher);
  tally.fixes += outcome.fixes;
  tally.refused += outcome.refused;
  tally.taken += outcome.taken;
  tally.veiled += outcome.veiled;
  for (const [trick, times] of outcome.tricks) tally.tricks.set(trick, (tally.tricks.get(trick) ?? 0) + times);
  for (const sentence of new Set(outcome.wrong)) tally.wrong.push(`seed ${seed}: ${sentence}`);
  if (!twice) return;
  tally.twice += 1;
  if (hostileHousehold(seed, toyCipher).digest !== outcome.digest) tally.wrong.push(`seed ${seed}: not the same bytes again`);
}

function figureOf({ fixes, refused, taken, veiled, tricks, wrong, twice }: Tally, seeds: number, tookS: number): string {
  const played = [...tricks.values()].reduce((a, b) => a + b, 0);
  return (
    `${seeds} hostile brokers (${(seeds / tookS).toFixed(1)} a second) played ${played} tricks of ${tricks.size} kinds: ${wrong.length} violations; ` +
    `of the messages that they handed over ${refused} changed nothing and ${taken} were authentic and taken in; ${veiled} frames went out in the form of a later day; ` +
    `all ${fixes} positions arrived once, but those that a withdrawal erased; ${twice} seeds gave the same bytes twice`
  );
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const seeds = quick ? SEEDS.quick : SEEDS.full;
  const tally: Tally = { fixes: 0, refused: 0, taken: 0, veiled: 0, tricks: new Map(), wrong: [], twice: 0 };
  const startedMs = performance.now();
  for (let n = 0; n < seeds; n++) {
    play(tally, seed * SEEDS.full + n, n % TWICE_EVERY === 0);
    progress((n + 1) / seeds);
  }
  const tookS = (performance.now() - startedMs) / 1000;
  return {
    count: seeds,
    figure: figureOf(tally, seeds, tookS),
    // Brokers that never deliver, or never lie, would find nothing in anything.
    holds:
      tally.wrong.length === 0 &&
      tally.tricks.size === TRICKS &&
      tally.fixes > 10 * seeds &&
      tally.taken > 5 * seeds &&
      tally.veiled > 0,
    details: tally.wrong.slice(0, 20),
  };
}

export const proof: Proof = {
  name: "wire/hostile",
  claim:
    "A broker that loses, doubles, reorders, alters, forges and replays frames, a month later too, takes clients over and lies about what it does can only delay: nothing is opened that the device did not seal, no fix is stored twice, no command is obeyed that the guardian did not send, what decides on capture does not change, no state outgrows its limit, nothing crashes; and when it turns honest everything that waited arrives once.",
  run,
};

import { attackMany, chanceOf, deviations, type MiddleTally, makeMiddleTally } from "../oracle/pairing-middle.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

/** Shortened words, so that chance can be counted: their bits, and how many attempts. */
const SHORT = [
  { bits: 4, quick: 1500, full: 20_000 },
  { bits: 6, quick: 2200, full: 30_000 },
  { bits: 8, quick: 300, full: 30_000 },
];
const WHOLE = { quick: 600, full: 20_000 };
const MAX_DEVIATIONS = 4;

interface Short {
  bits: number;
  tally: MiddleTally;
}

function line({ bits, tally }: Short): string {
  const { tried, broken } = chanceOf(tally);
  const off = deviations(broken, tried, bits).toFixed(1);
  return `words of ${bits} bits: ${broken} of ${tried} attackers guessed right, ${(tried / 2 ** bits).toFixed(1)} computed (${off} standard deviations)`;
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const shorts: Short[] = [];
  for (const [i, { bits, ...cases }] of SHORT.entries()) {
    const tally = makeMiddleTally();
    attackMany(tally, seed + i, quick ? cases.quick : cases.full, bits);
    shorts.push({ bits, tally });
    progress((i + 1) / (SHORT.length + 1));
  }
  const whole = makeMiddleTally();
  attackMany(whole, seed + SHORT.length, quick ? WHOLE.quick : WHOLE.full, 32, {}, [
    "listens",
    "swaps keys",
    "weakens",
    "swaps one key",
    "replays",
  ]);
  const wrong = [...shorts.map(({ tally }) => tally), whole].flatMap((tally) => tally.wrong);
  const asComputed = shorts.every(({ bits, tally }) => {
    const { tried, broken } = chanceOf(tally);
    return Math.abs(deviations(broken, tried, bits)) < MAX_DEVIATIONS;
  });
  const attempts = whole.attempts + shorts.reduce((sum, { tally }) => sum + tally.attempts, 0);
  const listened = whole.byWay.listens?.tried ?? 0;
  return {
    count: attempts,
    figure:
      `${attempts} attackers in the middle, ${wrong.length} with words that agree by anything but chance; with all 32 bits ${whole.broken} of ` +
      `${whole.attempts} got in; ${whole.agreed} of the ${listened} pairings that were only listened to ended with equal words and a key that nobody else knew`,
    // Whoever only listens must let the pairing succeed, or the attacked were never able to pair at all.
    holds: wrong.length === 0 && asComputed && whole.broken === 0 && listened > 100 && whole.agreed === listened,
    details: [...shorts.map(line), ...wrong.slice(0, 20)],
  };
}

export const proof: Proof = {
  name: "pairing/middle",
  claim:
    "Whoever sits between a guardian and a device while they exchange public keys, and swaps, replays, reflects, weakens or guesses, gets words that agree and a key that they know no more often than by the chance of the words' bits.",
  run,
};

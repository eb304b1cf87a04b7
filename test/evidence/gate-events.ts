import { runEvents } from "../../simulator/gate/run-events.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const FULL_EVENTS = 50_000_000;
const QUICK_EVENTS = 1_000_000;
/** Lives of their own, so that no one fault of a seed decides. */
const LIVES = 10;

function count(value: number): string {
  return value.toLocaleString("en-GB");
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const events = (quick ? QUICK_EVENTS : FULL_EVENTS) / LIVES;
  const results = Array.from({ length: LIVES }, (_, life) =>
    runEvents({ events, seed: seed + life, progress: (done) => progress((life + done / events) / LIVES) }),
  );
  const sum = (of: (one: (typeof results)[number]) => number) => results.reduce((total, one) => total + of(one), 0);
  const reasons = new Map<string, number>();
  for (const { refusals } of results) for (const [why, times] of refusals) reasons.set(why, (reasons.get(why) ?? 0) + times);
  const looks = [...reasons.values()].reduce((total, one) => total + one, 0);
  const violations = sum((one) => one.violations.length);
  const missed = sum((one) => one.counts.missed);
  const expected = sum((one) => one.counts.expected);
  const met = [...reasons].map(([why, times]) => `${why} ${((100 * times) / looks).toFixed(1)} %`);
  return {
    count: sum((one) => one.counts.events),
    figure: `${count(sum((one) => one.counts.events))} events in ${LIVES} lives with ${count(sum((one) => one.counts.restarts))} restarts: ${violations} violations in ${count(sum((one) => one.counts.passed))} positions that passed and ${count(sum((one) => one.counts.published))} frames that left; ${count(expected - missed)} of ${count(expected)} passed where they had to; the gate was ${met.join(", ")}`,
    holds: violations === 0 && missed === 0 && expected > events / 100 && reasons.size >= 13,
    details: [
      `hashes: ${results.map((one) => one.hash).join(" ")}`,
      ...results.flatMap((one) => one.violations.map((text) => `seed ${one.seed}, ${text}; before it: ${one.before.join("; ")}`)),
    ],
  };
}

export const proof: Proof = {
  name: "gate/events",
  claim:
    "Whatever people, hardware, clocks, store and network do in any order, a position leaves only where an onlooker who knows just what happened says that it may, and it does leave where it must.",
  run,
};

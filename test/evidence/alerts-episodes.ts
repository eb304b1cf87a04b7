import type { AlertName } from "../../device/protocol/alert.ts";
import { type Random, seededRandom } from "../../simulator/random.ts";
import { anySigns, batteries, type Compared, own, receptions, speeds } from "../oracle/episode-signals.ts";
import { faultsOf, heardTurns, type LivedJourney, liveJourney } from "../oracle/journey-life.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const SIGNALS: readonly (readonly [string, (random: Random) => Compared])[] = [
  ["any signs", (random) => anySigns(random, own)],
  ["speed", speeds],
  ["battery", batteries],
  ["reception", receptions],
];
const LIFE_S = 2700;

/** What a life shows that it should not, or lacks. */
export function faultsOfLife(life: LivedJourney): string[] {
  const faults = faultsOf(life.alerts);
  for (const [alert, turned] of life.expected) {
    const heard = heardTurns(life.alerts, alert).join();
    const slow = turned.map(({ turn }) => turn).join();
    if (heard !== slow) faults.push(`${alert}: heard ${heard || "nothing"}, expected ${slow || "nothing"}`);
  }
  const rests = heardTurns(life.alerts, "not-moving").filter((turn) => turn === "raise").length;
  if (rests < life.stood.surely || rests > life.stood.perhaps)
    faults.push(`not-moving: raised ${rests} times, stood ${life.stood.surely} to ${life.stood.perhaps} times`);
  return faults;
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const chance = seededRandom(seed);
  const signals = quick ? 2000 : 40_000;
  const lives = quick ? 10 : 200;
  const wrong: string[] = [];
  let episodes = 0;
  for (let n = 0; n < signals; n++) {
    const [name, compare] = SIGNALS[n % SIGNALS.length] as (typeof SIGNALS)[number];
    const { ours, slow } = compare(chance.branch(`${name} ${n}`));
    episodes += slow.filter(({ turn }) => turn === "raise").length;
    if (JSON.stringify(ours) !== JSON.stringify(slow)) wrong.push(`${name} ${n}: ${ours.length} turns, ${slow.length} expected`);
    if (n % 200 === 0) progress((0.5 * n) / signals);
  }
  const heard = new Map<AlertName, number>();
  for (let n = 0; n < lives; n++) {
    const restarts = n % 2 === 1 ? 200 : 0;
    const life = liveJourney(chance.branch(`life ${n}`), LIFE_S, restarts);
    // After a restart the device has to wait anew, so only what was heard is judged.
    wrong.push(...(restarts > 0 ? faultsOf(life.alerts) : faultsOfLife(life)).map((fault) => `life ${n}: ${fault}`));
    for (const { alert, phase } of life.alerts) if (phase === "raised") heard.set(alert, (heard.get(alert) ?? 0) + 1);
    progress(0.5 + (0.5 * n) / lives);
  }
  const all = ["overspeed", "low-battery", "no-fix", "not-moving", "not-arrived"] as const;
  const silent = all.filter((alert) => !heard.has(alert));
  return {
    count: signals + lives,
    figure:
      `${wrong.length} faults: ${episodes} episodes of ${signals} random signals raised and cleared once each, when a slow reading of the same says so; ` +
      `of ${lives} lives of 45 minutes guardians heard ${all.map((alert) => `${alert} ${heard.get(alert) ?? 0}`).join(", ")}, each once an episode, half of them with a restart every 200 s`,
    holds: wrong.length === 0 && silent.length === 0,
    details: [...wrong.slice(0, 20), ...silent.map((alert) => `${alert} was never raised: the run shows nothing of it`)],
  };
}

export const proof: Proof = {
  name: "alerts/episodes",
  claim:
    "Overspeed, a low battery, no position, no movement and no arrival are told once an episode, not for a spike, and cleared once when they are over, also through restarts.",
  run,
};

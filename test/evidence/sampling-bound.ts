import { FINEST_BOUND_M } from "../../device/core/bound.ts";
import { fewestMessages } from "../oracle/clairvoyant.ts";
import { type Outcome, placesOf, type Terms, watchMaps } from "../oracle/sampling-bound.ts";
import { GOINGS, type Going, madeUpTrack } from "../oracle/sampling-tracks.ts";
import { integer, pick, random } from "../random.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const PLAN = { quick: { tracks: 120, seconds: 900 }, full: { tracks: 10_000, seconds: 900 } };
/** So many times the fewest messages that anyone could do with who knows the way; above it the proof fails. */
export const MOST_TIMES: Record<Going, number> = { walk: 2.5, bike: 2.5, drive: 2.2 };
/** Nothing but the bound makes the device speak. */
const BARE: Terms = { intervalS: 1, decimals: 6, coarser: null, batteryPercent: null, heartbeatS: Number.POSITIVE_INFINITY };

interface Tally {
  ours: number;
  fewest: number;
}

function termsOf(seed: number): Terms {
  const next = random(seed);
  const decimals = pick(next, [3, 4, 5, 6]);
  return {
    intervalS: pick(next, [1, 1, 2, 5, 10, 30]),
    decimals,
    coarser: next() < 0.5 ? integer(next, decimals) : null,
    batteryPercent: pick(next, [null, 100, 30, 29, 14]),
    heartbeatS: 60,
  };
}

function add(sum: Outcome, one: Outcome): void {
  sum.moments += one.moments;
  sum.wrong += one.wrong;
  sum.worst = Math.max(sum.worst, one.worst);
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const plan = quick ? PLAN.quick : PLAN.full;
  const tallies = new Map<Going, Tally>(GOINGS.map((going) => [going, { ours: 0, fewest: 0 }]));
  const sum: Outcome = { messages: 0, moments: 0, wrong: 0, worst: 0, errorsM: [] };
  for (let i = 0; i < plan.tracks; i++) {
    const going = GOINGS[i % GOINGS.length] as Going;
    const { fixes } = madeUpTrack(going, seed + i, plan.seconds);
    const bare = watchMaps(fixes, BARE);
    add(sum, bare);
    add(sum, watchMaps(fixes, termsOf(seed + i)));
    const tally = tallies.get(going) as Tally;
    tally.ours += bare.messages;
    tally.fewest += fewestMessages(placesOf(fixes), FINEST_BOUND_M);
    if (i % 20 === 0) progress(i / plan.tracks);
  }
  const times = [...tallies].map(([going, { ours, fewest }]) => ({ going, times: ours / fewest }));
  return {
    count: sum.moments,
    figure:
      `${sum.wrong} of ${sum.moments} moments of ${plan.tracks} ways at which a map was off by more than its bound (largest error ` +
      `${(100 * sum.worst).toFixed(1)} % of it); messages against the fewest possible: ` +
      times.map((one) => `${one.going} ${one.times.toFixed(2)}`).join(", "),
    holds: sum.wrong === 0 && times.every((one) => one.times <= MOST_TIMES[one.going]),
    details: [...tallies].map(
      ([going, { ours, fewest }]) => `${going}: ${ours} messages, at least ${fewest} for who knows the way`,
    ),
  };
}

export const proof: Proof = {
  name: "sampling/bound",
  claim:
    "At every fix that the agreed interval lets the device tell, each guardian's map, predicted from what arrived, is within the bound of that guardian's precision; and the device sends at most 2.5 (walking and cycling) and 2.2 (driving) times the messages that anyone needs who knows the whole way.",
  run,
};

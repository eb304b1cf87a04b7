import { seededRandom } from "../../simulator/random.ts";
import { own, readTrace, type TraceTally } from "../oracle/freshness-traces.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const traces = quick ? 1000 : 10_000;
  const tally: TraceTally = { looks: 0, live: 0, faults: [] };
  const chance = seededRandom(seed);
  for (let n = 0; n < traces; n++) {
    readTrace(tally, chance.branch(`trace ${n}`), own);
    if (n % 100 === 0) progress(n / traces);
  }
  const kinds = new Map<string, number>();
  for (const fault of tally.faults) kinds.set(fault, (kinds.get(fault) ?? 0) + 1);
  return {
    count: tally.looks,
    figure: `${tally.faults.length} faults at ${tally.looks} looks at ${traces} traces with delays, losses, disorder, outages and clocks that lie; a position was shown as live at ${tally.live} of them`,
    holds: tally.faults.length === 0 && tally.live > traces,
    details: [...kinds].map(([fault, times]) => `${fault}: ${times}`),
  };
}

export const proof: Proof = {
  name: "guardian/freshness",
  claim:
    "Whatever the network does and the device's clock says, the page shows the fix that was sealed last, when it last heard, and how many fixes are missing, and never a stale position as live.",
  run,
};

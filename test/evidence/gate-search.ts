import { REAL_PARTS } from "../oracle/slow-gate-machine.ts";
import { searchGate } from "../oracle/slow-gate-search.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

/** For the bar that shows how far it is; the search itself knows its end only when it is there. */
const EXPECTED_STATES = 246_000;

async function run({ quick, progress }: HowToRun): Promise<Finding> {
  const expected = quick ? EXPECTED_STATES / 8 : EXPECTED_STATES;
  const result = searchGate(REAL_PARTS, {
    settled: quick,
    progress: (states) => progress(Math.min(1, states / expected)),
  });
  const ways = `${Math.round(result.transitions / result.states)} kinds of event in each`;
  return {
    count: result.states,
    figure: `${result.states} states, ${result.transitions} transitions (${ways}), ${result.open} states open, ${result.bad} bad${result.whole ? "" : "; stopped before the end"}${quick ? "; store sound, someone named and rest kept throughout: the full run lets these change, too" : ""}`,
    holds: result.whole && result.bad === 0 && result.open > 0,
    details: result.worst.map(
      ({ deviceOpen, asked, path }) =>
        `gate ${deviceOpen ? "open" : "shut"}, lamp ${asked ? "asked" : "not asked"}, one of them wrongly, after: ${path.join("; ")}`,
    ),
  };
}

export const proof: Proof = {
  name: "gate/search",
  claim:
    "In every state that consent, pause, objection, notice, emergency, clock, hours, rest, lamp, store, roster and restarts can reach in any order, the gate is open, and the lamp asked to show it, exactly where an independent reading of the rules says so.",
  run,
};

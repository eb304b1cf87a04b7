import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type * as Gate from "../../../device/core/gate.ts";
import { instrument, makeRecorder, RECORDER } from "../../mutation/decisions.ts";
import { countConditions, undecided } from "../../mutation/independence.ts";
import { exportsOf } from "../../mutation/modules.ts";
import { fixOf, MEASURED, NOT_MEASURED, OPEN, PAIRS } from "./gate-rows.ts";

const PATH = join(import.meta.dirname, "../../../device/core/gate.ts");
const { text, decisions } = instrument(readFileSync(PATH, "utf8"), PATH);

/** Asks a gate that tells what each of its conditions was. @returns the conditions of which these rows do not show that they decide. */
function left(pairs: typeof PAIRS, qualities: readonly Parameters<typeof fixOf>[0][]): string[] {
  const recorder = makeRecorder();
  const gate = exportsOf(PATH, { path: PATH, text, given: { name: RECORDER, module: recorder.module } }) as typeof Gate;
  for (const [, open, change] of pairs) {
    for (const claims of [open, { ...open, ...change }]) {
      gate.lampIsDue(claims);
      gate.pass(fixOf("autonomous"), claims);
    }
  }
  for (const quality of qualities) gate.pass(fixOf(quality), OPEN);
  return undecided(decisions, recorder.taken);
}

describe("P2 R-10 modified condition/decision coverage of the gate by its table of pairs", () => {
  it("shows of every condition that it decides alone", () => {
    expect(left(PAIRS, [...MEASURED, ...NOT_MEASURED])).toEqual([]);
    expect(countConditions(decisions)).toBeGreaterThanOrEqual(30);
  });

  it("would not be whole without the rows of any one reason", () => {
    for (const reason of new Set(PAIRS.map(([, , , why]) => why))) {
      const others = PAIRS.filter(([, , , why]) => why !== reason);
      expect(left(others, [...MEASURED, ...NOT_MEASURED]), reason).not.toEqual([]);
    }
  });

  it("would not be whole without the qualities that are measured, nor without the others", () => {
    expect(left(PAIRS, NOT_MEASURED).length).toBeGreaterThan(0);
    expect(left(PAIRS, MEASURED).length).toBeGreaterThan(0);
  });
});

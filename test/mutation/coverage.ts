import { readFileSync } from "node:fs";
import { join } from "node:path";
import { instrument, makeRecorder, RECORDER } from "./decisions.ts";
import { countConditions, undecided } from "./independence.ts";
import { outcomeOf } from "./modules.ts";
import type { Target } from "./targets.ts";

export interface Coverage {
  conditions: number;
  /** The conditions of which no two runs show that they decide alone, as file:line. */
  undecided: string[];
}

/** Modified condition/decision coverage of the targets by their own tests. @param root the project's folder. */
export function coverageOf(root: string, targets: Target[]): Coverage {
  const sum: Coverage = { conditions: 0, undecided: [] };
  for (const { file, tests } of targets) {
    const path = join(root, file);
    const { text, decisions } = instrument(readFileSync(path, "utf8"), path);
    const recorder = makeRecorder();
    const given = { name: RECORDER, module: recorder.module };
    const { failed } = outcomeOf(
      tests.map((test) => join(root, test)),
      { path, text, given },
    );
    if (failed !== null) sum.undecided.push(`${file}: its tests fail: ${failed}`);
    sum.conditions += countConditions(decisions);
    sum.undecided.push(...undecided(decisions, recorder.taken).map((where) => `${file}:${where}`));
  }
  return sum;
}

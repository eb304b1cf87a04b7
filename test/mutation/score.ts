import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Equivalent, entryOf } from "./equivalents.ts";
import { outcomeOf } from "./modules.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { sortOut } from "./sort-out.ts";
import type { Target } from "./targets.ts";

/** A mutant and the file that it is one of. */
export interface Placed extends Mutant {
  file: string;
}

export interface Score {
  mutants: number;
  /** How many different parts of the text were changed. */
  places: number;
  killed: number;
  /** Of those killed: the tests never ended. */
  endless: number;
  /** No test found them, but the type checker refuses them: nobody could have built them. */
  refused: string[];
  equivalent: number;
  survivors: string[];
  /** What makes the whole score worthless: tests that fail without a fault, an entry of the list that no longer applies. */
  broken: string[];
}

export interface HowToScore {
  /** The project's folder. */
  root: string;
  targets: Target[];
  equivalents: Equivalent[];
  /** Whether to try one more mutant of this file; those that are listed as equivalent are tried in any case. */
  chosen(file: string): boolean;
  progress(share: number): void;
}

interface Tried {
  tried: Placed[];
  killed: number;
  endless: number;
  equivalent: number;
  /** Passed by every test, and not listed. */
  alive: Placed[];
  broken: string[];
}

function troubleOf(target: Target, tests: string[]): string[] {
  const { passed, failed } = outcomeOf(tests, null);
  if (failed !== null) return [`${target.file}: its tests fail without any fault: ${failed}`];
  return passed === 0 ? [`${target.file}: it has no test`] : [];
}

function tryFile(target: Target, how: HowToScore, share: (done: number) => void): Tried {
  const path = join(how.root, target.file);
  const tests = target.tests.map((test) => join(how.root, test));
  const original = readFileSync(path, "utf8");
  const result: Tried = { tried: [], killed: 0, endless: 0, equivalent: 0, alive: [], broken: troubleOf(target, tests) };
  if (result.broken.length > 0) return result;
  const listed = new Set(how.equivalents.filter((one) => one.file === target.file));
  const all = mutantsOf(original, path);
  for (const [i, mutant] of all.entries()) {
    share(i / all.length);
    const placed: Placed = { ...mutant, file: target.file };
    const entry = entryOf(placed, original, listed);
    if (entry === null && !how.chosen(target.file)) continue;
    result.tried.push(placed);
    const { failed, endless } = outcomeOf(tests, { path, text: mutant.text });
    if (failed !== null) result.killed++;
    else if (entry === null) result.alive.push(placed);
    else result.equivalent++;
    if (endless) result.endless++;
    if (failed === null && entry !== null) listed.delete(entry);
  }
  for (const { line, was, becomes } of listed) {
    result.broken.push(`${target.file}: listed as equivalent and is not, take it off the list: "${line}", ${was} -> ${becomes}`);
  }
  return result;
}

/** Makes the mutants of every target and runs its tests on each, up to the first that fails. */
export function scoreOf(how: HowToScore): Score {
  const all = how.targets.map((target, i) => tryFile(target, how, (done) => how.progress((i + done) / how.targets.length)));
  const sum = (count: (one: Tried) => number) => all.reduce((total, one) => total + count(one), 0);
  const judged = sortOut(
    how.root,
    all.flatMap((one) => one.alive),
  );
  return {
    mutants: sum((one) => one.tried.length),
    places: new Set(all.flatMap((one) => one.tried.map(({ file, at, was }) => `${file} ${at} ${was}`))).size,
    killed: sum((one) => one.killed),
    endless: sum((one) => one.endless),
    refused: judged.refused,
    equivalent: sum((one) => one.equivalent),
    survivors: judged.survivors,
    broken: [...all.flatMap((one) => one.broken), ...judged.broken],
  };
}

/** True when no mutant lives, there were some, and nothing makes the score worthless. */
export function isWhole(score: Score): boolean {
  const dead = score.killed + score.refused.length + score.equivalent;
  return score.killed > 0 && dead === score.mutants && score.survivors.length === 0 && score.broken.length === 0;
}

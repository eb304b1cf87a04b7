import type { Finding, HowToRun } from "../evidence/proof.ts";
import { random } from "../random.ts";
import { type Coverage, coverageOf } from "./coverage.ts";
import type { Equivalent } from "./equivalents.ts";
import { isWhole, type Score, scoreOf } from "./score.ts";
import type { Target } from "./targets.ts";

/** What is put to the test: a project's folder, its files with their tests, and the faults that nobody can see. */
export interface Suspects {
  root: string;
  targets: Target[];
  equivalents: Equivalent[];
}

/** In a quick run this share of the mutants is tried, drawn by the seed; of the first file all are. */
const QUICK_SHARE = 0.25;

function percent(score: Score): string {
  const dead = score.killed + score.refused.length;
  // Rounded down: one survivor of thousands must not read as 100.
  return (Math.floor((1000 * dead) / Math.max(1, score.mutants - score.equivalent)) / 10).toFixed(1);
}

function figureOf(score: Score, coverage: Coverage, files: number): string {
  const decided = coverage.conditions - coverage.undecided.length;
  return `${score.mutants} mutants at ${score.places} places in ${files} files: ${score.killed} killed by the file's own unit tests (${score.endless} of them by never ending), ${score.refused.length} that do not compile, ${score.equivalent} equivalent, ${score.survivors.length} survive: score ${percent(score)} %; MC/DC: ${decided} of ${coverage.conditions} conditions seen to decide alone`;
}

/** The finding of the proof gate/mutation. */
export function findingOf({ root, targets, equivalents }: Suspects, { quick, seed, progress }: HowToRun): Finding {
  const next = random(seed);
  const chosen = (file: string) => !quick || file === targets[0]?.file || next() < QUICK_SHARE;
  const score = scoreOf({ root, targets, equivalents, chosen, progress });
  const coverage = coverageOf(root, targets);
  return {
    count: score.mutants,
    figure: figureOf(score, coverage, targets.length),
    holds: isWhole(score) && coverage.conditions > 0 && coverage.undecided.length === 0,
    details: [
      ...score.broken,
      ...score.survivors.map((line) => `SURVIVES ${line}`),
      ...coverage.undecided.map((line) => `NOT SEEN TO DECIDE ${line}`),
      ...equivalents.map(
        ({ file, line, was, becomes, reason }) => `equivalent: ${file} "${line}" ${was} -> ${becomes}: ${reason}`,
      ),
    ],
  };
}

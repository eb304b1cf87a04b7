import { readFileSync } from "node:fs";
import { join } from "node:path";
import { refusals, type Variant } from "./compiler.ts";
import type { Placed } from "./score.ts";

/** What the type checker says of the mutants that no test killed. */
export interface SortedOut {
  /** Each with the checker's code. */
  refused: string[];
  survivors: string[];
  broken: string[];
}

const LONGEST = 80;

function short(text: string): string {
  const flat = text.replace(/\s+/g, " ");
  return flat.length > LONGEST ? `${flat.slice(0, LONGEST - 3)}...` : flat;
}

function told({ file, line, operator, was, becomes }: Placed): string {
  return `${file}:${line} ${operator}: ${short(was)} -> ${short(becomes)}`;
}

/**
 * Tells mutants that nobody could have built from those that live. The files as they are go with them: a checker that
 * refused those, too, would say nothing of the faults.
 */
export function sortOut(root: string, alive: Placed[]): SortedOut {
  const files = [...new Set(alive.map((mutant) => mutant.file))];
  const asTheyAre: Variant[] = files.map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
  const codes = refusals(root, [...asTheyAre, ...alive]);
  const sorted: SortedOut = { refused: [], survivors: [], broken: [] };
  for (const [i, file] of files.entries()) {
    const code = codes[i] ?? null;
    if (code !== null) sorted.broken.push(`${file}: it does not compile without any fault (${code})`);
  }
  for (const [i, mutant] of alive.entries()) {
    const code = codes[files.length + i] ?? null;
    if (code === null) sorted.survivors.push(told(mutant));
    else sorted.refused.push(`${told(mutant)} (${code})`);
  }
  return sorted;
}

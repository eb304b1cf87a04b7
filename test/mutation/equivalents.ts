import type { Mutant } from "./mutants.ts";

/** A fault that no test can see. A reviewer must agree to each; to write the code so that it is not there is better. */
export interface Equivalent {
  file: string;
  /** The whole line without its indentation. */
  line: string;
  operator: string;
  was: string;
  becomes: string;
  reason: string;
}

/** None so far. */
export const EQUIVALENTS: Equivalent[] = [];

/** The entry of a list that means this mutant; null: there is none. @param original the text of the file without a fault. */
export function entryOf(mutant: Mutant & { file: string }, original: string, list: Iterable<Equivalent>): Equivalent | null {
  const line = original.split("\n")[mutant.line - 1]?.trim();
  for (const one of list) {
    const sameChange = one.operator === mutant.operator && one.was === mutant.was && one.becomes === mutant.becomes;
    if (one.file === mutant.file && one.line === line && sameChange) return one;
  }
  return null;
}

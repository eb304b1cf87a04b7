import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Proof } from "./proof.ts";

/** Brings in one file; the launcher bundles it first, tests import it as it is. */
export type Load = (file: string) => Promise<Record<string, unknown>>;

function isProof(value: unknown): value is Proof {
  if (typeof value !== "object" || value === null) return false;
  const proof = value as Partial<Proof>;
  return typeof proof.name === "string" && typeof proof.claim === "string" && typeof proof.run === "function";
}

/**
 * The proofs of a folder, in the order of their names: every file with a dash in its name, tests excepted.
 * @throws Error when such a file exports no `proof`, or two proofs have one name.
 */
export async function findProofs(folder: string, load: Load): Promise<Proof[]> {
  const files = readdirSync(folder).filter((name) => /^[a-z0-9]+(-[a-z0-9]+)+\.ts$/.test(name));
  const proofs: Proof[] = [];
  for (const file of files.sort()) {
    const { proof } = await load(join(folder, file));
    if (!isProof(proof)) throw new Error(`${file} exports no proof with a name, a claim and run (test/evidence/proof.ts).`);
    if (proofs.some((other) => other.name === proof.name))
      throw new Error(`${file}: there is another proof named ${proof.name}.`);
    proofs.push(proof);
  }
  return proofs.sort((a, b) => (a.name < b.name ? -1 : 1));
}

// Levenshtein's distance, one row at a time.
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The name that was most likely meant; null when there is none at all. */
export function nearest(name: string, names: string[]): string | null {
  const closest = [...names].sort((a, b) => distance(name, a) - distance(name, b));
  return closest[0] ?? null;
}

/** @returns the proofs that the names or beginnings of names mean, or a sentence about the one that means nothing. */
export function select(proofs: Proof[], names: string[]): Proof[] | string {
  if (names.length === 0) return proofs;
  const known = proofs.map((proof) => proof.name);
  for (const name of names) {
    if (known.some((one) => one.startsWith(name))) continue;
    const guess = nearest(name, known);
    return guess === null ? "There are no proofs here." : `There is no proof "${name}". Did you mean "${guess}"?`;
  }
  // A whole name means that proof alone, even where it is the beginning of another's.
  const meant = (proof: Proof, name: string) => (known.includes(name) ? proof.name === name : proof.name.startsWith(name));
  return proofs.filter((proof) => names.some((name) => meant(proof, name)));
}

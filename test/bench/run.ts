import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Bench, BenchHow, Measurement } from "./measurement.ts";
import { medianOf, tableOf } from "./table.ts";

type Load = (file: string) => Promise<Record<string, unknown>>;

const USAGE = `Usage: npm run bench -- [--quick] [WORD]...

  --quick  three short runs in place of five longer ones
  WORD     only the comparisons whose function or file has this word in its name`;

interface Named {
  /** File and function: "seal/benchSeal". */
  name: string;
  bench: Bench;
}

/** The functions named bench... that the files of a folder export, in the order of their names. */
async function findBenches(folder: string, load: Load): Promise<Named[]> {
  const found: Named[] = [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "run.ts");
  for (const file of files.sort()) {
    const exported = await load(join(folder, file));
    for (const [name, value] of Object.entries(exported)) {
      if (name.startsWith("bench") && typeof value === "function")
        found.push({ name: `${file.slice(0, -3)}/${name}`, bench: value as Bench });
    }
  }
  return found;
}

// In turns, so that a busy moment of the machine falls on all of them.
async function takeTurns(benches: Named[], rounds: number, how: BenchHow): Promise<Map<string, Measurement[]>> {
  const runs = new Map<string, Measurement[]>(benches.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const { name, bench } of benches) {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[Kround ${round} of ${rounds}: ${name}`);
      runs.get(name)?.push(await bench(how));
    }
  }
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  return runs;
}

/**
 * `npm run bench`: the project beside its peers, on one machine in one run.
 * @returns 0; 1 when there is nothing to measure; 2 for a wrong command.
 */
export async function main(args: string[], load: Load, folder: string = import.meta.dirname): Promise<number> {
  const quick = args.includes("--quick");
  const words = args.filter((arg) => arg !== "--quick");
  const option = words.find((word) => word.startsWith("-"));
  if (option !== undefined) {
    console.error(`There is no option ${option}.\n\n${USAGE}`);
    return 2;
  }
  const all = await findBenches(folder, load);
  const chosen = words.length === 0 ? all : all.filter(({ name }) => words.some((word) => name.includes(word)));
  if (chosen.length === 0) {
    console.error(`Nothing to measure. There are: ${all.map(({ name }) => name).join(", ")}.`);
    return 1;
  }
  const rounds = quick ? 3 : 5;
  console.log(`Node ${process.versions.node}, ${availableParallelism()} cores; medians of ${rounds} runs, taking turns.`);
  const runs = await takeTurns(chosen, rounds, { budgetMs: quick ? 100 : 500 });
  for (const measured of runs.values()) console.log(`\n${tableOf(medianOf(measured))}`);
  return 0;
}

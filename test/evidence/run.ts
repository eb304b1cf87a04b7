import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ask, readAsk, USAGE } from "./ask.ts";
import { findProofs, type Load, select } from "./list.ts";
import type { Proof } from "./proof.ts";
import { EMPTY_PAGE, type RunFacts, recordOn } from "./record.ts";
import { exitCodeOf, type Judged, judge, report } from "./verdict.ts";

const WRONG_COMMAND = 2;
const PAGE = join(import.meta.dirname, "../../docs/evidence.md");

// Overwrites itself, so only for people; a log must stay readable.
function showProgress(name: string, share: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${name} ${Math.floor(share * 100)} %`);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
}

function git(...args: string[]): string | null {
  try {
    return execFileSync("git", args, { encoding: "utf8", cwd: import.meta.dirname, stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return null;
  }
}

function factsOf(ask: Ask): RunFacts {
  const commit = git("rev-parse", "--short", "HEAD");
  const changed = git("status", "--porcelain") !== "";
  const name = commit === null ? "none" : `${commit}${changed ? "+" : ""}`;
  return { seed: ask.seed, quick: ask.quick, commit: name, date: new Date().toISOString().slice(0, 10) };
}

function record(all: Judged[], ask: Ask): string | null {
  const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : EMPTY_PAGE;
  const recorded = recordOn(page, all, factsOf(ask));
  if (typeof recorded === "string") return recorded;
  writeFileSync(PAGE, recorded.page);
  return null;
}

async function runAll(proofs: Proof[], ask: Ask): Promise<Judged[]> {
  const all: Judged[] = [];
  for (const proof of proofs) {
    showProgress(proof.name, 0);
    const judged = await judge(proof, {
      quick: ask.quick,
      seed: ask.seed,
      progress: (share) => showProgress(proof.name, share),
    });
    clearProgress();
    console.log(report(judged));
    all.push(judged);
  }
  return all;
}

function summary(all: Judged[], ask: Ask): string {
  const count = (verdict: string) => all.filter((judged) => judged.verdict === verdict).length;
  const short = all.length - count("holds") - count("missing");
  return `${count("holds")} of ${all.length} hold, ${short} fall short, ${count("missing")} not run for what is missing (seed ${ask.seed}).`;
}

/**
 * `npm run evidence`: runs proofs and says what they found.
 * @returns the exit code, see USAGE
 */
export async function main(args: string[], load: Load, folder: string = import.meta.dirname): Promise<number> {
  const ask = readAsk(args);
  if (typeof ask === "string") {
    console.error(`${ask}\n\n${USAGE}`);
    return WRONG_COMMAND;
  }
  const selected = select(await findProofs(folder, load), ask.names);
  if (typeof selected === "string") {
    console.error(selected);
    return WRONG_COMMAND;
  }
  if (ask.list) {
    for (const proof of selected) console.log(`${proof.name}: ${proof.claim}`);
    return 0;
  }
  const all = await runAll(selected, ask);
  console.log(summary(all, ask));
  const trouble = ask.record ? record(all, ask) : null;
  if (trouble !== null) console.error(trouble);
  return trouble === null ? exitCodeOf(all) : WRONG_COMMAND;
}

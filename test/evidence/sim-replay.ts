import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fingerprint, golden, STORED_SEED, type Transcripts, transcripts } from "../oracle/replay-transcripts.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Names of those that differ, or that only one of the two has. */
function differing(one: Transcripts, other: Transcripts): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => one[name] !== other[name]);
}

/** @returns what a second Node makes of the same seeds; a sentence when there is none or it fails. */
function otherNode(quick: boolean): { version: string; made: Transcripts } | string {
  const other = process.env.LYCHNOS_OTHER_NODE;
  if (other === undefined)
    return "no second Node here: name one with LYCHNOS_OTHER_NODE=/path/to/node (22.13 or later) to compare the two";
  const version = spawnSync(other, ["--version"], { encoding: "utf8" }).stdout?.trim() ?? "";
  const args = ["test/launch.mjs", "test/oracle/replay-transcripts.ts", "own", ...(quick ? [] : ["full"])];
  const done = spawnSync(other, args, { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 24 });
  const last = done.stdout?.trim().split("\n").at(-1) ?? "";
  if (done.status !== 0 || !last.startsWith("{"))
    return `the second Node ${version} did not get through: ${done.stderr?.slice(0, 400)}`;
  return { version, made: JSON.parse(last) as Transcripts };
}

function againstGolden(first: Transcripts): { wrong: string[]; line: string } {
  const recorded = golden();
  if (recorded === null || recorded.fingerprint !== fingerprint())
    return {
      wrong: [],
      line: "the stored transcripts are of other sources and were not compared; record them anew with: node test/launch.mjs test/oracle/replay-transcripts.ts record",
    };
  const wrong = Object.keys(recorded.transcripts).filter((name) => recorded.transcripts[name] !== first[name]);
  return {
    wrong,
    line: `${Object.keys(recorded.transcripts).length} stored transcripts (of Node ${recorded.node}) compared, ${wrong.length} differ`,
  };
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const first = transcripts(quick, seed, null, (share) => progress(share / 4));
  const second = transcripts(quick, seed, null, (share) => progress((1 + share) / 4));
  const between = differing(first, second);
  // What is stored, and what another Node is asked for, is of one seed always.
  const fixed = seed === STORED_SEED ? first : transcripts(quick, STORED_SEED, null, (share) => progress((2 + share) / 4));
  const stored = againstGolden(fixed);
  const other = otherNode(quick);
  const across = typeof other === "string" ? [] : differing(fixed, other.made);
  const acrossLine = typeof other === "string" ? other : `Node ${process.version} and ${other.version}: ${across.length} differ`;
  const failed = typeof other === "string" && other.startsWith("the second Node");
  const count = Object.keys(first).length;
  return {
    count,
    figure: `${count} transcripts made twice, ${between.length} differ; ${stored.line}; ${acrossLine}`,
    holds: between.length + stored.wrong.length + across.length === 0 && !failed,
    details: [...between, ...stored.wrong, ...across],
  };
}

export const proof: Proof = {
  name: "sim/replay",
  claim:
    "The same scene and the same seed give the same bytes at the same moments, twice in one process, against what was stored of the same sources, and on another version of Node where one is named.",
  run,
};

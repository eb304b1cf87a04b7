import { join } from "node:path";
import { EQUIVALENTS } from "../mutation/equivalents.ts";
import { findingOf } from "../mutation/finding.ts";
import { GATE_FILES } from "../mutation/targets.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const SUSPECTS = { root: join(import.meta.dirname, "../.."), targets: GATE_FILES, equivalents: EQUIVALENTS };

async function run(how: HowToRun): Promise<Finding> {
  return findingOf(SUSPECTS, how);
}

export const proof: Proof = {
  name: "gate/mutation",
  claim:
    "Whatever small fault is put into the files that decide whether a position may leave, their own unit tests find it; and every condition in them is seen to decide alone.",
  run,
};

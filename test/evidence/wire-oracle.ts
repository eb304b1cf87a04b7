import { compareSession, noAgreement } from "../oracle/slow-l1-agreement.ts";
import { random } from "../random.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const SESSIONS = { quick: 1500, full: 30_000 };
const KINDS = 6;
const REPORTED = 1000;

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const sessions = quick ? SESSIONS.quick : SESSIONS.full;
  const agreement = noAgreement();
  const next = random(seed);
  for (let i = 0; i < sessions; i++) {
    compareSession(agreement, next);
    if (i % REPORTED === 0) progress(i / sessions);
  }
  const { frames, batches, comparisons, refusedByBoth, disagreements, kinds } = agreement;
  const reports = Object.entries(kinds).map(([kind, count]) => `${count} of kind ${kind}`);
  return {
    count: comparisons,
    figure:
      `${sessions} pairings, ${frames} frames sealed by one and opened by the other (${reports.join(", ")}), ${batches} tracks as batches: ` +
      `${disagreements.length} disagreements in ${comparisons} comparisons of keys, bodies, frames, topics, receipts and the stored queue; ` +
      `${refusedByBoth} frames and bodies refused by both`,
    holds: disagreements.length === 0 && frames > sessions && refusedByBoth > sessions && Object.keys(kinds).length === KINDS,
    details: [...new Set(disagreements)].slice(0, 20),
  };
}

export const proof: Proof = {
  name: "wire/oracle",
  claim:
    "A second implementation of L1, written to docs/protocol.md and sharing no line with the product, makes the same bytes as the device and the guardian, opens what they seal, and refuses what they refuse.",
  run,
};

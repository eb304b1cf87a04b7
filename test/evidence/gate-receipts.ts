import { firstKept } from "../../device/protocol/receipt-fold.ts";
import { verifyReceipts } from "../../device/protocol/receipt-verify.ts";
import { slowSound } from "../oracle/slow-receipts.ts";
import { bitFlips, foldAttacks, recordAttacks } from "../oracle/slow-receipts-attacks.ts";
import { TRUE_PARTS } from "../oracle/slow-receipts-life.ts";
import { attackOn, cutEverywhere, imageWith, makeTally, type Tally, TRUE_JUDGES } from "../oracle/slow-receipts-trial.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const SHORT = [1, 2, 3, 8, 24];
/** Just before the first fold, and well behind the second. */
const LONG = [1024, 1600];
const judges = { ...TRUE_JUDGES, verify: verifyReceipts, slow: slowSound };

/** Of a long log only every so-manieth bit and place is tried. */
const THINNED = { quick: { bits: 12_289, places: 311 }, full: { bits: 61, places: 23 } };

function attacks(tally: Tally, quick: boolean, progress: HowToRun["progress"]): void {
  const lengths = [...SHORT, ...LONG];
  for (const [i, length] of lengths.entries()) {
    const image = imageWith(TRUE_PARTS, length);
    const long = LONG.includes(length);
    const { bits, places } = long ? THINNED[quick ? "quick" : "full"] : { bits: 1, places: 1 };
    attackOn(tally, judges, image, (loot) => bitFlips(loot, bits));
    attackOn(tally, judges, image, (loot) => recordAttacks(loot, places));
    if (!long || !quick) attackOn(tally, judges, image, foldAttacks);
    progress((0.5 * (i + 1)) / lengths.length);
  }
}

function cuts(tally: Tally, quick: boolean, progress: HowToRun["progress"]): void {
  const script = [[1], [2, 3], [], [4], [5, 6, 7], [8]];
  cutEverywhere(tally, judges, imageWith(TRUE_PARTS, 0), script, { everyByte: 1, secondCuts: quick ? 97 : 1 });
  progress(0.7);
  // Across the first fold: numbers 1,022 to 1,027, and the log written anew in between.
  const every = quick ? 61 : 1;
  cutEverywhere(tally, judges, imageWith(TRUE_PARTS, 1022), [[1], [2], [3, 4]], { everyByte: every, secondCuts: 0 });
  progress(1);
}

async function run({ quick, progress }: HowToRun): Promise<Finding> {
  const tally = makeTally();
  attacks(tally, quick, progress);
  cuts(tally, quick, progress);
  const { attacked, missed, disagreed, controls, refusedControls, lives, alarms, lost, reused } = tally;
  const faults = missed.length + disagreed.length + refusedControls + alarms.length + lost.length + reused.length;
  const details = [...missed, ...disagreed, ...alarms, ...lost, ...reused].slice(0, 20);
  return {
    count: attacked + lives,
    figure:
      `${attacked - missed.length} of ${attacked} changes to logs of ${SHORT.join(", ")} and ${LONG.join(", ")} receipts seen ` +
      `(${disagreed.length} disagreements with a second verifier, ${refusedControls} of ${controls} honest files refused); ` +
      `${lives} lives with power cuts: ${alarms.length} false alarms, ${lost.length} durable receipts lost, ${reused.length} keys used twice`,
    holds: faults === 0 && attacked > 10_000 && lives > 1000 && controls > 0 && firstKept(1600) > 0,
    details,
  };
}

export const proof: Proof = {
  name: "gate/receipts",
  claim:
    "Any edit, deletion, insertion or reordering of the receipts is detected by a verifier with the file and one key, and a cut tail with the last told head as well, even when the device's present key is stolen; a power cut at any byte raises no alarm and loses no durable receipt.",
  run,
};

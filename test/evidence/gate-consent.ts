import { BASIS_TABLE } from "../../device/core/basis.ts";
import { askForConsent } from "../../device/node/notice-dialogue.ts";
import { walkConsent } from "../oracle/consent-walk.ts";
import { disagreements } from "../oracle/slow-basis.ts";
import { random } from "../random.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const QUICK_WAYS = 2000;
const FULL_WAYS = 10_000;

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const table = disagreements(BASIS_TABLE);
  progress(0.3);
  const ways = quick ? QUICK_WAYS : FULL_WAYS;
  const walk = await walkConsent(askForConsent, random(seed), ways);
  progress(1);
  return {
    count: table.count + ways,
    figure: `${table.count} combinations of claims, of which ${table.accepted} are lawful: ${table.wrong} judged differently by ${BASIS_TABLE.length} rows and by a slow reading of the law; ${ways} random ways through the notice, ${walk.agreed} to a yes and ${walk.lawful} to a lawful consent: ${walk.violations.length} without every page`,
    holds: table.wrong === 0 && table.accepted > 0 && walk.violations.length === 0 && walk.lawful > 0,
    details: [...(table.first === null ? [] : [table.first]), ...walk.violations.slice(0, 20)],
  };
}

export const proof: Proof = {
  name: "gate/consent",
  claim:
    "Nothing starts on a legal ground whose evidence is missing, and nobody can agree without having passed every page of the notice.",
  run,
};

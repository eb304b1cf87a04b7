import { interpreter, NO_INTERPRETER, runOnChip } from "../chip/interpreter.ts";
import { SHAPE } from "../chip/node-stage.ts";
import { firstDifference } from "../chip/same.ts";
import { recordScript } from "../chip/script.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const QUICK = { bursts: 130, intervalS: 2 };
const FULL = { bursts: 900, intervalS: 2 };

async function run({ quick }: HowToRun): Promise<Finding> {
  const path = interpreter();
  if (path === null) return { count: 0, figure: "", holds: false, missing: NO_INTERPRETER };
  const recorded = recordScript(quick ? QUICK : FULL);
  const chip = await runOnChip(path, { lines: recorded.lines, shape: SHAPE });
  const difference = firstDifference(recorded, chip);
  return {
    count: recorded.said.length,
    figure:
      `${recorded.lines.length} lines of script through Node and through Espruino's interpreter: ${recorded.frames} frames, ` +
      `${recorded.acknowledged} acknowledged, ${recorded.said.length} answers and ${recorded.pages.length} pages of flash; ` +
      (difference === null ? "every byte the same" : "they differ"),
    holds: difference === null && recorded.frames > 0 && recorded.acknowledged > 0,
    details: [...(difference === null ? [] : [difference]), ...chip.faults.slice(0, 5)],
  };
}

export const proof: Proof = {
  name: "chip/frames",
  claim:
    "The same recording, pairing, consent and hand through the firmware in Node and in Espruino's own interpreter: every sealed frame, every port's every call and every page of flash are the same, byte for byte.",
  run,
};

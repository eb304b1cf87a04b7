import { interpreter, NO_INTERPRETER, runOnChip } from "../chip/interpreter.ts";
import { SHAPE } from "../chip/node-stage.ts";
import { firstDifference } from "../chip/same.ts";
import { recordScript } from "../chip/script.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

/** Every source of chance that the interpreter has gives the same for ever, and counts who asks. */
export const STUBBED = `var CHANCE=0;E.hwRand=function(){CHANCE++;return 4;};Math.random=function(){CHANCE++;return 0.5;};
if(E.hwRand()!==4||Math.random()!==0.5)print("#figure unstubbed 1");CHANCE=0;`;

async function run({ quick }: HowToRun): Promise<Finding> {
  const path = interpreter();
  if (path === null) return { count: 0, figure: "", holds: false, missing: NO_INTERPRETER };
  const recorded = recordScript({ bursts: quick ? 60 : 600, intervalS: 2 });
  const chip = await runOnChip(path, { lines: recorded.lines, shape: SHAPE, before: STUBBED });
  const difference = firstDifference(recorded, chip);
  const asked = chip.figures.get("chance") ?? -1;
  const frames = recorded.said.filter((line) => line.startsWith("publish ")).map((line) => line.split(" ")[2]);
  const distinct = new Set(frames).size;
  return {
    count: frames.length,
    figure:
      `${frames.length} frames with chance that stands still: ${difference === null ? "the same as with chance" : "not the same"}, ` +
      `${distinct} of them different from each other, ${recorded.acknowledged} opened and acknowledged by their guardians; chance asked for ${asked} times`,
    holds:
      difference === null &&
      asked === 0 &&
      !chip.figures.has("unstubbed") &&
      distinct === frames.length &&
      recorded.acknowledged === frames.length &&
      frames.length > 0,
    details: difference === null ? [] : [difference],
  };
}

export const proof: Proof = {
  name: "chip/constant-rng",
  claim:
    "With the chip's chance stubbed to a constant, the firmware in Espruino's interpreter seals the very frames that it seals otherwise, no two alike, and never asks for chance after pairing.",
  run,
};

import { join } from "node:path";
import { allBoards, PEAK_VARIABLES } from "../../hw/firmware/board.ts";
import { secondOf } from "../../simulator/gate/sentences.ts";
import { recordDay } from "../chip/day.ts";
import { type ChipRun, interpreter, NO_INTERPRETER, runOnChip } from "../chip/interpreter.ts";
import { SHAPE } from "../chip/node-stage.ts";
import { firstDifference } from "../chip/same.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

/** A checksum over 59 characters is 1.2 million counted instructions of its processor, at 25 to 33 ns each. */
const NRF52_CHECKSUM_MS = 35;
const RUNGS = ["gga", "rmc", "gate", "seal", "seal-long"] as const;
/** Between the first hour and the last, in variables: what the firmware keeps may breathe, and may not grow. */
const GROWTH = 150;

async function rungs(path: string): Promise<Map<string, number>> {
  const [rmc = "", gga = ""] = Buffer.from(secondOf(Date.UTC(2026, 10, 23, 12), "autonomous"))
    .toString()
    .split(/(?=\$GPGGA)/);
  const next = Buffer.from(secondOf(Date.UTC(2026, 10, 23, 12, 0, 1), "autonomous")).toString();
  const claims = {
    consent: "active",
    vital: "none",
    store: "sound",
    roster: "named",
    time: "trusted",
    hours: "open",
    rest: "kept",
    lamp: "confirmed",
  };
  const before = `var CLAIMS=${JSON.stringify(claims)},RMC=${JSON.stringify(rmc)},GGA=${JSON.stringify(gga)},NEXT=${JSON.stringify(next)};`;
  const entry = join(import.meta.dirname, "../chip/bench-side.ts");
  return (await runOnChip(path, { lines: [], shape: SHAPE, before, entry })).figures;
}

/** The most variables in use between lines, in each of twelve equal parts of the day. */
export function partsOf(run: Pick<ChipRun, "lines">, parts = 12): number[] {
  const length = Math.floor(run.lines.length / parts);
  return Array.from({ length: parts }, (_, part) =>
    Math.max(...run.lines.slice(part * length, (part + 1) * length).map((line) => line.variables)),
  );
}

/** What a tick costs where nothing else of the machine comes between: the tenth part that went quickest. */
function quick10th(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 10)] ?? 0;
}

async function run({ quick }: HowToRun): Promise<Finding> {
  const path = interpreter();
  if (path === null) return { count: 0, figure: "", holds: false, missing: NO_INTERPRETER };
  const times = await rungs(path);
  const factor = NRF52_CHECKSUM_MS / (times.get("checksum") ?? Number.NaN);
  const recorded = recordDay(quick ? 96 : 8640);
  const chip = await runOnChip(path, { lines: recorded.lines, shape: SHAPE });
  const difference = firstDifference(recorded, chip);
  const parts = partsOf(chip);
  const grown = (parts.at(-1) ?? 0) - (parts[2] ?? 0);
  const most = Math.max(chip.figures.get("most") ?? 0, ...chip.lines.map((line) => line.variables));
  const tick = quick10th(chip.lines.filter((line) => line.word === "tick").map((line) => line.ms));
  const smallest = Math.min(
    ...allBoards()
      .filter((board) => board.cannot.length === 0 && board.variables !== null)
      .map((board) => board.variables?.most ?? 0),
  );
  const said = RUNGS.map(
    (rung) => `${rung} ${times.get(rung)?.toFixed(2)} ms here, about ${((times.get(rung) ?? 0) * factor).toFixed(0)} ms`,
  );
  return {
    count: chip.lines.length,
    figure:
      `${recorded.frames} frames of ${quick ? "16 minutes" : "a day"} at a fix each 10 s: at most ${most} variables of ${chip.variables}, ` +
      `${chip.loadedVariables} for the code alone, ${grown} more in the last twelfth than in the third; the smallest board that can run it has ${smallest}`,
    holds:
      difference === null &&
      most <= PEAK_VARIABLES &&
      most * 1.1 <= smallest &&
      grown <= GROWTH &&
      times.get("permitted") === 1 &&
      times.get("fixes") === 1,
    details: [
      ...(difference === null ? [] : [difference]),
      "On this machine, and by a loop's turn on an nRF52 at 64 MHz (an estimate; no board was touched):",
      ...said,
      `a tick ${tick.toFixed(2)} ms here, about ${(tick * factor).toFixed(0)} ms`,
    ],
  };
}

export const proof: Proof = {
  name: "chip/budget",
  claim:
    "In Espruino's interpreter with a board's own number of variables, a day at a fix each ten seconds stays within the smallest board that can run the firmware, with a tenth to spare, and grows by nothing.",
  run,
};

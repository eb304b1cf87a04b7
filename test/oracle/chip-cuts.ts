import { crc32 } from "node:zlib";
import type { Flash } from "../../device/core/journal-flash.ts";
import { rawFlash } from "../../device/espruino/raw-flash.ts";
import { fakeChipFlash } from "../contract/fake-chip-flash.ts";
import { recordCalls } from "./power-calls.ts";
import { type CutPlan, type CutTally, cutEverywhere } from "./power-cuts.ts";
import { asItIs } from "./power-device.ts";
import { type PowerRun, recordRun, type TamperFlash } from "./power-run.ts";

/** Where the journal lies on an nRF52840 with Espruino; any address that is not zero finds a driver that forgets it. */
const ADDRESS = 0xac000;

/** The board's adapter and module between the journal and the chip. */
export const throughTheChip: TamperFlash = (flash: Flash) => {
  const region = { address: ADDRESS, pageBytes: flash.pageBytes, pages: flash.pages };
  return rawFlash(fakeChipFlash(flash, region), { CRC32: (bytes) => crc32(bytes) }, region);
};

export interface ChipCuts {
  firmware: PowerRun;
  tallies: CutTally[];
}

export interface ChipCutsPlan {
  minutes: number;
  cuts: CutPlan;
  /** Worlds of random calls, every byte of each cut. */
  worlds: number;
  calls: number;
}

/** @param driver what lies between journal and chip; another than the board's own only to show that faults are found. */
export function cutOnTheChip(plan: ChipCutsPlan, progress: (share: number) => void, driver = throughTheChip): ChipCuts {
  const firmware = recordRun({ minutes: plan.minutes, restartEvery: 500, tamper: asItIs, tamperFlash: driver });
  const tampers = { flash: driver, board: asItIs };
  const tallies = [cutEverywhere(firmware, plan.cuts, progress, tampers)];
  const everywhere = { writeShare: 1, eraseShare: 1 / 4, resumeEvery: Number.MAX_SAFE_INTEGER, nestEvery: 4 };
  for (let world = 0; world < plan.worlds; world++) {
    const seed = plan.cuts.seed + world;
    tallies.push(cutEverywhere(recordCalls(seed, plan.calls, driver), { ...everywhere, seed }, () => undefined, tampers));
  }
  return { firmware, tallies };
}

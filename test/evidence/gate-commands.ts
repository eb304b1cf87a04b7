import { readFileSync } from "node:fs";
import { join } from "node:path";
import { step } from "../../device/core/tracker.ts";
import { nodeCipher } from "../../device/node/cipher.ts";
import { readConfig } from "../../device/node/config.ts";
import { noticeHashes } from "../../device/node/notice.ts";
import { type Commands, tryAllCodes } from "../oracle/slow-commands-all.ts";
import { fastCipher } from "../oracle/slow-commands-cipher.ts";
import { type ConfigFlips, flipConfig } from "../oracle/slow-commands-config.ts";
import { fullConfig } from "../oracle/slow-commands-full-config.ts";
import { tryNoise } from "../oracle/slow-commands-noise.ts";
import { flipRecords, type RecordFlips } from "../oracle/slow-commands-records.ts";
import { STATES } from "../oracle/slow-commands-states.ts";
import { blankTally, type Tally } from "../oracle/slow-commands-trial.ts";
import { random } from "../random.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

/** Argument blocks a code, over all states; with the toy cipher and with the real one. */
const FULL = { blocks: 40_000, real: 2000, noise: 20_000, everyCode: 1, everyBit: 1 };
const QUICK = { blocks: 760, real: 190, noise: 100, everyCode: 1, everyBit: 16 };
const EXAMPLE = join(import.meta.dirname, "../../hw/device.example.json");

interface Results {
  fast: Commands;
  real: Commands;
  noise: Tally;
  configs: ConfigFlips[];
  records: RecordFlips;
}

function tryEverything({ quick, seed, progress }: HowToRun): Results {
  const much = quick ? QUICK : FULL;
  const toy = { cipher: fastCipher, step };
  const fast = tryAllCodes(toy, much.blocks, seed, (share) => progress(share * 0.5), much.everyCode);
  const node = { cipher: nodeCipher(), step };
  const real = tryAllCodes(node, much.real, seed + 1, (share) => progress(0.5 + share * 0.1), much.everyCode * 4);
  const noise = blankTally();
  tryNoise(node, much.noise / 10, random(seed), noise);
  tryNoise(toy, much.noise, random(seed + 1), noise);
  const parts = { ...toy, read: readConfig, hashes: noticeHashes };
  const configs = [
    flipConfig(parts, new Uint8Array(readFileSync(EXAMPLE)), 1, () => progress(0.7)),
    flipConfig(parts, fullConfig(), quick ? 5 : 1, () => progress(0.75)),
  ];
  const records = flipRecords(toy, much.everyBit, (share) => progress(0.75 + share * 0.25));
  return { fast, real, noise, configs, records };
}

function sum(values: Iterable<number>): number {
  return [...values].reduce((total, value) => total + value, 0);
}

function byName(counts: Map<string, number>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(", ");
}

function details({ fast, real, noise, configs, records }: Results): string[] {
  const board = configs.map((flips) => byName(flips.ofTheBoard)).join("; and in the fuller one: ");
  return [
    `commands: ${fast.lives + real.lives} lives in ${STATES.length} states of the device, in which ${fast.fixes + real.fixes} fixes left, all with the lamp alight; ${fast.takenOut + real.takenOut} frames left the queue because a DELIVERED said so`,
    `noise: ${noise.messages} messages that nobody sealed, that were sealed for another place, that came before, in another order, of an old epoch, or of one too far ahead`,
    `configuration, accepted with the same notice because the field is of the board: ${board}`,
    `records: ${byName(records.flipped)}; ${records.consentsRead} damaged consents were read as consents; after ${records.shut} flips less left than without`,
    ...[...fast.violations, ...real.violations, ...noise.violations].slice(0, 20),
    ...configs.flatMap((flips) => flips.violations).slice(0, 20),
    ...records.violations.slice(0, 20),
  ];
}

async function run(how: HowToRun): Promise<Finding> {
  const results = tryEverything(how);
  const { fast, real, noise, configs, records } = results;
  const flippedBits = sum(records.flipped.values());
  const configBits = sum(configs.map((flips) => flips.flipped));
  const covert = fast.violations.length + real.violations.length + noise.violations.length;
  const widened = sum(configs.map((flips) => flips.violations.length)) + records.violations.length;
  const shown = fast.fixes > 0 && real.fixes > 0 && fast.takenOut > 0 && records.fixes > 0 && records.shut > 0;
  return {
    count: fast.messages + real.messages + noise.messages + configBits + flippedBits,
    figure: `${fast.messages} genuine commands of 256 codes under a toy cipher and ${real.messages} under the real one, ${noise.messages} that are not genuine: ${covert} that changed, opened or lit anything; ${configBits} bits of two configurations flipped, ${sum(configs.map((flips) => flips.refused))} refused and ${sum(configs.map((flips) => flips.shut))} shut the gate, and ${flippedBits} bits of stored records: ${widened} that widened anything`,
    holds: covert + widened === 0 && shown && [...fast.wrongStates, ...real.wrongStates].length === 0,
    details: details(results),
  };
}

export const proof: Proof = {
  name: "gate/commands",
  claim:
    "No command, no byte of the configuration and no damaged record makes the device follow anyone unlit, or opens what was shut.",
  run,
};

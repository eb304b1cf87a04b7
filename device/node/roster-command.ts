import { Command, InvalidArgumentError } from "commander";
import { CONSENT, decodeConsent } from "../core/consent.ts";
import { MAX_PAIRS, pairName } from "../core/pair.ts";
import { ConfigProblem, type DeviceConfig } from "./config.ts";
import { lockHolder, peek } from "./file-store.ts";
import { HAND_SIGNAL, leaveRequest } from "./hand-request.ts";
import { actOffline } from "./offline-hand.ts";
import { openStateStore } from "./state-store.ts";

const LOOK_MS = 50;
const LOOKS = 100;

function isPaired(directory: string, slot: number): boolean {
  return peek(directory, pairName(slot)) !== null;
}

function list(config: DeviceConfig): number {
  const bytes = peek(config.stateDir, CONSENT);
  const consent = bytes === null ? null : decodeConsent(bytes);
  const slots = Array.from({ length: MAX_PAIRS }, (_, slot) => slot).filter((slot) => isPaired(config.stateDir, slot));
  if (slots.length === 0) process.stdout.write("Nobody is paired with this device.\n");
  for (const slot of slots) {
    const named = consent !== null && ((consent.guardians >> slot) & 1) === 1;
    process.stdout.write(`${slot}  ${named ? "the consent names them" : "paired, and no consent names them"}\n`);
  }
  return 0;
}

/** Not said to be done before the device itself has written it down. */
async function removeFromRunning(holder: number, directory: string, slot: number): Promise<boolean> {
  if (!leaveRequest(directory, { slot }))
    throw new ConfigProblem("the request could not be left in the state directory. Run this as the device's own user.");
  process.kill(holder, HAND_SIGNAL);
  for (let look = 0; look < LOOKS; look++) {
    if (!isPaired(directory, slot)) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return false;
}

function removeAtRest(directory: string, slot: number): boolean {
  const store = openStateStore(directory);
  try {
    return actOffline(store, { kind: "remove-guardian", slot }, null) !== null;
  } finally {
    store.close();
  }
}

async function remove(config: DeviceConfig, slot: number): Promise<number> {
  if (!isPaired(config.stateDir, slot))
    throw new ConfigProblem(`no guardian ${slot} is paired. See: lychnos roster list --config FILE`);
  const holder = lockHolder(config.stateDir);
  const gone = holder === null ? removeAtRest(config.stateDir, slot) : await removeFromRunning(holder, config.stateDir, slot);
  if (gone) process.stdout.write(`Guardian ${slot} is told nothing any more, and what waited for them is destroyed.\n`);
  else process.stderr.write("lychnos: the device did not confirm it. Switch it off, and try again.\n");
  return gone ? 0 : 1;
}

function slotOf(text: string): number {
  if (!/^[0-7]$/.test(text)) throw new InvalidArgumentError(`Give a number from 0 to ${MAX_PAIRS - 1}, as the list shows it.`);
  return Number(text);
}

/**
 * `lychnos roster`: who is told, and the wearer's hand that sends one of them away.
 * @param finish runs an action, and turns a ConfigProblem into a sentence and an exit code.
 */
export function rosterCommand(
  finish: (work: () => Promise<number> | number) => Promise<void>,
  read: (path: string) => DeviceConfig,
): Command {
  const roster = new Command("roster").description("who is told, and the wearer's hand that sends one away");
  roster
    .command("list")
    .description("the paired guardians, by the numbers that pairing told")
    .requiredOption("--config <file>", "device configuration (JSON)")
    .action((options: { config: string }) => finish(() => list(read(options.config))));
  roster
    .command("remove")
    .description("one guardian is told nothing any more; the others stay")
    .argument("<number>", "as the list shows it", slotOf)
    .requiredOption("--config <file>", "device configuration (JSON)")
    .action((slot: number, options: { config: string }) => finish(() => remove(read(options.config), slot)));
  return roster;
}

import { createInterface } from "node:readline";
import { Command } from "commander";
import { checkWords } from "../protocol/check-words.ts";
import { nodeCipher } from "./cipher.ts";
import { ConfigProblem, type DeviceConfig } from "./config.ts";
import { type EvdevOptions, evdevButton } from "./evdev-button.ts";
import { keepPairing, type Offer, offerFrom, openOffer } from "./pairing.ts";
import { openStateStore } from "./state-store.ts";

/** So long the wearer may take to compare the words. */
const COMPARE_MS = 120_000;
const YES = ["yes", "y", "ναι", "ν"];
/** A scanned pairing is one line; nothing that is longer is one. */
const LONGEST_LINE = 2000;

/** A press of the wearer's own button; false when none comes in time. */
function pressed(device: EvdevOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const button = evdevButton(device);
    const timer = setTimeout(() => finish(false), COMPARE_MS);
    // A button that is down already was not pressed for this.
    let wasUp = false;
    function finish(did: boolean): void {
      clearTimeout(timer);
      button.stop();
      resolve(did);
    }
    button.start((down) => {
      if (!down) wasUp = true;
      else if (wasUp) finish(true);
    });
  });
}

async function lineFrom(lines: AsyncIterator<string>): Promise<string | null> {
  const { done, value } = await lines.next();
  return done === true ? null : value;
}

async function confirmed(config: DeviceConfig, lines: AsyncIterator<string>): Promise<boolean> {
  if (config.button !== undefined) {
    process.stdout.write("If the guardian's screen shows the same four words, press the wearer's button now. If not, wait.\n");
    return pressed(config.button);
  }
  process.stdout.write("Does the guardian's screen show the same four words? Type yes or no: ");
  const line = await lineFrom(lines);
  return line !== null && YES.includes(line.trim().toLocaleLowerCase("el"));
}

async function readOffer(token: string, lines: AsyncIterator<string>): Promise<Offer> {
  if (token !== "-") return openOffer(token);
  const line = await lineFrom(lines);
  if (line === null || line.length > LONGEST_LINE)
    throw new ConfigProblem("no pairing came on standard input: scan the code again.");
  return offerFrom(line.trim(), "what was scanned");
}

/** Nothing is kept before the wearer has confirmed the words. @returns the exit code. */
async function pair(config: DeviceConfig, configFile: string, token: string): Promise<number> {
  const store = openStateStore(config.stateDir);
  const input = createInterface({ input: process.stdin, terminal: false });
  const lines = input[Symbol.asyncIterator]();
  try {
    const offer = await readOffer(token, lines);
    process.stdout.write(`\n    ${checkWords(nodeCipher(), offer.root, config.wearer.language)}\n\n`);
    if (!(await confirmed(config, lines))) {
      offer.discard();
      process.stderr.write(
        "\nlychnos: not confirmed, so nothing is paired and the key is destroyed. Make a new pairing at the guardian's.\n",
      );
      return 1;
    }
    const slot = keepPairing(nodeCipher(), store, offer);
    process.stdout.write(
      `\nPaired, as guardian ${slot}. The pairing's key is destroyed. Next: lychnos consent grant --config ${configFile}\n`,
    );
    return 0;
  } finally {
    input.close();
    store.close();
  }
}

/**
 * `lychnos pair`: takes a guardian's key, and keeps it when the wearer confirms the check words (R-41, P31).
 * @param finish runs an action, and turns a ConfigProblem into a sentence and an exit code.
 */
export function pairCommand(
  finish: (work: () => Promise<number>) => Promise<void>,
  read: (path: string) => DeviceConfig,
): Command {
  return new Command("pair")
    .description("take a guardian's pairing, compare four words, then destroy it")
    .requiredOption("--config <file>", "device configuration (JSON)")
    .requiredOption("--token <file>", "the file that `lychnos guardian pair` wrote, or - for one line from a scanner")
    .action((options: { config: string; token: string }) =>
      finish(() => pair(read(options.config), options.config, options.token)),
    );
}

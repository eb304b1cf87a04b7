import { randomBytes } from "node:crypto";
import { existsSync, unlinkSync } from "node:fs";
import { Command } from "commander";
import { renderUnicodeCompact } from "uqr";
import { checkWords } from "../../device/protocol/check-words.ts";
import { KEY_BYTES } from "../../device/protocol/keys.ts";
import { makePair } from "../core/chain.ts";
import { guardianCipher } from "../core/cipher.ts";
import { writePrivately } from "../store/private-file.ts";
import type { Store } from "../store/store.ts";
import { openData } from "./open-data.ts";
import { configProblem, finish, Problem, withSettings } from "./problem.ts";
import { type Flags, settingsOf } from "./settings.ts";

/** What the device needs: its keys' root and its own account at the broker. There is no name in it. */
export interface PairingFile {
  version: 1;
  /** 32 bytes, base64url. */
  root: string;
  broker: { url: string; username: string; password: string };
}

/** What is to be told of a pairing that was made. */
export interface MadePairing {
  broker: PairingFile["broker"];
  /** Four words that the device shows as well, when nobody changed the key on the way. */
  words: string;
  /** The whole file as one line, for a code that a scanner reads. It holds the key. */
  line: string;
}

export interface PairOptions extends Flags {
  qr?: true;
  name: string;
  out: string;
  deviceBroker?: string;
}

const MAX_LABEL = 80;

/**
 * Makes a root key (docs/protocol.md, "Keys": injected mode), keeps the keys made of it and writes the root for the device.
 * The file comes first: a pair that no device can ever join would stand in the list for good.
 * @throws Problem
 */
export function makePairing(store: Store, label: string, out: string, brokerUrl: string, nowMs: number): MadePairing {
  const root = new Uint8Array(randomBytes(KEY_BYTES));
  const broker = { url: brokerUrl, username: randomBytes(16).toString("hex"), password: randomBytes(24).toString("base64url") };
  const file: PairingFile = { version: 1, root: Buffer.from(root).toString("base64url"), broker };
  if (existsSync(out)) throw new Problem(`${out} exists already. Name a new file; a pairing is never written over another.`);
  try {
    writePrivately(out, new TextEncoder().encode(`${JSON.stringify(file)}\n`));
  } catch (error) {
    throw new Problem(`cannot write ${out}: ${(error as NodeJS.ErrnoException).code}.`);
  }
  const added = store.addPair(makePair(guardianCipher, randomBytes(16).toString("hex"), label, root), nowMs);
  const words = checkWords(guardianCipher, root, "en");
  root.fill(0);
  const line = `lychnos-pair:${Buffer.from(JSON.stringify(file)).toString("base64url")}`;
  if (added.ok) return { broker, words, line };
  unlinkSync(out);
  throw new Problem(added.sentence);
}

function checkedLabel(name: string): string {
  const label = name.trim();
  if (label.length > 0 && label.length <= MAX_LABEL) return label;
  throw configProblem(`--name must have 1 to ${MAX_LABEL} characters. It stays on this machine.`);
}

function pair(options: PairOptions): void {
  const settings = settingsOf(options, process.env);
  const label = checkedLabel(options.name);
  const store = openData(settings);
  try {
    const { broker, words, line } = makePairing(
      store,
      label,
      options.out,
      options.deviceBroker ?? settings.broker.url,
      Date.now(),
    );
    process.stdout.write(
      `Wrote ${options.out}. It holds a key: bring it to the device by hand, and keep no copy.\n` +
        `On the device: lychnos pair --config FILE --token ${options.out}\n` +
        `It will show four words. They must be these:\n\n    ${words}\n\n` +
        `A broker that asks for accounts must know the device as ${broker.username}, with the password in that file.\n`,
    );
    if (options.qr === true)
      process.stdout.write(`\n${codeOf(line)}\nWho scans this has the key. Clear the screen when the device has it.\n`);
  } finally {
    store.close();
  }
}

/** Its blocks are the light modules: white on black, whatever the terminal's own colours are. */
function codeOf(line: string): string {
  const drawn = renderUnicodeCompact(line, { ecc: "L", border: 2 });
  return drawn.replace(/^.*$/gm, (row) => (row === "" ? "" : `\x1b[97;40m${row}\x1b[0m`));
}

export function pairCommand(): Command {
  return withSettings(new Command("pair"))
    .description("make the keys for one device, and the file that brings them to it")
    .requiredOption("--name <label>", "what you call the device; stays on this machine")
    .requiredOption("--out <file>", "pairing file to write; only you may read it")
    .option("--qr", "also draw it as a code in this terminal, for a tool that scans it")
    .option("--device-broker <url>", "the broker as the device reaches it, if that differs")
    .action((options: PairOptions) => finish(() => pair(options)));
}

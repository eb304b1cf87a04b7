import { randomBytes } from "node:crypto";
import { existsSync, unlinkSync } from "node:fs";
import { Command } from "commander";
import { renderUnicodeCompact } from "uqr";
import { KEY_BYTES } from "../../device/protocol/keys.ts";
import { makePair } from "../core/chain.ts";
import { guardianCipher } from "../core/cipher.ts";
import { writePrivately } from "../store/private-file.ts";
import type { Store } from "../store/store.ts";
import { pairByExchange, wordLines } from "./exchange-pair.ts";
import { openData } from "./open-data.ts";
import { configProblem, finish, Problem, withSettings } from "./problem.ts";
import { type Flags, type Settings, settingsOf } from "./settings.ts";
import type { OpenTalk } from "./talk.ts";

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
  /** Four words that the device shows as well, when nobody changed the key on the way; one line a language. */
  words: string;
  /** The whole file as one line, for a code that a scanner reads. It holds the key. */
  line: string;
}

export interface PairOptions extends Flags {
  qr?: true;
  name: string;
  out: string;
  exchange?: string;
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
  const words = wordLines(root);
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

function inject(store: Store, settings: Settings, label: string, options: PairOptions): void {
  const url = options.deviceBroker ?? settings.broker.url;
  const { broker, words, line } = makePairing(store, label, options.out, url, Date.now());
  process.stdout.write(
    `Step 1 of 3. Wrote ${options.out}. It holds a key: bring it to the device by hand, and keep no copy.\n` +
      `Step 2 of 3. On the device, its wearer runs: lychnos pair --config FILE --token ${options.out}\n` +
      `Step 3 of 3. It shows four words, in English or in Greek. The wearer confirms them only if they are these:\n\n${words}\n` +
      `A broker that asks for accounts must know the device as ${broker.username}, with the password in that file.\n`,
  );
  if (options.qr === true)
    process.stdout.write(`\n${codeOf(line)}\nWho scans this has the key. Clear the screen when the device has it.\n`);
}

async function pair(options: PairOptions, openTalk: OpenTalk): Promise<void> {
  const settings = settingsOf(options, process.env);
  const label = checkedLabel(options.name);
  const { exchange: path, out, qr } = options;
  if (path !== undefined && qr === true)
    throw configProblem("--qr draws a key, and --exchange has none to draw. Name one of them.");
  const store = openData(settings);
  try {
    const brokerUrl = options.deviceBroker ?? settings.broker.url;
    if (path === undefined) inject(store, settings, label, options);
    else await pairByExchange({ settings, store, label, path, out, brokerUrl }, openTalk);
  } finally {
    store.close();
  }
}

/** Its blocks are the light modules: white on black, whatever the terminal's own colours are. */
function codeOf(line: string): string {
  const drawn = renderUnicodeCompact(line, { ecc: "M", border: 2 });
  return drawn.replace(/^.*$/gm, (row) => (row === "" ? "" : `\x1b[97;40m${row}\x1b[0m`));
}

/** @param openTalk opens what an exchange travels on. */
export function pairCommand(openTalk: OpenTalk): Command {
  return withSettings(new Command("pair"))
    .description("make the keys for one device, or agree on them with it")
    .requiredOption("--name <label>", "what you call the device; stays on this machine")
    .requiredOption("--out <file>", "file to write for the device: its key and account, or after --exchange its account alone")
    .option("--exchange <port>", "agree on the key over a serial port, a socket, or - for standard input and output")
    .option("--qr", "also draw it as a code in this terminal, for a tool that scans it")
    .option("--device-broker <url>", "the broker as the device reaches it, if that differs")
    .action((options: PairOptions) => finish(() => pair(options, openTalk)));
}

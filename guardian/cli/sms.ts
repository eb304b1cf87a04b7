import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { Command } from "commander";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { fromSms } from "../../device/protocol/sms-frame.ts";
import { guardianCipher } from "../core/cipher.ts";
import { incidentSentence, incidentTitle } from "../core/incident-words.ts";
import { standingOf } from "../core/incidents.ts";
import { ingest } from "../core/ingest.ts";
import type { Store } from "../store/store.ts";
import type { DeviceState } from "../subscriber/device-state.ts";
import { type Arrived, takeInAll } from "../subscriber/intake.ts";
import { loadDevices } from "../subscriber/load-devices.ts";
import { openData } from "./open-data.ts";
import { finish, Problem, withSettings } from "./problem.ts";
import { type Flags, settingsOf } from "./settings.ts";

/** A text message among whatever a phone or a program writes around it. */
const TEXT = /(?<![\w-])L1:[\w-]{86}(?![\w-])/g;
/** A year of calls for help fits. */
const MAX_TEXTS = 10_000;
/** More on one line is no list of text messages. */
const MAX_LINE = 65_536;

const EXAMPLES = `
Examples:
  $ lychnos guardian sms                          paste texts from the phone, then Ctrl-D
  $ lychnos guardian sms < texts.txt
  $ gammu getallsms | lychnos guardian sms        from a phone or a modem at this machine

A frame counts once, whether it comes by text message, by the broker, or by both, and however often.`;

/** What became of the texts of one reading. */
export interface TakenTexts {
  /** Frames of a paired device, those that had come before counted too. */
  ours: number;
  /** Texts of this form that no paired device sealed. */
  strange: number;
  devices: DeviceState[];
}

/** Nothing in a text says whose it is: its own device's keys open it, and no others. */
function ownerOf(cipher: Cipher, devices: readonly DeviceState[], frame: Uint8Array, nowMs: number): DeviceState | null {
  const opens = ({ pair, ladder }: DeviceState): boolean => ingest(cipher, pair.chain, ladder, frame, nowMs).kind === "opened";
  return devices.find(opens) ?? null;
}

/** The frames in some text, in its order. */
export function framesIn(line: string): Uint8Array[] {
  return [...line.matchAll(TEXT)].flatMap(([text]) => fromSms(text) ?? []);
}

/**
 * Takes frames in exactly as if they had come from the broker.
 * @throws Problem when they cannot be stored; then none of them is.
 */
export function takeInTexts(store: Store, frames: readonly Uint8Array[], nowMs: number): TakenTexts {
  const devices = new Map<string, DeviceState>();
  const loaded = loadDevices(store, devices);
  if (!loaded.ok) throw new Problem(loaded.sentence);
  const all = [...devices.values()];
  const taken: TakenTexts = { ours: 0, strange: 0, devices: [] };
  const arrived: Arrived[] = [];
  for (const frame of frames) {
    const device = ownerOf(guardianCipher, all, frame, nowMs);
    if (device === null) taken.strange += 1;
    else arrived.push({ device, frame });
  }
  const done = arrived.length === 0 ? [] : takeInAll(guardianCipher, store, arrived, nowMs);
  if (!Array.isArray(done)) throw new Problem(done.sentence);
  for (const { device, durable } of done) {
    taken.ours += durable.length;
    taken.devices.push(device);
  }
  return taken;
}

async function read(input: Readable): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = [];
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.length > MAX_LINE) throw new Problem("that is no list of text messages: one of its lines is far too long.");
    frames.push(...framesIn(line));
    if (frames.length > MAX_TEXTS) throw new Problem(`take at most ${MAX_TEXTS} texts at a time. Split the file.`);
  }
  return frames;
}

function tell({ ours, strange, devices }: TakenTexts): void {
  process.stdout.write(`${ours} taken in${strange === 0 ? "" : `, ${strange} of no device that is paired here`}.\n`);
  for (const { pair, incidents } of devices) {
    for (const one of incidents.filter((each) => standingOf(each) === "open"))
      process.stdout.write(`ALARM: ${pair.label}: ${incidentTitle(one)}. ${incidentSentence(one)}\n`);
  }
}

async function sms(file: string | undefined, flags: Flags): Promise<void> {
  if (file === undefined && process.stdin.isTTY) process.stderr.write("Paste the text messages, then press Ctrl-D.\n");
  const input = file === undefined ? process.stdin : createReadStream(file);
  let frames: Uint8Array[];
  try {
    frames = await read(input);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`cannot read the texts (${(error as NodeJS.ErrnoException).code}). Name another file.`);
  }
  if (frames.length === 0)
    throw new Problem("there is no text message of a device in it. They begin with L1: and have 89 characters.");
  const store = openData(settingsOf(flags, process.env));
  try {
    const taken = takeInTexts(store, frames, Date.now());
    tell(taken);
    if (taken.ours === 0) process.exitCode = 1;
  } finally {
    store.close();
  }
}

export function smsCommand(): Command {
  return withSettings(new Command("sms"))
    .description("take in text messages that a device sent to your phone, as if the broker had brought them")
    .argument("[file]", "lines with the texts (default: standard input)")
    .addHelpText("after", EXAMPLES)
    .action((file: string | undefined, flags: Flags) => finish(() => sms(file, flags)));
}

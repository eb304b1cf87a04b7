import { randomBytes } from "node:crypto";
import { openSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { ReadStream } from "node:tty";
import nacl from "tweetnacl";
import type { Store } from "../core/ports.ts";
import type { OwnSecrets } from "../protocol/exchange-keys.ts";
import { KEY_BYTES } from "../protocol/keys.ts";
import { ConfigProblem, type DeviceConfig } from "./config.ts";
import { evdevButton } from "./evdev-button.ts";
import { buttonHand, keyboardHand, type PairingHand } from "./pairing-hand.ts";
import { PAIRING_ENGLISH, PAIRING_GREEK, type PairingWords } from "./pairing-words.ts";

/** The person in front of the device, while a pairing lasts. */
export interface PairingSession {
  words: PairingWords;
  hand: PairingHand;
  /** The question that begins, as it is asked here. */
  begin: string;
  say(text: string): void;
  /** A line that a scanner typed. */
  line(): Promise<string | null>;
  close(): void;
}

interface Terminal {
  input: Readable;
  person: boolean;
  say(text: string): void;
}

/** While the wire is standard input and output, the person sits at the terminal itself. */
function terminalBeside(): Terminal | null {
  try {
    return { input: new ReadStream(openSync("/dev/tty", "r")), person: true, say: (text) => void process.stderr.write(text) };
  } catch {
    return null;
  }
}

function terminalOf(wireIsStandard: boolean, hasButton: boolean): Terminal {
  if (!wireIsStandard)
    return { input: process.stdin, person: process.stdin.isTTY === true, say: (text) => void process.stdout.write(text) };
  const beside = terminalBeside();
  if (beside !== null) return beside;
  if (!hasButton)
    throw new ConfigProblem(
      "nobody can confirm here: there is no button and no terminal. Configure the button, or give --exchange a serial port or a socket.",
    );
  return { input: process.stdin, person: false, say: (text) => void process.stderr.write(text) };
}

/** @throws ConfigProblem when there is no hand to ask. */
export function openSession(config: DeviceConfig, wireIsStandard: boolean): PairingSession {
  const words = config.wearer.language === "el" ? PAIRING_GREEK : PAIRING_ENGLISH;
  const { button } = config;
  const terminal = terminalOf(wireIsStandard, button !== undefined);
  const { say } = terminal;
  // With the wire on standard input there is no line to read there: whatever comes is the other side's.
  const typed = wireIsStandard && !terminal.person ? null : createInterface({ input: terminal.input, terminal: false });
  const lines = typed?.[Symbol.asyncIterator]() ?? null;
  async function line(): Promise<string | null> {
    const next = await lines?.next();
    return next === undefined || next.done === true ? null : next.value;
  }
  const { tooQuick, confirm } = words;
  const hand =
    button === undefined
      ? keyboardHand({ line, say, person: terminal.person, question: confirm.keys, tooQuick })
      : buttonHand(evdevButton({ ...button, onTrouble: (trouble) => say(`lychnos: ${trouble}\n`) }));
  return {
    words,
    hand,
    begin: button === undefined ? words.begin.keys : words.begin.button,
    say,
    line,
    close() {
      hand.close();
      typed?.close();
      if (terminal.input !== process.stdin) terminal.input.destroy();
      else if (!wireIsStandard) process.stdin.pause();
    },
  };
}

const STATIC_KEY = "exchange-key";

/**
 * This device's secrets of one attempt. The static key is made at the first, on the device itself and never in an image.
 * @throws ConfigProblem when it cannot be kept.
 */
export function ownSecrets(store: Store): OwnSecrets {
  const kept = store.load(STATIC_KEY);
  const staticSecret = kept?.length === KEY_BYTES ? kept : new Uint8Array(randomBytes(KEY_BYTES));
  if (staticSecret !== kept && !store.replace(STATIC_KEY, staticSecret))
    throw new ConfigProblem("the device's own key cannot be kept: the state directory cannot be written.");
  const ephemeralSecret = new Uint8Array(randomBytes(KEY_BYTES));
  const half = {
    staticKey: nacl.scalarMult.base(staticSecret),
    ephemeralKey: nacl.scalarMult.base(ephemeralSecret),
    nonce: new Uint8Array(randomBytes(KEY_BYTES)),
  };
  return { staticSecret, ephemeralSecret, half };
}

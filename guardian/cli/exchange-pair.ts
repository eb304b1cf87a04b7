import { randomBytes } from "node:crypto";
import { existsSync, openSync } from "node:fs";
import { createInterface, type Interface } from "node:readline";
import type { Readable } from "node:stream";
import { ReadStream } from "node:tty";
import nacl from "tweetnacl";
import { checkWords } from "../../device/protocol/check-words.ts";
import type { OwnSecrets } from "../../device/protocol/exchange-keys.ts";
import { ACCOUNT_BYTES } from "../../device/protocol/exchange-message.ts";
import { KEY_BYTES } from "../../device/protocol/keys.ts";
import { makePair } from "../core/chain.ts";
import { guardianCipher } from "../core/cipher.ts";
import { readConsoleKey } from "../store/console-key.ts";
import { writePrivately } from "../store/private-file.ts";
import type { Store } from "../store/store.ts";
import { type Exchanged, exchangeAtConsole } from "./exchange-talk.ts";
import { QUESTION, TOO_QUICK, UNSURE, WHY_NOT } from "./exchange-words.ts";
import { Problem } from "./problem.ts";
import type { Settings } from "./settings.ts";
import type { OpenTalk, Talk } from "./talk.ts";

/** A pairing by exchange, as it was asked for. */
export interface ExchangeAsked {
  settings: Settings;
  store: Store;
  label: string;
  /** A serial port, a socket, or - for standard input and output. */
  path: string;
  /** Where the device's account at the broker is written; it holds no key. */
  out: string;
  /** The broker as the device reaches it. */
  brokerUrl: string;
}

const YES = ["yes", "y", "ναι", "ν"];
/** Nobody has compared four words in less. */
const CONSIDER_MS = 1000;

/** The console's static key follows from its console key, so there is no further file to lose. */
function ownSecrets(settings: Settings): OwnSecrets {
  const key = readConsoleKey(settings.keyFile, true);
  if (!key.ok) throw new Problem(key.sentence);
  const staticSecret = guardianCipher.hmac(key.key, new TextEncoder().encode("lychnos pairing static"));
  const ephemeralSecret = new Uint8Array(randomBytes(KEY_BYTES));
  const half = {
    staticKey: nacl.scalarMult.base(staticSecret),
    ephemeralKey: nacl.scalarMult.base(ephemeralSecret),
    nonce: new Uint8Array(randomBytes(KEY_BYTES)),
  };
  return { staticSecret, ephemeralSecret, half };
}

interface Person {
  typed: Interface | null;
  say(text: string): void;
  confirm(): Promise<boolean>;
  close(): void;
}

/** The person at the console; beside the wire when that is standard input and output. */
function personAt(wireIsStandard: boolean): Person {
  let input: Readable = process.stdin;
  try {
    if (wireIsStandard) input = new ReadStream(openSync("/dev/tty", "r"));
  } catch {
    throw new Problem("nobody can confirm here: there is no terminal. Give --exchange a serial port or a socket instead.");
  }
  const isPerson = wireIsStandard || process.stdin.isTTY === true;
  const say = (text: string): void => void (wireIsStandard ? process.stderr : process.stdout).write(text);
  const typed = createInterface({ input, terminal: false });
  const lines = typed[Symbol.asyncIterator]();
  return {
    typed,
    say,
    async confirm() {
      while (true) {
        say(QUESTION);
        const askedMs = performance.now();
        const { done, value } = await lines.next();
        if (done === true) return false;
        if (!isPerson || performance.now() - askedMs >= CONSIDER_MS) return YES.includes(value.trim().toLocaleLowerCase("el"));
        say(TOO_QUICK);
      }
    },
    close() {
      typed.close();
      if (input === process.stdin) input.pause();
      else input.destroy();
    },
  };
}

/** The words in both languages, as the device shows them in its wearer's. @param root of the pairing. */
export function wordLines(root: Uint8Array): string {
  return `    ${checkWords(guardianCipher, root, "en")}\n    ${checkWords(guardianCipher, root, "el")}\n`;
}

function exchangeWith(asked: ExchangeAsked, talk: Talk, person: Person): Promise<Exchanged> {
  const { store, label, out, brokerUrl } = asked;
  const broker = { url: brokerUrl, username: randomBytes(16).toString("hex"), password: randomBytes(24).toString("base64url") };
  const account = new TextEncoder().encode(JSON.stringify(broker));
  if (account.length > ACCOUNT_BYTES - 2) throw new Problem(WHY_NOT["too-long"]);
  return exchangeAtConsole({
    cipher: guardianCipher,
    agree: nacl.scalarMult,
    own: ownSecrets(asked.settings),
    talk,
    account,
    onWords: (root) =>
      person.say(`\nStep 2 of 3. Compare these words with the device's, in its language:\n\n${wordLines(root)}\n`),
    confirm: person.confirm,
    keep(root) {
      writePrivately(out, new TextEncoder().encode(`${JSON.stringify({ version: 1, broker })}\n`));
      const added = store.addPair(makePair(guardianCipher, randomBytes(16).toString("hex"), label, root), Date.now());
      root.fill(0);
      if (!added.ok) throw new Problem(added.sentence);
    },
  });
}

/** Pairs over a stream of bytes, from the first sentence to the last. @throws Problem */
export async function pairByExchange(asked: ExchangeAsked, openTalk: OpenTalk): Promise<void> {
  const { path, out } = asked;
  if (existsSync(out)) throw new Problem(`${out} exists already. Name a new file; a pairing is never written over another.`);
  const person = personAt(path === "-");
  const talk = await openTalk(path);
  if (typeof talk === "string") {
    person.close();
    throw new Problem(talk);
  }
  const cancel = (): void => talk.cancel();
  process.once("SIGINT", cancel);
  process.once("SIGTERM", cancel);
  try {
    person.say("Step 1 of 3. On the device, its wearer runs: lychnos pair --config FILE --exchange PORT\n");
    const outcome = await exchangeWith(asked, talk, person);
    if (!outcome.ok) throw new Problem(`nothing is paired. ${WHY_NOT[outcome.why]}`);
    person.say(
      `\nPaired. A broker that asks for accounts must know the device: lychnos broker user --users FILE --pairing ${out}\n` +
        (outcome.sure ? "" : `${UNSURE}\n`),
    );
  } finally {
    process.off("SIGINT", cancel);
    process.off("SIGTERM", cancel);
    person.close();
    await talk.close();
  }
}

import { Command } from "commander";
import { checkWords } from "../protocol/check-words.ts";
import { boardMark } from "./board-mark.ts";
import { sharedSecret } from "./checked-nacl.ts";
import { nodeCipher } from "./cipher.ts";
import { ConfigProblem, type DeviceConfig } from "./config.ts";
import { doubtOf, doubtSentence } from "./confirmed-pairs.ts";
import { exchangeOnDevice } from "./exchange-talk.ts";
import type { FileStore } from "./file-store.ts";
import { accountIn, keepPairing, type Offer, offerFrom, openOffer, refuseUsed } from "./pairing.ts";
import { openSession, ownSecrets, type PairingSession } from "./pairing-session.ts";
import type { NotPaired } from "./pairing-words.ts";
import { openStateStore } from "./state-store.ts";
import { openTalk } from "./wire.ts";

/** A scanned pairing is one line; nothing that is longer is one. */
const LONGEST_LINE = 2000;

interface PairOptions {
  config: string;
  token?: string;
  exchange?: string;
}

/** One run of the command. */
interface Attempt {
  config: DeviceConfig;
  store: FileStore;
  session: PairingSession;
}

type Outcome = { ok: true; slot: number } | { ok: false; why: NotPaired };

function showWords({ config, session }: Attempt, root: Uint8Array): void {
  const shown = checkWords(nodeCipher(), root, config.wearer.language);
  session.say(`\n${session.words.compare}\n\n    ${shown}\n\n`);
  if (config.button !== undefined) session.say(`${session.words.confirm.button}\n`);
}

async function readOffer(token: string, session: PairingSession): Promise<Offer> {
  if (token !== "-") return openOffer(token);
  const line = await session.line();
  if (line === null || line.length > LONGEST_LINE)
    throw new ConfigProblem("no pairing came on standard input: scan the code again.");
  return offerFrom(line.trim(), "what was scanned");
}

function refuse(store: FileStore, offer: Offer): void {
  try {
    refuseUsed(nodeCipher(), store, offer.root);
  } catch (error) {
    offer.discard();
    throw error;
  }
}

/** By a file or a scanned code. Nothing is kept before the wearer has confirmed the words. */
async function inject(attempt: Attempt, token: string): Promise<Outcome> {
  const { store, session } = attempt;
  if (!(await session.hand.begin())) return { ok: false, why: "no-press" };
  const offer = await readOffer(token, session);
  refuse(store, offer);
  if (!session.hand.holds()) {
    offer.discard();
    return { ok: false, why: "let-go" };
  }
  showWords(attempt, offer.root);
  if (await session.hand.confirm()) return { ok: true, slot: keepPairing(nodeCipher(), store, offer) };
  offer.discard();
  return { ok: false, why: "not-confirmed" };
}

/** By an exchange of public keys on a cable, a socket or standard input and output. */
async function exchange(attempt: Attempt, path: string): Promise<Outcome> {
  const { store, session } = attempt;
  const { hand, words } = session;
  const talk = await openTalk(path);
  if (typeof talk === "string") throw new ConfigProblem(talk);
  const cancel = (): void => talk.cancel();
  process.once("SIGINT", cancel);
  process.once("SIGTERM", cancel);
  try {
    return await exchangeOnDevice({
      cipher: nodeCipher(),
      agree: sharedSecret,
      own: ownSecrets(store),
      talk,
      hand,
      onWaiting: () => session.say(`${words.waiting}\n`),
      onWords: (root) => showWords(attempt, root),
      onConfirmed: () => session.say(`${words.confirmed}\n`),
      keep(root, account) {
        const broker = accountIn(account);
        if (broker === null) return null;
        return keepPairing(nodeCipher(), store, { root, broker, discard: () => void root.fill(0) });
      },
    });
  } finally {
    process.off("SIGINT", cancel);
    process.off("SIGTERM", cancel);
    await talk.close();
  }
}

function refuseDoubtful(store: FileStore): void {
  const doubt = doubtOf(nodeCipher(), store, boardMark(nodeCipher()));
  if (doubt !== null) throw new ConfigProblem(doubtSentence(doubt));
}

/** @returns the exit code. */
async function pair(config: DeviceConfig, options: PairOptions): Promise<number> {
  const { token, exchange: path } = options;
  if ((token === undefined) === (path === undefined))
    throw new ConfigProblem("name one: --token FILE for a key that was brought here, or --exchange PORT to agree on one.");
  const store = openStateStore(config.stateDir);
  let session: PairingSession | null = null;
  const end = (): void => session?.hand.cancel();
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  try {
    refuseDoubtful(store);
    session = openSession(config, path === "-");
    const { words, say } = session;
    say(`${session.begin}\n`);
    const attempt = { config, store, session };
    const outcome = path === undefined ? await inject(attempt, token as string) : await exchange(attempt, path);
    if (outcome.ok) say(`\n${words.paired(outcome.slot, options.config)}\n`);
    else process.stderr.write(`\nlychnos: ${words.nothing} ${words.why[outcome.why]}\n`);
    return outcome.ok ? 0 : 1;
  } finally {
    process.off("SIGINT", end);
    process.off("SIGTERM", end);
    session?.close();
    store.close();
  }
}

/**
 * `lychnos pair`: takes a guardian's key, or agrees on one, and keeps it when the wearer confirms the check words (R-41, P31).
 * @param finish runs an action, and turns a ConfigProblem into a sentence and an exit code.
 */
export function pairCommand(
  finish: (work: () => Promise<number>) => Promise<void>,
  read: (path: string) => DeviceConfig,
): Command {
  return new Command("pair")
    .description("let a guardian in: hold the button, compare four words, press once more")
    .requiredOption("--config <file>", "device configuration (JSON)")
    .option("--token <file>", "the file that `lychnos guardian pair` wrote, or - for one line from a scanner")
    .option("--exchange <port>", "agree on a key over a serial port, a socket, or - for standard input and output")
    .action((options: PairOptions) => finish(() => pair(read(options.config), options)));
}

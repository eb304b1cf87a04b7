import { createInterface, type Interface } from "node:readline";
import { CONSENT, type Consent, consentVerdict, decodeConsent } from "../core/consent.ts";
import { boardMark } from "./board-mark.ts";
import { nodeCipher } from "./cipher.ts";
import { ConfigProblem, type DeviceConfig, termsOf } from "./config.ts";
import { doubtOf, doubtSentence } from "./confirmed-pairs.ts";
import type { FileStore } from "./file-store.ts";
import { consentFor } from "./notice.ts";
import { askForConsent, type Conversation, type Granted } from "./notice-dialogue.ts";
import { forgetNotice, keepNotice, keptNotice } from "./notice-kept.ts";
import { QUESTIONS } from "./notices/questions.ts";
import { actOffline } from "./offline-hand.ts";
import { pairedSlots } from "./pairing.ts";
import { hasReceipts, keepReceipt } from "./receipts-keep.ts";
import { openStateStore } from "./state-store.ts";

function answersFrom(lines: Interface): Conversation["answer"] {
  const each = lines[Symbol.asyncIterator]();
  return async () => {
    const { done, value } = await each.next();
    return done === true ? null : value;
  };
}

function lastConsent(store: FileStore): Consent | null {
  const bytes = store.load(CONSENT);
  return bytes === null ? null : decodeConsent(bytes);
}

/** The guardians that the notice speaks of. @throws ConfigProblem when there is none, or not as many as it names. */
function slotsFor(config: DeviceConfig, store: FileStore): number[] {
  const slots = pairedSlots(store);
  if (slots.length === 0) throw new ConfigProblem("there is no guardian yet, so there is nothing to agree to. Run: lychnos pair");
  const doubt = doubtOf(nodeCipher(), store, boardMark(nodeCipher()));
  if (doubt !== null) throw new ConfigProblem(doubtSentence(doubt));
  const named = config.service.recipients;
  if (named !== undefined && named.length !== slots.length)
    throw new ConfigProblem(
      `service.recipients names ${named.length}, but ${slots.length} are paired: name each guardian, or leave the field out.`,
    );
  return slots;
}

// The text first: a consent is never there without the words that it was given on.
function keep(store: FileStore, consent: Consent, granted: Granted, last: Consent | null): void {
  const kept = keepNotice(store, consent.number, granted.kept);
  const after = kept ? actOffline(store, { kind: "consent", consent }, null) : null;
  if (after?.consent?.number !== consent.number) throw new ConfigProblem("the consent could not be stored; nothing starts.");
  if (last !== null) forgetNotice(store, last.number);
}

/** The act of the wearer, or of whoever may agree for them. @returns the exit code. */
export async function grant(config: DeviceConfig): Promise<number> {
  const store = openStateStore(config.stateDir);
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  const words = QUESTIONS[config.wearer.language];
  const say = (text: string): void => void process.stdout.write(text);
  try {
    const slots = slotsFor(config, store);
    if (!hasReceipts(store))
      throw new ConfigProblem(
        `the wearer has no key to the receipts yet, so nobody could prove later what was agreed to. Run: lychnos receipts key --config FILE`,
      );
    const asked = { terms: termsOf(config), wearer: config.wearer, guardians: slots.length };
    const granted = await askForConsent(asked, { say, answer: answersFrom(lines) });
    if (granted === null) {
      keepReceipt(nodeCipher(), store, "refuse", (lastConsent(store)?.number ?? 0) + 1, Math.floor(Date.now() / 1000));
      say(`${words.nothingAgreed}\n`);
      return 1;
    }
    const last = lastConsent(store);
    const consent = consentFor(termsOf(config), slots, (last === null ? 0 : last.number) + 1, Date.now(), granted.act);
    const verdict = consentVerdict(consent);
    if (verdict !== "accept") {
      say(`\n${words.refusals[verdict]}\n${words.nothingAgreed}\n`);
      return 1;
    }
    keep(store, consent, granted, last);
    say(`${words.agreed(consent.number, new Date(consent.expiresS * 1000).toISOString().slice(0, 10))}\n`);
    return 0;
  } finally {
    lines.close();
    store.close();
  }
}

/** Prints what was agreed to, word for word. @returns the exit code. */
export function show(config: DeviceConfig): number {
  const store = openStateStore(config.stateDir);
  try {
    const consent = lastConsent(store);
    const kept = consent === null ? null : keptNotice(store, consent);
    if (kept === null) {
      process.stdout.write("There is no consent on this device.\n");
      return 1;
    }
    process.stdout.write(`${kept.pages.join("\n\n")}\n\n`);
    for (const { what, text } of kept.references) process.stdout.write(`${what}: ${text}\n`);
    return 0;
  } finally {
    store.close();
  }
}

import { CONSENT, decodeConsent } from "../core/consent.ts";
import { openJournal } from "../core/journal.ts";
import type { Flash } from "../core/journal-flash.ts";
import type { Battery, Clock, Haptic, Lamp, Link, Receiver, Store } from "../core/ports.ts";
import { type Running, run } from "../core/run.ts";
import type { Cipher } from "../protocol/cipher.ts";
import { type ChipAccount, keepAccount, loadAccount } from "./account.ts";
import type { ConfirmButton } from "./confirm-button.ts";
import { type InjectFault, injectPair } from "./inject.ts";

/** What the board's own parts make, with nothing of Espruino in it. */
export interface ChipParts {
  cipher: Cipher;
  flash: Flash;
  clock: Clock;
  receiver: Receiver;
  lamp: Lamp;
  button: ConfirmButton;
  haptic: Haptic;
  battery: Battery;
  link: (account: ChipAccount) => Link;
  builtMs: number;
  say: (line: string) => void;
}

/** What the desk calls over the cable; each answers with a sentence. */
export interface Desk {
  pair(secrets: Uint8Array): string;
  account(account: ChipAccount): string;
  /** The wearer has read the notice at the desk, and says yes with the button within a minute. */
  propose(consent: Uint8Array): string;
  tick(): void;
  /** Null before the first pairing. */
  running(): Running | null;
}

const CONFIRM_MS = 60000;

const INJECT_WORDS: Record<InjectFault, string> = {
  "wrong-length": "The pairing must have 96 bytes. Make a new one at the desk.",
  "no-secret": "The pairing holds no secret: all its bytes are the same. The desk's own chance is broken; use another machine.",
  "slots-taken": "All eight guardians' places are taken. Remove one first.",
  "not-stored": "The flash took nothing of it. Try again; if it fails again, the board is worn out.",
};

function notice(store: Store): { fields: Uint8Array; whole: Uint8Array } | null {
  const bytes = store.load(CONSENT);
  const consent = bytes === null ? null : decodeConsent(bytes);
  return consent === null ? null : { fields: consent.fieldHashes, whole: consent.noticeHash };
}

function start(parts: ChipParts, store: Store, account: ChipAccount): Running {
  return run({
    cipher: parts.cipher,
    clock: parts.clock,
    receiver: parts.receiver,
    lamp: parts.lamp,
    button: parts.button,
    haptic: parts.haptic,
    link: parts.link(account),
    store: store,
    battery: parts.battery,
    timeSource: "gnss",
    builtMs: parts.builtMs,
    // The notice is shown at the desk, and no part of it can change on the board by itself.
    notice: notice(store),
    onTrouble: (trouble) => parts.say("receiver " + trouble),
    onReminder: () => parts.say("a reminder: the wearer agreed that this device may tell where they are, and that ends soon"),
  });
}

/** Starts the firmware when the board is paired, and waits for the desk when it is not. */
export function chipFirmware(parts: ChipParts): Desk {
  const store = openJournal(parts.flash);
  const known = loadAccount(store);
  let running: Running | null = known === null ? null : start(parts, store, known);

  function propose(bytes: Uint8Array): string {
    const device = running;
    const consent = decodeConsent(bytes);
    if (device === null) return "Pair the device first.";
    if (consent === null) return "That is no consent. Make it at the desk, with the notice read to its end.";
    parts.button.ask(() => {
      device.changeNotice({ fields: consent.fieldHashes, whole: consent.noticeHash });
      device.accept(consent);
    }, CONFIRM_MS);
    return "Now the wearer says yes with one press of the button, within a minute, or lets it be.";
  }

  return {
    pair: (secrets) => {
      const slot = injectPair(parts.cipher, store, secrets);
      if (typeof slot === "string") return INJECT_WORDS[slot];
      return "Paired in slot " + slot + ". It counts from the next start on.";
    },
    account: (account) => {
      if (!keepAccount(store, account)) return "The account could not be kept: none of its parts may hold a line break.";
      if (running !== null) running.stop();
      running = start(parts, store, account);
      return "Kept. The device runs.";
    },
    propose: propose,
    tick: () => {
      if (running !== null) running.tick();
    },
    running: () => running,
  };
}

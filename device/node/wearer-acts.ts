import { CONSENT, type Consent, decodeConsent } from "../core/consent.ts";
import type { Event } from "../core/event.ts";
import { ConfigProblem, type DeviceConfig } from "./config.ts";
import { lockHolder, peek } from "./file-store.ts";
import { HAND_SIGNAL, type HandWord, leaveRequest } from "./hand-request.ts";
import { actOffline } from "./offline-hand.ts";
import { openStateStore } from "./state-store.ts";

/** How often and how long the running device is looked at for its confirmation: five seconds in all. */
const LOOK_MS = 50;
const LOOKS = 100;

/** An act of the wearer by command: what is asked, how one sees that it was done, and what is said then. */
export interface Act {
  word: HandWord;
  event: Event;
  isDone(consent: Consent | null): boolean;
  running: string;
  resting: string;
}

const gone = (consent: Consent | null): boolean => consent === null || consent.withdrawn;

export const WITHDRAW: Act = {
  word: "withdraw",
  event: { kind: "withdraw" },
  isDone: gone,
  running: "Withdrawn. The device has stopped recording.",
  resting: "Withdrawn. The device will not start recording.",
};

export const DELETE: Act = {
  word: "delete",
  event: { kind: "delete" },
  isDone: (consent) => consent === null || consent.deletionAsked,
  running: "Withdrawn and erased. The guardians are asked to erase what they have.",
  resting: "Withdrawn and erased. The guardians are asked to erase what they have, when the device is next online.",
};

export const OBJECT: Act = {
  word: "object",
  event: { kind: "object" },
  isDone: (consent) => gone(consent) || (consent?.objected ?? false),
  running: "Your objection is recorded. The device has stopped recording.",
  resting: "Your objection is recorded. The device will not start recording.",
};

export const NO_HEALTH: Act = {
  word: "no-health",
  event: { kind: "no-health" },
  isDone: (consent) => consent === null || consent.sensitive === "none",
  running: "Data on your health is not collected any more. Everything else stays as agreed.",
  resting: "Data on your health will not be collected any more. Everything else stays as agreed.",
};

export const PAUSE: Act = {
  word: "pause",
  event: { kind: "pause", minutes: 60 },
  isDone: (consent) => gone(consent) || (consent?.pausedUntilS ?? 0) !== 0,
  running: "Paused for an hour. The device has stopped recording; it goes on by itself, or with: lychnos consent resume",
  resting: "Paused for an hour.",
};

export const RESUME: Act = {
  word: "resume",
  event: { kind: "resume" },
  isDone: (consent) => gone(consent) || consent?.pausedUntilS === 0,
  running: "The pause is over.",
  resting: "The pause is over.",
};

function storedConsent(directory: string): Consent | null {
  const bytes = peek(directory, CONSENT);
  return bytes === null ? null : decodeConsent(bytes);
}

/** Nothing is said to have stopped before the device itself has written it down. */
async function actOnRunning(holder: number, directory: string, act: Act): Promise<number> {
  if (!leaveRequest(directory, act.word))
    throw new ConfigProblem("the request could not be left in the state directory. Run this as the device's own user.");
  process.kill(holder, HAND_SIGNAL);
  for (let look = 0; look < LOOKS; look++) {
    if (act.isDone(storedConsent(directory))) {
      process.stdout.write(`${act.running}\n`);
      return 0;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  process.stderr.write("lychnos: the device did not confirm it. Switch it off, and try again.\n");
  return 1;
}

/** Tells the running device, or writes it down for the next start. @returns the exit code. */
export async function actOn(config: DeviceConfig, act: Act): Promise<number> {
  const holder = lockHolder(config.stateDir);
  if (holder !== null) return actOnRunning(holder, config.stateDir, act);
  const store = openStateStore(config.stateDir);
  try {
    if (actOffline(store, act.event, null) === null)
      throw new ConfigProblem("it could not be stored. Switch the device off and tell the guardian.");
    process.stdout.write(`${act.resting}\n`);
    return 0;
  } finally {
    store.close();
  }
}

import { createInterface, type Interface } from "node:readline";
import { type Consent, decodeConsent, encodeConsent } from "../core/consent.ts";
import { keepsRest } from "../core/rest.ts";
import { CONSENT } from "../core/store-health.ts";
import { ConfigProblem, type DeviceConfig } from "./config.ts";
import { type FileStore, lockHolder, peek } from "./file-store.ts";
import { consentFor, noticePages } from "./notice.ts";
import { pairedSlots } from "./pairing.ts";
import { openStateStore } from "./state-store.ts";

/** How often and how long the running device is looked at for its confirmation: five seconds in all. */
const LOOK_MS = 50;
const LOOKS = 100;

/** The next line that the wearer types; null at the end of the input. */
type Answer = () => Promise<string | null>;

function answersFrom(lines: Interface): Answer {
  const each = lines[Symbol.asyncIterator]();
  return async () => {
    const { done, value } = await each.next();
    return done === true ? null : value;
  };
}

/** Shows every page and waits for each: acceptance without having passed through them is not possible. */
async function readThrough(pages: string[], answer: Answer): Promise<boolean> {
  for (const [index, page] of pages.entries()) {
    process.stdout.write(`\n${page}\n  (${index + 1} of ${pages.length}, Enter for the next) `);
    if ((await answer()) === null) return false;
  }
  process.stdout.write("\nIf you agree, type yes. Anything else means no: ");
  const said = await answer();
  return said !== null && ["yes", "\u03bd\u03b1\u03b9"].includes(said.trim().toLowerCase());
}

const NO_REST =
  "these hours watch a minor around the clock: ten hours of any 24 must stay free, also in the short night of spring. Shorten service.hours.";

function restHolds(consent: Consent): boolean {
  if (consent.restMinutes === 0) return true;
  return keepsRest(consent.schedule, consent.restMinutes, consent.grantedS * 1000, consent.expiresS * 1000);
}

/** The wearer's own act. @returns the exit code. */
export async function grant(config: DeviceConfig): Promise<number> {
  const store = openStateStore(config.stateDir);
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  try {
    const slots = pairedSlots(store);
    if (slots.length === 0)
      throw new ConfigProblem("there is no guardian yet, so there is nothing to agree to. Run: lychnos pair");
    if (!(await readThrough(noticePages(config.service, slots.length), answersFrom(lines)))) {
      process.stdout.write("Nothing was agreed. Nothing is read and nothing is sent.\n");
      return 1;
    }
    const before = store.load(CONSENT);
    const last = before === null ? null : decodeConsent(before);
    const consent = consentFor(config.service, slots, (last === null ? 0 : last.number) + 1, Date.now());
    if (!restHolds(consent)) throw new ConfigProblem(NO_REST);
    if (!store.replace(CONSENT, encodeConsent(consent)))
      throw new ConfigProblem("the consent could not be stored; nothing starts.");
    process.stdout.write(`Agreed, as number ${consent.number}, until ${new Date(consent.expiresS * 1000).toDateString()}.\n`);
    return 0;
  } finally {
    lines.close();
    store.close();
  }
}

function withdrawInStore(store: FileStore): boolean {
  const bytes = store.load(CONSENT);
  const consent = bytes === null ? null : decodeConsent(bytes);
  if (consent === null) return store.erase(CONSENT) && store.erase("outbox");
  consent.withdrawn = true;
  return store.replace(CONSENT, encodeConsent(consent)) && store.erase("outbox");
}

function isWithdrawn(directory: string): boolean {
  const bytes = peek(directory, CONSENT);
  const consent = bytes === null ? null : decodeConsent(bytes);
  return consent === null || consent.withdrawn;
}

/** Nothing is said to have stopped before the device itself has written it down. */
async function withdrawRunning(holder: number, directory: string): Promise<number> {
  process.kill(holder, "SIGUSR2");
  for (let look = 0; look < LOOKS; look++) {
    if (isWithdrawn(directory)) {
      process.stdout.write("Withdrawn. The device has stopped recording.\n");
      return 0;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  process.stderr.write("lychnos: the device did not confirm the withdrawal. Switch it off, and try again.\n");
  return 1;
}

/** Withdrawal: tells the running device, or writes it down for the next start. @returns the exit code. */
export async function withdraw(config: DeviceConfig): Promise<number> {
  const holder = lockHolder(config.stateDir);
  if (holder !== null) return withdrawRunning(holder, config.stateDir);
  const store = openStateStore(config.stateDir);
  try {
    if (!withdrawInStore(store))
      throw new ConfigProblem("the withdrawal could not be stored. Switch the device off and tell the guardian.");
    process.stdout.write("Withdrawn. The device will not start recording.\n");
    return 0;
  } finally {
    store.close();
  }
}

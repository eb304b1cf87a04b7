import { randomBytes } from "node:crypto";
import { closeSync, constants, fsyncSync, openSync, readFileSync, statSync, unlinkSync, writeSync } from "node:fs";
import { z } from "zod";
import { encodeOutboxKey, firstOutboxKey, OUTBOX_KEYS, outboxKeyName } from "../core/outbox-key.ts";
import { encodePair, MAX_PAIRS, makePair, pairName } from "../core/pair.ts";
import type { Store } from "../core/ports.ts";
import type { Cipher } from "../protocol/cipher.ts";
import { deriveKeys, KEY_BYTES } from "../protocol/keys.ts";
import { boardMark } from "./board-mark.ts";
import { ConfigProblem } from "./config.ts";
import { noteConfirmed } from "./confirmed-pairs.ts";
import { isUsed, noteUsed } from "./used-pairings.ts";

const credentialsSchema = z.strictObject({ url: z.string().min(1), username: z.string().min(1), password: z.string().min(1) });
const fileSchema = z.object({ version: z.literal(1), root: z.string().regex(/^[A-Za-z0-9_-]{43}$/), broker: credentialsSchema });

/** How the device reaches the broker; not a secret that opens anything, but kept like one. */
export type BrokerCredentials = z.infer<typeof credentialsSchema>;

const BROKER = "broker";

/** A pairing that was read and not yet taken. */
export interface Offer {
  /** 32 bytes; whoever holds them can read along. */
  root: Uint8Array;
  broker: BrokerCredentials;
  /** Destroys it here, wherever it came from. */
  discard(): void;
}

/** What a scanned code begins with, so that no other code is taken for one. */
export const PAIRING_SCHEME = "lychnos-pair:";

/**
 * Reads a pairing: the text of a file, or of a scanned code.
 * @param source how it is called in a message.
 * @throws ConfigProblem when it is none.
 */
export function offerFrom(text: string, source: string): Offer {
  const scanned = text.startsWith(PAIRING_SCHEME);
  const json = scanned ? Buffer.from(text.slice(PAIRING_SCHEME.length), "base64url").toString("utf8") : text;
  let file: z.infer<typeof fileSchema>;
  try {
    file = fileSchema.parse(JSON.parse(json));
  } catch {
    throw new ConfigProblem(`${source} is no pairing file. Make one with: lychnos guardian pair --name NAME --out FILE`);
  }
  const root = new Uint8Array(Buffer.from(file.root, "base64url"));
  if (root.length !== KEY_BYTES) throw new ConfigProblem(`${source} holds no key of ${KEY_BYTES} bytes. Make a new pairing.`);
  return { root, broker: file.broker, discard: () => void root.fill(0) };
}

/** @throws ConfigProblem when the file is no pairing file, or others may read it. */
export function openOffer(path: string): Offer {
  let text: string;
  try {
    if ((statSync(path).mode & 0o077) !== 0) {
      throw new ConfigProblem(
        `${path} can be read by others on this machine. Make a new pairing, and keep its file at mode 600.`,
      );
    }
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof ConfigProblem) throw error;
    throw new ConfigProblem(`cannot read the pairing file ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
  const offer = offerFrom(text, path);
  return {
    ...offer,
    discard() {
      offer.discard();
      destroy(path, text.length);
    },
  };
}

/** Overwrites the file before it removes it: the root key must not outlive the pairing. */
function destroy(path: string, length: number): void {
  const fd = openSync(path, constants.O_WRONLY);
  try {
    writeSync(fd, new Uint8Array(length));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  unlinkSync(path);
}

export function pairedSlots(store: Store): number[] {
  const slots: number[] = [];
  for (let slot = 0; slot < MAX_PAIRS; slot++) if (store.load(pairName(slot)) !== null) slots.push(slot);
  return slots;
}

/** The first pairing gives the device the secret that its outbox is sealed under; no guardian ever has it. */
function keepOutboxSecret(cipher: Cipher, store: Store): boolean {
  if (OUTBOX_KEYS.some((name) => store.load(name) !== null)) return true;
  const key = firstOutboxKey(cipher, new Uint8Array(randomBytes(KEY_BYTES)));
  return store.replace(outboxKeyName(key.generation), encodeOutboxKey(key));
}

/**
 * Puts the keys of one root into the first free slot, as the wearer confirmed it; the root is overwritten.
 * @param mark of this board, see board-mark.ts.
 * @returns the slot, or null when all are taken or nothing could be stored.
 */
export function storePair(
  cipher: Cipher,
  store: Store,
  root: Uint8Array,
  broker: BrokerCredentials,
  mark: Uint8Array = boardMark(cipher),
): number | null {
  const taken = pairedSlots(store);
  const slot = Array.from({ length: MAX_PAIRS }, (_, one) => one).find((one) => !taken.includes(one));
  if (slot === undefined) return null;
  const pair = makePair(slot, deriveKeys(cipher, root));
  // The note comes first: a power cut leaves a note without its pair, never a pair that nobody seems to have confirmed.
  const stored =
    keepOutboxSecret(cipher, store) &&
    noteConfirmed(cipher, store, pair, mark) &&
    store.replace(pairName(slot), encodePair(pair)) &&
    noteUsed(cipher, store, root) &&
    store.replace(BROKER, new TextEncoder().encode(JSON.stringify(broker)));
  root.fill(0);
  return stored ? slot : null;
}

/** Refuses what this device took before: a pairing serves once. @throws ConfigProblem */
export function refuseUsed(cipher: Cipher, store: Store, root: Uint8Array): void {
  if (isUsed(cipher, store, root))
    throw new ConfigProblem(
      "this pairing was used on this device already, and serves once. Make a new one at the guardian's: lychnos guardian pair",
    );
}

/**
 * Keeps the keys made of what was agreed on, and destroys it.
 * @returns the pairing slot.
 * @throws ConfigProblem when it could not be kept; then it is still there.
 */
export function keepPairing(cipher: Cipher, store: Store, offer: Offer): number {
  const slot = storePair(cipher, store, offer.root.slice(), offer.broker);
  if (slot === null) {
    throw new ConfigProblem(
      `the pairing could not be kept: all ${MAX_PAIRS} slots are taken, or the state directory cannot be written. See: lychnos roster list`,
    );
  }
  offer.discard();
  return slot;
}

/** The device's account in what a guardian sent. @returns null when it is none. */
export function accountIn(bytes: Uint8Array): BrokerCredentials | null {
  try {
    return credentialsSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

/** Null before the first pairing. */
export function brokerOf(store: Store): BrokerCredentials | null {
  const bytes = store.load(BROKER);
  // Rotten or torn: the same as never paired, and pairing again mends it.
  return bytes === null ? null : accountIn(bytes);
}

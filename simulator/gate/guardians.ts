import { encodePair, makePair, pairName } from "../../device/core/pair.ts";
import { decodeBatch } from "../../device/protocol/batch.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { decode } from "../../device/protocol/codec.ts";
import { open, readHeader, SHORT_BODY } from "../../device/protocol/envelope.ts";
import { deriveKeys, nextEpochKey, type PairKeys } from "../../device/protocol/keys.ts";
import type { Report } from "../../device/protocol/report.ts";
import { topicOf } from "../../device/protocol/topic.ts";
import { type CommandChain, sealCommand, stepCommand } from "../../guardian/core/command.ts";
import { type SeenOn, unveiledOn } from "../world/unveiled.ts";

/** One guardian with the true keys: opens what was published for them, and acknowledges it. */
export interface Guardian {
  keys: PairKeys;
  /** Keys of the device's epochs, from 0. */
  epochs: Uint8Array[];
  command: CommandChain;
}

export const GUARDIANS = 2;
const ROOTS = [11, 29].map((step) => new Uint8Array(32).map((_, i) => i * step + 1));

export function makeGuardians(cipher: Cipher): Guardian[] {
  return ROOTS.map((root) => {
    const keys = deriveKeys(cipher, root.slice());
    return { keys, epochs: [keys.telemetry.slice()], command: { epoch: 0, key: keys.command.slice(), next: 0 } };
  });
}

/** What the store of a device holds that was paired with them. */
export function pairedStore(cipher: Cipher): [string, Uint8Array][] {
  return ROOTS.map((root, slot) => [pairName(slot), encodePair(makePair(slot, deriveKeys(cipher, root.slice())))]);
}

function epochKey(cipher: Cipher, guardian: Guardian, epoch: number): Uint8Array | null {
  if (epoch > guardian.epochs.length + 4096) return null;
  while (guardian.epochs.length <= epoch) guardian.epochs.push(nextEpochKey(cipher, guardian.epochs.at(-1) as Uint8Array));
  return guardian.epochs[epoch] ?? null;
}

/** A frame as a guardian reads it. */
export interface Read {
  guardian: Guardian;
  slot: number;
  epoch: number;
  number: number;
  /** One of a short frame, several of a long one. */
  reports: Report[];
}

function reportsIn(body: Uint8Array): Report[] {
  const bodies = body.length === SHORT_BODY ? [body] : (decodeBatch(body) ?? []);
  return bodies.map(decode).filter((report) => report !== null);
}

function readAs(cipher: Cipher, guardian: Guardian, slot: number, frame: Uint8Array): Read | null {
  const header = readHeader(cipher, guardian.keys.header, frame);
  if (header === null || header.number > 1023) return null;
  const key = epochKey(cipher, guardian, header.epoch);
  if (key === null) return null;
  const place = { ...header, epochKey: key, headerKey: guardian.keys.header, direction: "telemetry" as const };
  const body = open(cipher, place, frame);
  const reports = body === null ? [] : reportsIn(body);
  return reports.length > 0 ? { guardian, slot, ...header, reports } : null;
}

/**
 * @param on where it was published; left out: it is no form of another day's.
 * @returns null when no guardian can open it.
 */
export function readFrame(cipher: Cipher, guardians: readonly Guardian[], frame: Uint8Array, on?: SeenOn): Read | null {
  for (const [slot, guardian] of guardians.entries()) {
    const plain = readAs(cipher, guardian, slot, frame);
    const unveiled = plain !== null || on === undefined ? null : unveiledOn(cipher, guardian.keys.topic, on, frame);
    const read = unveiled === null ? plain : readAs(cipher, guardian, slot, unveiled);
    if (read !== null) return read;
  }
  return null;
}

/** A published frame as it was sealed; what no guardian can open stays as it is. */
export function asSealed(cipher: Cipher, guardians: readonly Guardian[], frame: Uint8Array, on: SeenOn): Uint8Array {
  if (readFrame(cipher, guardians, frame) !== null) return frame;
  const forms = guardians.map(({ keys }) => unveiledOn(cipher, keys.topic, on, frame));
  return forms.find((form) => form !== null && readFrame(cipher, guardians, form) !== null) ?? frame;
}

/** The acknowledgement of a frame, as a message on today's topic. */
export function acknowledgement(cipher: Cipher, read: Read, day: number): { topic: string; payload: Uint8Array } | null {
  const { guardian, epoch, number } = read;
  const bits = new Uint8Array(24);
  bits[0] = 128;
  if (guardian.command.next === 1024) guardian.command = stepCommand(cipher, guardian.command);
  const sealed = sealCommand(cipher, guardian.keys.header, guardian.command, { kind: "delivered", epoch, first: number, bits });
  if (sealed === null) return null;
  guardian.command = sealed.command;
  return { topic: topicOf(cipher, guardian.keys.topic, "command", day), payload: sealed.frame };
}

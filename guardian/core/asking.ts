import type { ActName, Command, Result } from "../../device/protocol/command.ts";
import { type Hearing, isNewer } from "./hearing.ts";

/** What a guardian wants of a device, before it has a number and a time to live. */
export interface Wish {
  act: ActName;
  value: number;
  /** Number of the consent that the guardian knows of; 0: of none. */
  consent: number;
  /** A part of a drawing; absent in all but a "fence-set". */
  fence?: Uint8Array;
}

/** A command as this console keeps it. Times are UTC milliseconds on its own clock. */
export interface AskedCommand extends Command {
  createdMs: number;
  /** When it left for the first time. */
  sentMs: number | null;
  answeredMs: number | null;
  result: Result | null;
}

/** Commands of one device that wait at the same time: a person gives up asking before, and nothing piles up unseen. */
export const MAX_WAITING = 8;
/** Parts of fences that wait at the same time, beside the others: two of the largest that can be drawn. */
export const MAX_PARTS_WAITING = 26;
/** The longest interval that a device takes: a longer one would be a stop by another name. */
export const MAX_INTERVAL_S = 86_400;
/** A decimal more than a consent can name. */
export const MAX_DECIMALS = 6;

const SOON_S = 600;
const DAYS_S = 3 * 86_400;

/**
 * How long each is worth obeying. Who asks where somebody is wants to know it now; what only lessens the tracking is still
 * wanted after a weekend without network. The time soon needs telling under a new number: a device hears each number once.
 */
const LASTS_S: Record<ActName, number> = {
  ping: SOON_S,
  "locate-now": SOON_S,
  "set-interval": DAYS_S,
  "set-precision": DAYS_S,
  "fence-set": DAYS_S,
  "fence-clear": DAYS_S,
  // Who called for help wants to hear of an answer for as long as they may still be waiting.
  "panic-ack": 86_400,
  message: SOON_S,
  "live-ask": SOON_S,
  "trip-propose": SOON_S,
  "time-beacon": SOON_S,
  stop: DAYS_S,
  erase: DAYS_S,
  "revoke-self": DAYS_S,
};

/** Numbers beyond this could not grow any more within their 32 bits. */
const CLOCK_CEILING_S = 0xf000_0000;

/**
 * The number of the next command. It is at least the present second: a database that was restored from a backup has
 * forgotten numbers, and a device answers a number that it knows with the answer to what that number was before.
 */
export function nextSequence(last: number, nowMs: number): number {
  return Math.max(last + 1, Math.min(Math.floor(nowMs / 1000), CLOCK_CEILING_S));
}

export function expiryS(act: ActName, nowMs: number): number {
  return Math.floor(nowMs / 1000) + LASTS_S[act];
}

/** Neither answered nor expired. */
export function isWaiting({ answeredMs, expiresS }: Pick<AskedCommand, "answeredMs" | "expiresS">, nowMs: number): boolean {
  return answeredMs === null && nowMs <= expiresS * 1000;
}

/** What is sealed when it leaves now. A beacon tells the second in which it leaves: it may arrive late, never early. */
export function commandAt({ act, consent, sequence, expiresS, value, fence }: AskedCommand, nowMs: number): Command {
  const command = { act, consent, sequence, expiresS, value: act === "time-beacon" ? Math.floor(nowMs / 1000) : value };
  return fence === undefined ? command : { ...command, fence };
}

/** Number of the consent that the device spoke of last; null when it was never heard. */
export function consentHeard({ lastFix, lastStatus }: Hearing): number | null {
  if (lastFix === null) return lastStatus === null ? null : lastStatus.status.consent;
  return lastStatus !== null && isNewer(lastStatus, lastFix) ? lastStatus.status.consent : lastFix.fix.consent;
}

/** A device is told the time at most so often. */
export const BEACON_PAUSE_MS = 600_000;

/**
 * Whether to tell the device the time: its newest account of itself says that it does not know it. Told once it may still
 * not believe it, when the network was slow, and it says nothing more; so it is told again, after ever longer pauses.
 * @param lastMs when the last beacon was made; null: never.
 */
export function wantsBeacon({ account }: Hearing, lastMs: number | null, nowMs: number): boolean {
  if (account === null || account.silence !== "time-untrusted") return false;
  if (lastMs === null) return true;
  // Not a difference with a sign: a clock that was set back must not keep the device waiting for as long.
  return Math.abs(nowMs - lastMs) >= Math.max(BEACON_PAUSE_MS, lastMs - account.receivedMs);
}

const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 300_000;
const RARE_WAIT_MS = 3_600_000;
/** Tries after which a device that says nothing at all is tried rarely: a broker may keep every copy for it. About an hour. */
export const OFTEN = 16;

/** How long to wait for an answer after so many tries. @param heard whether the device was heard since the last one. */
export function waitMs(tries: number, heard: boolean): number {
  if (tries >= OFTEN && !heard) return RARE_WAIT_MS;
  return Math.min(FIRST_WAIT_MS * 2 ** Math.min(tries - 1, OFTEN), LONGEST_WAIT_MS);
}

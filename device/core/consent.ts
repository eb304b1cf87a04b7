import { copyOf, readU8, readU16, readU32, writeU16, writeU32 } from "../protocol/bytes.ts";
import { crc32 } from "../protocol/crc32.ts";
import type { Schedule } from "./schedule.ts";
import { decodeSchedule, encodeSchedule } from "./schedule-codec.ts";

/**
 * The record that opens the gate: what was agreed, when, on which notice, for whom, and until when. It changes
 * only by the wearer's hand; no message from outside can make one.
 */
export interface Consent {
  /** Counts the consents of this device, from 1. Rides in every fix. */
  number: number;
  withdrawn: boolean;
  /** The guardians' one word of the withdrawal lies sealed in the outbox, or was sent. After it there is only silence. */
  farewell: boolean;
  /** Whole seconds since 1970. */
  grantedS: number;
  /** At most twelve months after `grantedS` (R-11, yearly renewal). */
  expiresS: number;
  /** At least so many seconds between two fixes that leave. */
  intervalS: number;
  /** Places after the point of a degree: 5 is about a metre, 3 about a hundred. */
  decimals: number;
  /** Bit i: the guardian in pairing slot i may be told. */
  guardians: number;
  /** SHA-256 of the notice that was shown: consent is bound to its text. */
  noticeHash: Uint8Array;
  /** So many minutes of any 24 hours stay free, for a minor; 0 for an adult. */
  restMinutes: number;
  schedule: Schedule;
}

export type ConsentState = "none" | "active" | "withdrawn" | "expired";

const VERSION = 1;
const HEAD = 50;
const MAX_REST_MINUTES = 1440;
/** Twelve months, the longest that a consent may last (docs/compliance.md, L5). */
export const MAX_CONSENT_S = 366 * 86400;

/** What the record says at this moment. Time that is not known does not make a consent expire; the gate asks for time itself. */
export function consentState(consent: Consent | null, utcMs: number | null): ConsentState {
  if (consent === null) return "none";
  if (consent.withdrawn) return "withdrawn";
  if (utcMs !== null && utcMs >= consent.expiresS * 1000) return "expired";
  return "active";
}

/** @returns the record for the store, ending in a CRC-32. A schedule that is not sound makes a record that does not decode. */
export function encodeConsent(consent: Consent): Uint8Array {
  const schedule = encodeSchedule(consent.schedule);
  const out = new Uint8Array(HEAD + schedule.length + 4);
  out[0] = VERSION;
  out[1] = (consent.withdrawn ? 1 : 0) | (consent.farewell ? 2 : 0);
  writeU16(out, 2, consent.number);
  writeU32(out, 4, consent.grantedS);
  writeU32(out, 8, consent.expiresS);
  writeU16(out, 12, consent.intervalS);
  out[14] = consent.decimals;
  out[15] = consent.guardians;
  out.set(consent.noticeHash.subarray(0, 32), 16);
  writeU16(out, 48, consent.restMinutes);
  out.set(schedule, HEAD);
  writeU32(out, out.length - 4, crc32(out, 0, out.length - 4));
  return out;
}

/** @returns null for anything but a whole, sound record: in doubt there is no consent (F7). */
export function decodeConsent(bytes: Uint8Array): Consent | null {
  if (bytes.length < HEAD + 4 || bytes[0] !== VERSION) return null;
  const end = bytes.length - 4;
  if (readU32(bytes, end) !== crc32(bytes, 0, end)) return null;
  const schedule = decodeSchedule(bytes, HEAD, end);
  const grantedS = readU32(bytes, 4);
  const expiresS = readU32(bytes, 8);
  const restMinutes = readU16(bytes, 48);
  if (schedule === null || restMinutes > MAX_REST_MINUTES) return null;
  if (expiresS <= grantedS || expiresS - grantedS > MAX_CONSENT_S) return null;
  return {
    number: readU16(bytes, 2),
    withdrawn: (readU8(bytes, 1) & 1) !== 0,
    farewell: (readU8(bytes, 1) & 2) !== 0,
    grantedS: grantedS,
    expiresS: expiresS,
    intervalS: readU16(bytes, 12),
    decimals: readU8(bytes, 14),
    guardians: readU8(bytes, 15),
    noticeHash: copyOf(bytes, 16, 48),
    restMinutes: restMinutes,
    schedule: schedule,
  };
}

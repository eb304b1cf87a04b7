import { copyOf, readI16, readU8, readU16, readU32, writeU16, writeU32 } from "../protocol/bytes.ts";
import { crc32 } from "../protocol/crc32.ts";
import type { Schedule, Window } from "./schedule.ts";

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
  schedule: Schedule;
}

export type ConsentState = "none" | "active" | "withdrawn" | "expired";

const VERSION = 1;
const HEAD = 50;
const ROW = 6;
const WINDOW_ROW = 5;
export const MAX_ZONE_ROWS = 64;
export const MAX_WINDOWS = 28;
/** Twelve months, the longest that a consent may last (docs/compliance.md, L5). */
export const MAX_CONSENT_S = 366 * 86400;

/** What the record says at this moment. Time that is not known does not make a consent expire; the gate asks for time itself. */
export function consentState(consent: Consent | null, utcMs: number | null): ConsentState {
  if (consent === null) return "none";
  if (consent.withdrawn) return "withdrawn";
  if (utcMs !== null && utcMs >= consent.expiresS * 1000) return "expired";
  return "active";
}

/** @returns the record for the store, ending in a CRC-32. */
export function encodeConsent(consent: Consent): Uint8Array {
  const zone = consent.schedule.zone;
  const windows = consent.schedule.windows;
  const out = new Uint8Array(HEAD + zone.fromMinutes.length * ROW + 4 + windows.length * WINDOW_ROW);
  out[0] = VERSION;
  out[1] = (consent.withdrawn ? 1 : 0) | (consent.farewell ? 2 : 0);
  writeU16(out, 2, consent.number);
  writeU32(out, 4, consent.grantedS);
  writeU32(out, 8, consent.expiresS);
  writeU16(out, 12, consent.intervalS);
  out[14] = consent.decimals;
  out[15] = consent.guardians;
  out.set(consent.noticeHash.subarray(0, 32), 16);
  out[48] = zone.fromMinutes.length;
  out[49] = windows.length;
  let at = HEAD;
  for (let i = 0; i < zone.fromMinutes.length; i++) {
    writeU32(out, at, zone.fromMinutes[i] as number);
    writeU16(out, at + 4, zone.offsets[i] as number);
    at += ROW;
  }
  writeU32(out, at, zone.untilMinute);
  at += 4;
  for (let i = 0; i < windows.length; i++) {
    const window = windows[i] as Window;
    out[at] = window.days;
    writeU16(out, at + 1, window.fromMinute);
    writeU16(out, at + 3, window.toMinute);
    at += WINDOW_ROW;
  }
  const whole = new Uint8Array(at + 4);
  whole.set(out.subarray(0, at), 0);
  writeU32(whole, at, crc32(whole, 0, at));
  return whole;
}

function decodeSchedule(bytes: Uint8Array, zoneRows: number, windowRows: number): Schedule {
  const fromMinutes: number[] = [];
  const offsets: number[] = [];
  const windows: Window[] = [];
  let at = HEAD;
  for (let i = 0; i < zoneRows; i++) {
    fromMinutes.push(readU32(bytes, at));
    offsets.push(readI16(bytes, at + 4));
    at += ROW;
  }
  const untilMinute = readU32(bytes, at);
  at += 4;
  for (let i = 0; i < windowRows; i++) {
    windows.push({ days: readU8(bytes, at), fromMinute: readU16(bytes, at + 1), toMinute: readU16(bytes, at + 3) });
    at += WINDOW_ROW;
  }
  return { windows: windows, zone: { fromMinutes: fromMinutes, offsets: offsets, untilMinute: untilMinute } };
}

/** @returns null for anything but a whole, sound record: in doubt there is no consent (F7). */
export function decodeConsent(bytes: Uint8Array): Consent | null {
  if (bytes.length < HEAD || bytes[0] !== VERSION) return null;
  const zoneRows = readU8(bytes, 48);
  const windowRows = readU8(bytes, 49);
  const length = HEAD + zoneRows * ROW + 4 + windowRows * WINDOW_ROW + 4;
  if (zoneRows > MAX_ZONE_ROWS || windowRows > MAX_WINDOWS || bytes.length !== length) return null;
  if (readU32(bytes, length - 4) !== crc32(bytes, 0, length - 4)) return null;
  const grantedS = readU32(bytes, 4);
  const expiresS = readU32(bytes, 8);
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
    schedule: decodeSchedule(bytes, zoneRows, windowRows),
  };
}

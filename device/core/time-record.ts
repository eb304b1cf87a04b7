import { readU32, writeU32 } from "../protocol/bytes.ts";
import { crc32 } from "../protocol/crc32.ts";
import type { TrustedTime } from "./trusted-time.ts";

/**
 * The latest trusted moments, kept over a restart, so that a clock that was set back meanwhile opens nothing that had
 * closed (F13). It tells when the device was on, not where.
 */
export interface TimeRecord {
  /** UTC in milliseconds, whole seconds: the latest moment that two sources stood behind. */
  floorMs: number;
  /** The latest moment that was trusted at all. */
  aloneFloorMs: number;
}

export const TIME = "time";
/** 96 writes a day at most, besides one when a window closes. */
export const STORE_EVERY_MS = 900000;

const VERSION = 1;
const RECORD = 13;
const HORIZON_MS = 20 * 365.25 * 86400000;

/** @returns 13 bytes: version, both moments in seconds, CRC-32. */
export function encodeTime(record: TimeRecord): Uint8Array {
  const out = new Uint8Array(RECORD);
  out[0] = VERSION;
  writeU32(out, 1, Math.floor(record.floorMs / 1000));
  writeU32(out, 5, Math.floor(record.aloneFloorMs / 1000));
  writeU32(out, 9, crc32(out, 0, 9));
  return out;
}

/** @returns null for anything but a whole, sound record. */
export function decodeTime(bytes: Uint8Array): TimeRecord | null {
  if (bytes.length !== RECORD || bytes[0] !== VERSION || readU32(bytes, 9) !== crc32(bytes, 0, 9)) return null;
  const record = { floorMs: readU32(bytes, 1) * 1000, aloneFloorMs: readU32(bytes, 5) * 1000 };
  return record.aloneFloorMs >= record.floorMs ? record : null;
}

/**
 * Takes over what the store held, at boot and before anything is asked.
 * @param bytes null: the store never had a record. A damaged one, or one beyond this firmware's time, makes the device
 * wait for two sources.
 */
export function restoreTime(time: TrustedTime, bytes: Uint8Array | null): void {
  if (bytes === null) return;
  const record = decodeTime(bytes);
  if (record === null || record.floorMs > time.builtMs + HORIZON_MS) {
    time.damaged = true;
    return;
  }
  time.floorMs = Math.max(time.floorMs, record.floorMs);
  time.aloneFloorMs = Math.max(time.aloneFloorMs, record.aloneFloorMs);
  time.storedMs = time.aloneFloorMs;
}

/** Whether the store's record is so old, or so wrong, that it should be written again. */
export function dueForStore(time: TrustedTime): boolean {
  if (time.storedMs === null) return time.aloneFloorMs > time.builtMs;
  return Math.abs(time.aloneFloorMs - time.storedMs) >= STORE_EVERY_MS;
}

/** The record to store now: when it is due, and whenever a window has just closed. */
export function recordTime(time: TrustedTime): Uint8Array {
  time.storedMs = time.aloneFloorMs;
  return encodeTime(time);
}

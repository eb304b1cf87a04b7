import { readU8, writeU16, writeU32 } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";
import type { DeliveredReport } from "../protocol/report.ts";
import { DELIVERED_BODY, type Outbox, type Waiting } from "./outbox.ts";
import { RECORD_DELIVERED, sealRecord } from "./outbox-record.ts";

function bitIsSet(bits: Uint8Array, index: number): boolean {
  let mask = 128;
  for (let i = index % 8; i > 0; i--) mask = mask >>> 1;
  return (readU8(bits, Math.floor(index / 8)) & mask) !== 0;
}

function speaksOf(report: DeliveredReport, entry: Waiting): boolean {
  const index = entry.number - report.first;
  return entry.epoch === report.epoch && index >= 0 && index < report.bits.length * 8 && bitIsSet(report.bits, index);
}

/** Removes what a guardian has made durable. @returns false when that was nothing. */
export function letGo(outbox: Outbox, slot: number, report: DeliveredReport): boolean {
  const left: Waiting[] = [];
  for (let i = 0; i < outbox.waiting.length; i++) {
    const entry = outbox.waiting[i] as Waiting;
    if (entry.slot !== slot || !speaksOf(report, entry)) left.push(entry);
  }
  const changed = left.length < outbox.waiting.length;
  outbox.waiting = left;
  return changed;
}

/** Removes what a guardian has made durable. @returns the bytes to append to the log, or null when there is nothing to add. */
export function takeOut(cipher: Cipher, outbox: Outbox, slot: number, report: DeliveredReport): Uint8Array | null {
  if (!letGo(outbox, slot, report) || outbox.key === null) return null;
  const body = new Uint8Array(DELIVERED_BODY);
  body[0] = slot;
  writeU32(body, 1, report.epoch);
  writeU16(body, 5, report.first);
  body.set(report.bits, 7);
  const record = sealRecord(cipher, outbox.key, RECORD_DELIVERED, outbox.sequence, body);
  outbox.logBytes += record.length;
  return record;
}

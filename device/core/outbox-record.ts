import { copyOf, equalBytes, readU8, readU24, readU32, writeU24, writeU32 } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";
import { crc32 } from "../protocol/crc32.ts";
import type { OutboxKey } from "./outbox-key.ts";

/**
 * Records of the stored outbox. A head is in the clear and holds no position. All others are sealed under the outbox key:
 *
 *   0    1  type
 *   1    3  sequence of the last permitted fix: it must outlive the key, because it must not go back
 *   4   16  synthetic IV = HMAC(ivKey, type | sequence | body)[0..16)
 *  20    n  body XOR HMAC(streamKey, IV | 0), HMAC(streamKey, IV | 1), ...
 *
 * The IV is made of the content (as in RFC 5297), so no counter is needed that a power cut could set back: the same body
 * gives the same bytes, and two bodies share no keystream. Read back, it also tells a torn or rotten record. HMAC and not
 * the frame's cipher, because chips have SHA-256 built in.
 */
export const RECORD_HEAD = 4;
export const RECORD_FRAME = 5;
export const RECORD_DELIVERED = 6;
export const RECORD_BATCH = 7;
export const HEAD_BYTES = 24;
const IV_AT = 4;
const IV_BYTES = 16;
const BODY_AT = 20;
const BLOCK = 32;

export interface LogHead {
  sequence: number;
  /** Generation of the key that sealed what follows; 0: there is no key, and nothing follows. */
  generation: number;
  /** When the oldest position under this key was taken: UTC in seconds, 0 when there is none; and the running time. */
  sinceS: number;
  sinceRunS: number;
  /** How long the device has been running since it was paired, in seconds. */
  runS: number;
}

export function encodeHead(head: LogHead): Uint8Array {
  const out = new Uint8Array(HEAD_BYTES);
  out[0] = RECORD_HEAD;
  writeU24(out, 1, head.sequence);
  writeU32(out, 4, head.generation);
  writeU32(out, 8, head.sinceS);
  writeU32(out, 12, head.sinceRunS);
  writeU32(out, 16, head.runS);
  writeU32(out, 20, crc32(out, 0, 20));
  return out;
}

/** @returns null when the bytes at this place are no whole, sound head. */
export function decodeHead(log: Uint8Array, at: number): LogHead | null {
  if (at + HEAD_BYTES > log.length || readU8(log, at) !== RECORD_HEAD) return null;
  if (readU32(log, at + 20) !== crc32(log, at, at + 20)) return null;
  return {
    sequence: readU24(log, at + 1),
    generation: readU32(log, at + 4),
    sinceS: readU32(log, at + 8),
    sinceRunS: readU32(log, at + 12),
    runS: readU32(log, at + 16),
  };
}

function syntheticIv(cipher: Cipher, key: OutboxKey, record: Uint8Array, body: Uint8Array): Uint8Array {
  const message = new Uint8Array(IV_AT + body.length);
  message.set(copyOf(record, 0, IV_AT), 0);
  message.set(body, IV_AT);
  return copyOf(cipher.hmac(key.ivKey, message), 0, IV_BYTES);
}

function applyStream(cipher: Cipher, key: OutboxKey, iv: Uint8Array, body: Uint8Array): Uint8Array {
  const out = new Uint8Array(body.length);
  const counter = new Uint8Array(IV_BYTES + 1);
  counter.set(iv, 0);
  for (let at = 0; at < body.length; at += BLOCK) {
    counter[IV_BYTES] = at / BLOCK;
    const block = cipher.hmac(key.streamKey, counter);
    for (let i = 0; i < BLOCK && at + i < body.length; i++) out[at + i] = readU8(body, at + i) ^ readU8(block, i);
  }
  return out;
}

/** @param body at most 8,192 bytes, so that the keystream's counter fits its byte. */
export function sealRecord(cipher: Cipher, key: OutboxKey, type: number, sequence: number, body: Uint8Array): Uint8Array {
  const record = new Uint8Array(BODY_AT + body.length);
  record[0] = type;
  writeU24(record, 1, sequence);
  const iv = syntheticIv(cipher, key, record, body);
  record.set(iv, IV_AT);
  record.set(applyStream(cipher, key, iv, body), BODY_AT);
  return record;
}

/** Bytes that a record with so long a body takes. */
export function sealedBytes(bodyBytes: number): number {
  return BODY_AT + bodyBytes;
}

/** @returns the body, or null when another key sealed it, or it is torn or rotten. */
export function openRecord(cipher: Cipher, key: OutboxKey, record: Uint8Array): Uint8Array | null {
  const iv = copyOf(record, IV_AT, BODY_AT);
  const body = applyStream(cipher, key, iv, copyOf(record, BODY_AT, record.length));
  return equalBytes(iv, syntheticIv(cipher, key, record, body)) ? body : null;
}

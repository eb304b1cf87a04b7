import { ascii, readU8, writeU32 } from "./bytes.ts";
import type { Cipher } from "./cipher.ts";
import type { Direction } from "./keys.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const DAY_MS = 86400000;
const PSEUDONYM_BYTES = 12;

/** Base64url without padding (RFC 4648, 5). */
export function base64url(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = readU8(bytes, i) * 65536 + (left > 1 ? readU8(bytes, i + 1) * 256 : 0) + (left > 2 ? readU8(bytes, i + 2) : 0);
    text += ALPHABET.charAt((word >>> 18) & 63) + ALPHABET.charAt((word >>> 12) & 63);
    if (left > 1) text += ALPHABET.charAt((word >>> 6) & 63);
    if (left > 2) text += ALPHABET.charAt(word & 63);
  }
  return text;
}

/** The UTC day that names a topic: whole days since 1970. */
export function dayIndex(utcMs: number): number {
  return Math.floor(utcMs / DAY_MS);
}

/**
 * The topic of one direction on one day: a pseudonym that only the pair can compute or link to the day before.
 * @param topicKey the pair's topic key.
 */
export function topicOf(cipher: Cipher, topicKey: Uint8Array, direction: Direction, day: number): string {
  const message = new Uint8Array(5);
  message.set(ascii(direction === "telemetry" ? "t" : "c"), 0);
  writeU32(message, 1, day);
  return "l1/" + base64url(cipher.hmac(topicKey, message).subarray(0, PSEUDONYM_BYTES));
}

import { ascii, copyOf, readU8, writeU32 } from "./bytes.ts";
import type { Cipher } from "./cipher.ts";

/**
 * The form in which a frame is sent on a day after the one it speaks of, so that nobody sees the same bytes under the names of
 * two days (R-60, P26). The frame itself cannot be sealed anew: its key is gone by then, and a second body under one number
 * would be a clash. So all of it but the version goes through a permutation that only the pair can compute, another one for
 * each day and each length: four rounds of Luby and Rackoff ("How to construct pseudorandom permutations", 1988) between the
 * first 32 bytes and the rest. HMAC is their round function because chips have SHA-256 built in: 4 of it for a short frame,
 * 16 for a long one. The key is the one that names the topics, because who has that links the days anyway.
 *
 * No chance and no memory: a frame that is sent again on one day has the same form, and stays a duplicate.
 */
const HALF_AT = 1;
const REST_AT = 33;
const BLOCK = 32;
const ROUNDS = 4;
const LABEL_BYTES = 11;

/** Puts onto one part of the frame what the other part, the day, the length and the round make of it. */
function mix(cipher: Cipher, topicKey: Uint8Array, day: number, round: number, frame: Uint8Array): void {
  const toRest = (round & 1) === 0;
  const from = toRest ? copyOf(frame, HALF_AT, REST_AT) : copyOf(frame, REST_AT, frame.length);
  const to = toRest ? REST_AT : HALF_AT;
  const end = toRest ? frame.length : REST_AT;
  const message = new Uint8Array(LABEL_BYTES + from.length);
  message.set(ascii("veil"), 0);
  writeU32(message, 4, day);
  message[8] = frame.length - 1;
  message[9] = round;
  message.set(from, LABEL_BYTES);
  for (let at = to; at < end; at += BLOCK) {
    message[10] = (at - to) / BLOCK;
    const block = cipher.hmac(topicKey, message);
    for (let i = 0; i < BLOCK && at + i < end; i++) frame[at + i] = readU8(frame, at + i) ^ readU8(block, i);
  }
}

/**
 * The form of a frame on one day.
 * @param topicKey the pair's topic key. @param day the one that names the topic. @param frame of either length; not changed.
 */
export function veil(cipher: Cipher, topicKey: Uint8Array, day: number, frame: Uint8Array): Uint8Array {
  const out = copyOf(frame, 0, frame.length);
  for (let round = 0; round < ROUNDS; round++) mix(cipher, topicKey, day, round, out);
  return out;
}

/** The frame again. What was no such form comes out as noise, which opens with no key. */
export function unveil(cipher: Cipher, topicKey: Uint8Array, day: number, form: Uint8Array): Uint8Array {
  const out = copyOf(form, 0, form.length);
  for (let round = ROUNDS - 1; round >= 0; round--) mix(cipher, topicKey, day, round, out);
  return out;
}

import { ascii, copyOf, equalBytes, readU8, readU16, readU32, writeU16, writeU32 } from "./bytes.ts";
import type { Cipher } from "./cipher.ts";
import { type Direction, frameKey } from "./keys.ts";

/**
 * The L1 frame, one layout for both directions and every transport (docs/protocol.md):
 *
 *   0      1  version
 *   1      6  epoch (32 bits) and frame number (16), masked as QUIC masks its packet number (RFC 9001, 5.4)
 *   7      8  synthetic IV = HMAC(K, "iv" | body)[0..8)
 *   15    16  Poly1305 tag
 *   31     n  the body under XSalsa20
 */
export const VERSION = 1;
export const SHORT_FRAME = 64;
export const LONG_FRAME = 256;
const IV_AT = 7;
const IV_BYTES = 8;
const BOX_AT = 15;
const TAG_BYTES = 16;
export const SHORT_BODY = SHORT_FRAME - BOX_AT - TAG_BYTES;
export const LONG_BODY = LONG_FRAME - BOX_AT - TAG_BYTES;

declare const sealed: unique symbol;
/** Bytes that may leave the device: made here and nowhere else. */
export type Sealed = Uint8Array & { readonly [sealed]: true };

// The one place that makes a Sealed.
function branded(frame: Uint8Array): Sealed {
  return frame as Sealed;
}

export interface FrameHeader {
  epoch: number;
  number: number;
}

/** Where a frame stands in its chain, and the keys for that place. */
export interface SealingPlace extends FrameHeader {
  epochKey: Uint8Array;
  headerKey: Uint8Array;
  direction: Direction;
}

/** True for the two lengths that L1 knows. */
export function isFrameLength(length: number): boolean {
  return length === SHORT_FRAME || length === LONG_FRAME;
}

function headerMask(cipher: Cipher, headerKey: Uint8Array, frame: Uint8Array): Uint8Array {
  return cipher.hmac(headerKey, copyOf(frame, BOX_AT, BOX_AT + TAG_BYTES));
}

// The same eight bytes for the same body under the same key, so a rolled-back counter repeats a frame and never a keystream
// (synthetic IV, RFC 5297).
function syntheticIv(cipher: Cipher, key: Uint8Array, body: Uint8Array): Uint8Array {
  const label = ascii("iv");
  const message = new Uint8Array(label.length + body.length);
  message.set(label, 0);
  message.set(body, label.length);
  return copyOf(cipher.hmac(key, message), 0, IV_BYTES);
}

function nonceOf(iv: Uint8Array): Uint8Array {
  const nonce = new Uint8Array(24);
  nonce.set(iv, 0);
  return nonce;
}

/**
 * Seals one body.
 * @param body exactly SHORT_BODY or LONG_BODY bytes: padding is the codec's work, so that length tells nothing.
 * @returns null when the body has neither length.
 */
export function seal(cipher: Cipher, place: SealingPlace, body: Uint8Array): Sealed | null {
  if (body.length !== SHORT_BODY && body.length !== LONG_BODY) return null;
  const length = body.length === SHORT_BODY ? SHORT_FRAME : LONG_FRAME;
  const key = frameKey(cipher, place.epochKey, place.direction, length, place.epoch, place.number);
  const iv = syntheticIv(cipher, key, body);
  const frame = new Uint8Array(length);
  frame[0] = VERSION;
  writeU32(frame, 1, place.epoch);
  writeU16(frame, 5, place.number);
  frame.set(iv, IV_AT);
  frame.set(cipher.seal(body, nonceOf(iv), key), BOX_AT);
  const mask = headerMask(cipher, place.headerKey, frame);
  for (let i = 0; i < 6; i++) frame[1 + i] = readU8(frame, 1 + i) ^ readU8(mask, i);
  return branded(frame);
}

/** A frame that was sealed before a restart, read back from the store. Null: that is no frame. */
export function restored(frame: Uint8Array): Sealed | null {
  return isFrameLength(frame.length) && frame[0] === VERSION ? branded(frame) : null;
}

/** Unmasks epoch and number. They are a claim until `open` succeeds with them. Null: not an L1 frame. */
export function readHeader(cipher: Cipher, headerKey: Uint8Array, frame: Uint8Array): FrameHeader | null {
  if (!isFrameLength(frame.length) || frame[0] !== VERSION) return null;
  const mask = headerMask(cipher, headerKey, frame);
  const clear = new Uint8Array(6);
  for (let i = 0; i < 6; i++) clear[i] = readU8(frame, 1 + i) ^ readU8(mask, i);
  return { epoch: readU32(clear, 0), number: readU16(clear, 4) };
}

/**
 * Opens a frame at the place its header claims.
 * @returns the body, or null when the tag or the synthetic IV does not fit: then nothing may change.
 */
export function open(cipher: Cipher, place: SealingPlace, frame: Uint8Array): Uint8Array | null {
  if (!isFrameLength(frame.length) || frame[0] !== VERSION) return null;
  const key = frameKey(cipher, place.epochKey, place.direction, frame.length, place.epoch, place.number);
  const iv = copyOf(frame, IV_AT, IV_AT + IV_BYTES);
  const body = cipher.open(copyOf(frame, BOX_AT, frame.length), nonceOf(iv), key);
  if (body === null) return null;
  return equalBytes(iv, syntheticIv(cipher, key, body)) ? body : null;
}

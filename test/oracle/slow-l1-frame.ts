import { xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { hmac, number, unsigned, xor } from "./slow-l1-bytes.ts";
import { epochKeyOf, type SlowDirection, type SlowPairing } from "./slow-l1-keys.ts";

/** A second L1, "Frame". */
export interface SlowPlace {
  direction: SlowDirection;
  epoch: number;
  number: number;
}

export interface SlowFrame {
  /** K of this one frame. */
  key: Buffer;
  iv: Buffer;
  mask: Buffer;
  frame: Buffer;
}

const VERSION = number(1, 1);

/** K: every field of the header is in it. @param length of the whole frame. */
function frameKeyOf(epochKey: Buffer, { direction, epoch, number: n }: SlowPlace, length: number): Buffer {
  const way = number(1, direction === "telemetry" ? 0 : 1);
  return hmac(epochKey, "seal", VERSION, way, number(2, length), number(4, epoch), number(2, n));
}

function ivOf(key: Buffer, body: Uint8Array): Buffer {
  return hmac(key, "iv", body).subarray(0, 8);
}

function maskOf(pairing: SlowPairing, tag: Uint8Array): Buffer {
  return hmac(pairing.header, tag).subarray(0, 6);
}

/**
 * "Frame", from a body of 33 or 225 bytes to 64 or 256.
 * @param wrongIv makes a frame that a reader refuses although its tag fits.
 */
export function sealSlowly(pairing: SlowPairing, place: SlowPlace, body: Uint8Array, wrongIv?: Uint8Array): SlowFrame {
  const length = 31 + body.length;
  const key = frameKeyOf(epochKeyOf(pairing, place.direction, place.epoch), place, length);
  const iv = wrongIv === undefined ? ivOf(key, body) : Buffer.from(wrongIv);
  const nonce = Buffer.concat([iv, Buffer.alloc(16)]);
  const box = Buffer.from(xsalsa20poly1305(key, nonce).encrypt(body));
  const mask = maskOf(pairing, box.subarray(0, 16));
  const header = xor(Buffer.concat([number(4, place.epoch), number(2, place.number)]), mask);
  return { key, iv, mask, frame: Buffer.concat([VERSION, header, iv, box]) };
}

export interface SlowOpened extends SlowPlace {
  body: Buffer;
}

/**
 * "Guardian's side", without its memory of what was seen: length, version, unmask, open, recompute the IV.
 * @param mostEpochs frames that claim a later epoch are not looked at: this one counts every key up from 0.
 */
export function openSlowly(
  pairing: SlowPairing,
  direction: SlowDirection,
  frame: Uint8Array,
  mostEpochs: number,
): SlowOpened | null {
  if (frame.length !== 64 && frame.length !== 256) return null;
  if (frame[0] !== 1) return null;
  const tag = frame.subarray(15, 31);
  const header = xor(frame.subarray(1, 7), maskOf(pairing, tag));
  const place = { direction, epoch: unsigned(header.subarray(0, 4)), number: unsigned(header.subarray(4, 6)) };
  if (place.number >= 1024 || place.epoch > mostEpochs) return null;
  const key = frameKeyOf(epochKeyOf(pairing, direction, place.epoch), place, frame.length);
  const iv = frame.subarray(7, 15);
  let body: Buffer;
  try {
    body = Buffer.from(xsalsa20poly1305(key, Buffer.concat([iv, Buffer.alloc(16)])).decrypt(frame.subarray(15)));
  } catch {
    return null;
  }
  return ivOf(key, body).equals(iv) ? { ...place, body } : null;
}

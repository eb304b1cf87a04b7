import type { Cipher } from "../../device/protocol/cipher.ts";

/**
 * A stand-in for the cipher where millions of frames are sealed and cryptography is not the subject. It mixes every bit of
 * key and message into its answer and protects nothing: anybody can undo it.
 */
export const quickCipher: Cipher = { hmac: mix, seal, open };

const WORDS = 8;

// The state of the mixing under way. Millions of short calls: an object for each would be most of their cost.
let low = 0;
let high = 0;

function begin(): void {
  low = 0x811c9dc5;
  high = 0x2545f491;
}

function absorb(bytes: Uint8Array, from = 0): void {
  let a = low;
  let b = high;
  for (let i = from; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ (a >>> 13) ^ byte, 0x85ebca6b);
  }
  low = Math.imul(a ^ (b >>> 15), 0xc2b2ae35);
  high = Math.imul(b ^ (a >>> 16) ^ (bytes.length - from), 0x9e3779b1);
}

/** @returns so many bytes that depend on the two words. */
function spread(length: number): Uint8Array {
  const out = new Uint8Array(length);
  let a = low;
  let b = high;
  for (let i = 0; i < length; i++) {
    if (i % 4 === 0) {
      a = (Math.imul(a ^ (b >>> 13), 0x85ebca6b) + 0x6d2b79f5) | 0;
      b = (Math.imul(b ^ (a >>> 16), 0xc2b2ae35) + 1) | 0;
    }
    out[i] = (a ^ b) >>> ((i % 4) * 8);
  }
  return out;
}

function mix(key: Uint8Array, message: Uint8Array): Uint8Array {
  begin();
  absorb(key);
  absorb(message);
  return spread(WORDS * 4);
}

/** @param from where the body begins in its bytes. */
function xored(body: Uint8Array, from: number, nonce: Uint8Array, key: Uint8Array): Uint8Array {
  begin();
  absorb(key);
  absorb(nonce);
  const stream = spread(body.length - from);
  for (let i = 0; i < stream.length; i++) stream[i] = (stream[i] as number) ^ (body[from + i] as number);
  return stream;
}

const TAG = 16;

/** @param from where the box begins in its bytes. */
function tagOf(box: Uint8Array, from: number, nonce: Uint8Array, key: Uint8Array): Uint8Array {
  begin();
  absorb(nonce);
  absorb(key);
  absorb(box, from);
  return spread(TAG);
}

function seal(body: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array {
  const box = xored(body, 0, nonce, key);
  const out = new Uint8Array(TAG + box.length);
  out.set(tagOf(box, 0, nonce, key), 0);
  out.set(box, TAG);
  return out;
}

function open(sealed: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array | null {
  const tag = tagOf(sealed, TAG, nonce, key);
  for (let i = 0; i < TAG; i++) if (tag[i] !== sealed[i]) return null;
  return xored(sealed, TAG, nonce, key);
}

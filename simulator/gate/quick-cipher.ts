import type { Cipher } from "../../device/protocol/cipher.ts";

/**
 * A stand-in for the cipher where millions of frames are sealed and cryptography is not the subject. It mixes every bit of
 * key and message into its answer and protects nothing: anybody can undo it.
 */
export const quickCipher: Cipher = { hmac: mix, seal, open };

const WORDS = 8;

function absorb(state: Uint32Array, bytes: Uint8Array): void {
  let a = state[0] as number;
  let b = state[1] as number;
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ (a >>> 13) ^ byte, 0x85ebca6b);
  }
  state[0] = Math.imul(a ^ (b >>> 15), 0xc2b2ae35);
  state[1] = Math.imul(b ^ (a >>> 16) ^ bytes.length, 0x9e3779b1);
}

/** @returns so many bytes that depend on the two words. */
function spread(state: Uint32Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let a = state[0] as number;
  let b = state[1] as number;
  for (let i = 0; i < length; i++) {
    if (i % 4 === 0) {
      a = Math.imul(a ^ (b >>> 13), 0x85ebca6b) + 0x6d2b79f5;
      b = Math.imul(b ^ (a >>> 16), 0xc2b2ae35) + 1;
    }
    out[i] = (a ^ b) >>> ((i % 4) * 8);
  }
  return out;
}

function stateOf(...parts: Uint8Array[]): Uint32Array {
  const state = new Uint32Array([0x811c9dc5, 0x2545f491]);
  for (const part of parts) absorb(state, part);
  return state;
}

function mix(key: Uint8Array, message: Uint8Array): Uint8Array {
  return spread(stateOf(key, message), WORDS * 4);
}

function xored(body: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array {
  const stream = spread(stateOf(key, nonce), body.length);
  for (let i = 0; i < body.length; i++) stream[i] = (stream[i] as number) ^ (body[i] as number);
  return stream;
}

const TAG = 16;

function tagOf(box: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array {
  return spread(stateOf(nonce, key, box), TAG);
}

function seal(body: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array {
  const box = xored(body, nonce, key);
  const out = new Uint8Array(TAG + box.length);
  out.set(tagOf(box, nonce, key), 0);
  out.set(box, TAG);
  return out;
}

function open(sealed: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array | null {
  const box = sealed.subarray(TAG);
  const tag = tagOf(box, nonce, key);
  for (let i = 0; i < TAG; i++) if (tag[i] !== sealed[i]) return null;
  return xored(box, nonce, key);
}

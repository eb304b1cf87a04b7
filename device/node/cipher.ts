import { hash } from "node:crypto";
import nacl from "tweetnacl";
import type { Cipher } from "../protocol/cipher.ts";

const BLOCK = 64;
const DIGEST = 32;
/** Messages up to here are hashed out of a buffer made once: every message of L1 is far shorter. */
const SHORT_MESSAGE = 1024;

const inner = Buffer.alloc(BLOCK + SHORT_MESSAGE);
const outer = Buffer.alloc(BLOCK + DIGEST);

function sha256(bytes: Uint8Array): Uint8Array {
  const digest = hash("sha256", bytes, "buffer");
  return new Uint8Array(digest.buffer, digest.byteOffset, DIGEST);
}

function padWith(key: Uint8Array, into: Buffer, byte: number): void {
  for (let i = 0; i < BLOCK; i++) into[i] = (key[i] ?? 0) ^ byte;
}

/**
 * HMAC by its definition (RFC 2104, 2), out of two one-shot hashes: for messages as short as ours the object that
 * `createHmac` makes for every call costs more than the hashing. The padded key does not stay in the buffers.
 */
function hmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const short = key.length > BLOCK ? sha256(key) : key;
  const text = message.length > SHORT_MESSAGE ? Buffer.alloc(BLOCK + message.length) : inner;
  padWith(short, text, 0x36);
  text.set(message, BLOCK);
  padWith(short, outer, 0x5c);
  outer.set(sha256(text.subarray(0, BLOCK + message.length)), BLOCK);
  const tag = sha256(outer);
  text.fill(0, 0, BLOCK);
  outer.fill(0);
  return tag;
}

/** The cipher of single-board computers: tweetnacl's secretbox, and SHA-256 from OpenSSL. */
export function nodeCipher(): Cipher {
  return {
    hmac,
    seal: (body, nonce, key) => nacl.secretbox(body, nonce, key),
    open: (box, nonce, key) => nacl.secretbox.open(box, nonce, key),
  };
}

import { equalBytes } from "../protocol/bytes.ts";
import { poly1305 } from "./poly1305.ts";
import { BLOCK_BYTES, makeWords, streamBlock, streamKey } from "./salsa20.ts";

/**
 * NaCl's secretbox in the device's dialect: bit for bit what tweetnacl makes on Node (chip/frames, test/unit/espruino). The
 * first 32 bytes of the stream are the key of the tag, and the message lies behind them.
 */
const KEY_AT = 32;
const TAG = 16;

function wordsOf(bytes: Uint8Array): Int32Array {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes, 0);
  return new Int32Array(copy.buffer);
}

/** The message behind 32 zeros, under the stream: what comes back begins with the key of the tag. */
function streamed(message: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array {
  const blocks = Math.ceil((KEY_AT + message.length) / BLOCK_BYTES);
  const out = new Uint8Array(blocks * BLOCK_BYTES);
  out.set(message, KEY_AT);
  const words = new Int32Array(out.buffer);
  const keyWords = wordsOf(key);
  const nonceWords = wordsOf(nonce);
  const inner = streamKey(keyWords, nonceWords);
  const block = makeWords();
  for (let i = 0; i < blocks; i++) {
    streamBlock(inner, nonceWords, i, block);
    for (let j = 0; j < 16; j++) words[i * 16 + j] = (words[i * 16 + j] as number) ^ (block[j] as number);
  }
  keyWords.fill(0);
  inner.fill(0);
  block.fill(0);
  return out;
}

/** @param nonce 24 bytes. @param key 32 bytes. @returns the tag, then the ciphertext. */
export function sealBox(body: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array {
  const out = streamed(body, nonce, key);
  const box = new Uint8Array(TAG + body.length);
  box.set(out.subarray(KEY_AT, KEY_AT + body.length), TAG);
  box.set(poly1305(out.subarray(0, KEY_AT), box.subarray(TAG)), 0);
  out.fill(0);
  return box;
}

/** @returns the body, or null when the tag does not fit or there is none. */
export function openBox(box: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array | null {
  if (box.length < TAG) return null;
  const sealed = box.subarray(TAG);
  const out = streamed(sealed, nonce, key);
  const tag = poly1305(out.subarray(0, KEY_AT), sealed);
  if (!equalBytes(tag, box.subarray(0, TAG))) return null;
  const body = new Uint8Array(sealed.length);
  body.set(out.subarray(KEY_AT, KEY_AT + sealed.length), 0);
  out.fill(0);
  return body;
}

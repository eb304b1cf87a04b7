/** SHA-256 of the board's own, in native code: 32 bytes out. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

const BLOCK = 64;
const DIGEST = 32;

function xored(bytes: Uint8Array, byte: number): void {
  // Four bytes at a step: a key is sixteen words.
  const words = new Int32Array(bytes.buffer, 0, BLOCK / 4);
  const mask = byte * 0x1010101;
  for (let i = 0; i < BLOCK / 4; i++) words[i] = (words[i] as number) ^ mask;
}

/** HMAC-SHA-256 by its definition (RFC 2104, 2). */
export function hmacSha256(sha256: Sha256, key: Uint8Array, message: Uint8Array): Uint8Array {
  const short = key.length > BLOCK ? sha256(key) : key;
  const inner = new Uint8Array(BLOCK + message.length);
  inner.set(short, 0);
  xored(inner, 0x36);
  inner.set(message, BLOCK);
  const outer = new Uint8Array(BLOCK + DIGEST);
  outer.set(short, 0);
  xored(outer, 0x5c);
  outer.set(sha256(inner), BLOCK);
  const tag = sha256(outer);
  inner.fill(0);
  outer.fill(0);
  return tag;
}

/**
 * XSalsa20 (Bernstein, "Extending the Salsa20 nonce"), over words: an interpreter pays for every step of a loop, so nothing
 * here goes byte by byte. Every board is little-endian, as the cipher is, and a word view of the bytes is right as it stands.
 */

type Index = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15;
/** The sixteen words of a block. */
export type Words = Int32Array & Record<Index, number>;

export const BLOCK_BYTES = 64;

export function makeWords(): Words {
  return new Int32Array(16) as Words;
}

// Written out: indexing by a number that stands in the text is what the interpreter does quickest.
function twentyRounds(x: Words): void {
  for (let i = 0; i < 10; i++) {
    x[4] ^= ((x[0] + x[12]) << 7) | ((x[0] + x[12]) >>> 25);
    x[8] ^= ((x[4] + x[0]) << 9) | ((x[4] + x[0]) >>> 23);
    x[12] ^= ((x[8] + x[4]) << 13) | ((x[8] + x[4]) >>> 19);
    x[0] ^= ((x[12] + x[8]) << 18) | ((x[12] + x[8]) >>> 14);
    x[9] ^= ((x[5] + x[1]) << 7) | ((x[5] + x[1]) >>> 25);
    x[13] ^= ((x[9] + x[5]) << 9) | ((x[9] + x[5]) >>> 23);
    x[1] ^= ((x[13] + x[9]) << 13) | ((x[13] + x[9]) >>> 19);
    x[5] ^= ((x[1] + x[13]) << 18) | ((x[1] + x[13]) >>> 14);
    x[14] ^= ((x[10] + x[6]) << 7) | ((x[10] + x[6]) >>> 25);
    x[2] ^= ((x[14] + x[10]) << 9) | ((x[14] + x[10]) >>> 23);
    x[6] ^= ((x[2] + x[14]) << 13) | ((x[2] + x[14]) >>> 19);
    x[10] ^= ((x[6] + x[2]) << 18) | ((x[6] + x[2]) >>> 14);
    x[3] ^= ((x[15] + x[11]) << 7) | ((x[15] + x[11]) >>> 25);
    x[7] ^= ((x[3] + x[15]) << 9) | ((x[3] + x[15]) >>> 23);
    x[11] ^= ((x[7] + x[3]) << 13) | ((x[7] + x[3]) >>> 19);
    x[15] ^= ((x[11] + x[7]) << 18) | ((x[11] + x[7]) >>> 14);
    x[1] ^= ((x[0] + x[3]) << 7) | ((x[0] + x[3]) >>> 25);
    x[2] ^= ((x[1] + x[0]) << 9) | ((x[1] + x[0]) >>> 23);
    x[3] ^= ((x[2] + x[1]) << 13) | ((x[2] + x[1]) >>> 19);
    x[0] ^= ((x[3] + x[2]) << 18) | ((x[3] + x[2]) >>> 14);
    x[6] ^= ((x[5] + x[4]) << 7) | ((x[5] + x[4]) >>> 25);
    x[7] ^= ((x[6] + x[5]) << 9) | ((x[6] + x[5]) >>> 23);
    x[4] ^= ((x[7] + x[6]) << 13) | ((x[7] + x[6]) >>> 19);
    x[5] ^= ((x[4] + x[7]) << 18) | ((x[4] + x[7]) >>> 14);
    x[11] ^= ((x[10] + x[9]) << 7) | ((x[10] + x[9]) >>> 25);
    x[8] ^= ((x[11] + x[10]) << 9) | ((x[11] + x[10]) >>> 23);
    x[9] ^= ((x[8] + x[11]) << 13) | ((x[8] + x[11]) >>> 19);
    x[10] ^= ((x[9] + x[8]) << 18) | ((x[9] + x[8]) >>> 14);
    x[12] ^= ((x[15] + x[14]) << 7) | ((x[15] + x[14]) >>> 25);
    x[13] ^= ((x[12] + x[15]) << 9) | ((x[12] + x[15]) >>> 23);
    x[14] ^= ((x[13] + x[12]) << 13) | ((x[13] + x[12]) >>> 19);
    x[15] ^= ((x[14] + x[13]) << 18) | ((x[14] + x[13]) >>> 14);
  }
}

function setKey(x: Words, key: Int32Array): void {
  // "expand 32-byte k"
  x[0] = 0x61707865;
  x[5] = 0x3320646e;
  x[10] = 0x79622d32;
  x[15] = 0x6b206574;
  x.set(key.subarray(0, 4), 1);
  x.set(key.subarray(4, 8), 11);
}

/** HSalsa20: the key of the stream from the key and the first sixteen bytes of the nonce. */
export function streamKey(key: Int32Array, nonce: Int32Array): Int32Array {
  const x = makeWords();
  setKey(x, key);
  x.set(nonce.subarray(0, 4), 6);
  twentyRounds(x);
  const out = new Int32Array(8);
  out[0] = x[0];
  out[1] = x[5];
  out[2] = x[10];
  out[3] = x[15];
  out.set(x.subarray(6, 10), 4);
  x.fill(0);
  return out;
}

/**
 * Block number `count` of the stream, into `block`.
 * @param key from streamKey. @param nonce all six words; the last two are used.
 */
export function streamBlock(key: Int32Array, nonce: Int32Array, count: number, block: Words): void {
  const start = makeWords();
  setKey(start, key);
  start.set(nonce.subarray(4, 6), 6);
  start[8] = count;
  block.set(start);
  twentyRounds(block);
  for (let i = 0; i < 16; i++) {
    const index = i as Index;
    block[index] = block[index] + start[index];
  }
  start.fill(0);
}

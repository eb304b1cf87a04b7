/** SHA-256 and HMAC as FIPS 180-4 and RFC 2104 write them, to be read and not to be fast. */

/** The first 32 bits of the fractional part of a root of each of the first primes (FIPS 180-4, 4.2.2 and 5.3.3). */
function fractions(count: number, root: (n: number) => number): number[] {
  const out: number[] = [];
  for (let n = 2; out.length < count; n++) {
    if (Array.from({ length: n - 2 }, (_, i) => n % (i + 2)).includes(0)) continue;
    out.push(Math.floor((root(n) % 1) * 4294967296));
  }
  return out;
}

const K = fractions(64, Math.cbrt);
const FIRST = fractions(8, Math.sqrt);

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** 6.2.2, step 1: the sixteen words of the block, and forty-eight more. */
function scheduleOf(block: Uint8Array): number[] {
  const view = new DataView(block.buffer, block.byteOffset);
  const words = Array.from({ length: 16 }, (_, i) => view.getUint32(4 * i));
  for (let t = 16; t < 64; t++) {
    const [a, b] = [words[t - 15] as number, words[t - 2] as number];
    const small0 = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3);
    const small1 = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10);
    words.push((small1 + (words[t - 7] as number) + small0 + (words[t - 16] as number)) >>> 0);
  }
  return words;
}

/** 6.2.2, steps 2 to 4. */
function compressed(hash: readonly number[], block: Uint8Array): number[] {
  const words = scheduleOf(block);
  let [a, b, c, d, e, f, g, h] = hash as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const one = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + (K[t] as number) + (words[t] as number);
    const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) >>> 0, c, b, a, (one + two) >>> 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + (hash[i] as number)) >>> 0);
}

/** 5.1.1: a bit, zeros, and the length in bits in the last eight bytes. */
function padded(message: Uint8Array): Uint8Array {
  const out = new Uint8Array(64 * Math.ceil((message.length + 9) / 64));
  out.set(message);
  out[message.length] = 0x80;
  new DataView(out.buffer).setBigUint64(out.length - 8, BigInt(8 * message.length));
  return out;
}

export function slowSha256(message: Uint8Array): Uint8Array {
  const whole = padded(message);
  let hash: readonly number[] = FIRST;
  for (let at = 0; at < whole.length; at += 64) hash = compressed(hash, whole.slice(at, at + 64));
  const out = new Uint8Array(32);
  hash.forEach((word, i) => {
    new DataView(out.buffer).setUint32(4 * i, word);
  });
  return out;
}

/** RFC 2104, 2. */
export function slowHmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? slowSha256(key) : key);
  const inner = slowSha256(Uint8Array.from([...block.map((byte) => byte ^ 0x36), ...message]));
  return slowSha256(Uint8Array.from([...block.map((byte) => byte ^ 0x5c), ...inner]));
}

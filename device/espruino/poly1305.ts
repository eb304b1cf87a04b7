import { copyOf } from "../protocol/bytes.ts";

/**
 * Poly1305 (RFC 8439, 2.5) in six limbs of 22 bits: their products and sums stay below 2 to the 53, where a floating-point
 * number is exact. A machine word would want five times as many steps, and steps are what an interpreter is slow at.
 */
type Limbs = [number, number, number, number, number, number];

const RADIX = 4194304;
const BLOCK = 16;

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] as number;
}

/** Sixteen bytes, little-endian, as limbs. */
function limbsOf(b: Uint8Array, from: number): Limbs {
  const b2 = at(b, from + 2);
  const b5 = at(b, from + 5);
  const b8 = at(b, from + 8);
  const b13 = at(b, from + 13);
  return [
    at(b, from) + at(b, from + 1) * 256 + (b2 & 63) * 65536,
    (b2 >>> 6) + at(b, from + 3) * 4 + at(b, from + 4) * 1024 + (b5 & 15) * 262144,
    (b5 >>> 4) + at(b, from + 6) * 16 + at(b, from + 7) * 4096 + (b8 & 3) * 1048576,
    (b8 >>> 2) + at(b, from + 9) * 64 + at(b, from + 10) * 16384,
    at(b, from + 11) + at(b, from + 12) * 256 + (b13 & 63) * 65536,
    (b13 >>> 6) + at(b, from + 14) * 4 + at(b, from + 15) * 1024,
  ];
}

function clamped(key: Uint8Array): Limbs {
  const r = copyOf(key, 0, BLOCK);
  for (let i = 3; i < BLOCK; i += 4) r[i] = at(r, i) & 15;
  for (let i = 4; i < BLOCK; i += 4) r[i] = at(r, i) & 252;
  const limbs = limbsOf(r, 0);
  r.fill(0);
  return limbs;
}

/** Every limb but the first under 22 bits, the last under 20: what is above 2 to the 130 comes back five times at the bottom. */
function carry(h: Limbs): void {
  let over = 0;
  for (let i = 0; i < 6; i++) {
    const limb = (h[i] as number) + over;
    const radix = i === 5 ? 1048576 : RADIX;
    over = Math.floor(limb / radix);
    h[i] = limb - over * radix;
  }
  h[0] += over * 5;
}

/** h = h * r; 2 to the 132 is 20 modulo the prime. */
function multiply(h: Limbs, r: Limbs): void {
  const a = h[0];
  const b = h[1];
  const c = h[2];
  const d = h[3];
  const e = h[4];
  const f = h[5];
  const r1 = r[1] * 20;
  const r2 = r[2] * 20;
  const r3 = r[3] * 20;
  const r4 = r[4] * 20;
  const r5 = r[5] * 20;
  h[0] = a * r[0] + b * r5 + c * r4 + d * r3 + e * r2 + f * r1;
  h[1] = a * r[1] + b * r[0] + c * r5 + d * r4 + e * r3 + f * r2;
  h[2] = a * r[2] + b * r[1] + c * r[0] + d * r5 + e * r4 + f * r3;
  h[3] = a * r[3] + b * r[2] + c * r[1] + d * r[0] + e * r5 + f * r4;
  h[4] = a * r[4] + b * r[3] + c * r[2] + d * r[1] + e * r[0] + f * r5;
  h[5] = a * r[5] + b * r[4] + c * r[3] + d * r[2] + e * r[1] + f * r[0];
  carry(h);
}

function absorb(h: Limbs, r: Limbs, block: Limbs): void {
  for (let i = 0; i < 6; i++) h[i] = (h[i] as number) + (block[i] as number);
  multiply(h, r);
}

/** The last piece of a message, closed with a one and filled up with zeros. */
function lastBlock(message: Uint8Array, from: number): Limbs {
  const padded = new Uint8Array(BLOCK);
  padded.set(message.subarray(from), 0);
  padded[message.length - from] = 1;
  return limbsOf(padded, 0);
}

/** The one number below the prime that the limbs stand for. */
function reduce(h: Limbs): void {
  carry(h);
  carry(h);
  const g = h.slice(0) as Limbs;
  g[0] += 5;
  for (let i = 0; i < 5; i++) {
    const over = Math.floor((g[i] as number) / RADIX);
    g[i] = (g[i] as number) - over * RADIX;
    g[i + 1] = (g[i + 1] as number) + over;
  }
  // One more than the largest number below the prime overflows 2 to the 130 when five is added.
  const take = g[5] >= 1048576 ? 1 : 0;
  g[5] -= take * 1048576;
  for (let i = 0; i < 6; i++) h[i] = (h[i] as number) * (1 - take) + (g[i] as number) * take;
}

/** h + pad, modulo 2 to the 128, as bytes. */
function tagOf(h: Limbs, pad: Limbs): Uint8Array {
  const tag = new Uint8Array(BLOCK);
  let bits = 0;
  let width = 1;
  let next = 0;
  for (let i = 0; i < BLOCK; i++) {
    if (width < 256 && next < 6) {
      bits += ((h[next] as number) + (pad[next] as number)) * width;
      width *= RADIX;
      next += 1;
    }
    tag[i] = bits % 256;
    bits = Math.floor(bits / 256);
    width /= 256;
  }
  return tag;
}

function wipe(limbs: Limbs): void {
  for (let i = 0; i < 6; i++) limbs[i] = 0;
}

/**
 * The tag of a message.
 * @param key 32 bytes that are used for this one message. @returns 16 bytes.
 */
export function poly1305(key: Uint8Array, message: Uint8Array): Uint8Array {
  const r = clamped(key);
  const h: Limbs = [0, 0, 0, 0, 0, 0];
  let from = 0;
  for (; from + BLOCK <= message.length; from += BLOCK) {
    const block = limbsOf(message, from);
    block[5] += 262144;
    absorb(h, r, block);
  }
  if (from < message.length) absorb(h, r, lastBlock(message, from));
  reduce(h);
  const pad = limbsOf(key, BLOCK);
  const tag = tagOf(h, pad);
  wipe(r);
  wipe(h);
  wipe(pad);
  return tag;
}

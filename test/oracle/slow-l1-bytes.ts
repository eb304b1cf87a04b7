import { createHmac } from "node:crypto";

/** HMAC-SHA-256 of the parts joined. Words stand for their ASCII bytes, without an end mark. */
export function hmac(key: Uint8Array, ...parts: (string | Uint8Array)[]): Buffer {
  const mac = createHmac("sha256", key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

/** A whole number in so many bytes, big-endian; negative ones in two's complement. */
export function number(width: number, value: number): Buffer {
  let left = BigInt.asUintN(8 * width, BigInt(value));
  const out = Buffer.alloc(width);
  for (let at = width - 1; at >= 0; at--) {
    out[at] = Number(left % 256n);
    left /= 256n;
  }
  return out;
}

/** Fields one after the other, and zeros up to the 33 bytes of a short body. */
export function padded(...fields: Uint8Array[]): Buffer {
  const body = Buffer.alloc(33);
  Buffer.concat(fields).copy(body);
  return body;
}

/** The number in these bytes, not signed. */
export function unsigned(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) value = value * 256 + byte;
  return value;
}

/** The number in these bytes, in two's complement. */
export function signed(bytes: Uint8Array): number {
  const value = unsigned(bytes);
  const span = 256 ** bytes.length;
  return value >= span / 2 ? value - span : value;
}

export function xor(one: Uint8Array, other: Uint8Array): Buffer {
  return Buffer.from(one.map((byte, i) => byte ^ (other[i] ?? 0)));
}

/** CRC-32 of IEEE 802.3, by long division of the bits. */
export function crc32(bytes: Uint8Array): Buffer {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const carry = (rest ^ (byte >>> bit)) & 1;
      rest = (rest >>> 1) ^ (carry === 1 ? 0xedb88320 : 0);
    }
  }
  return number(4, (rest ^ 0xffffffff) >>> 0);
}

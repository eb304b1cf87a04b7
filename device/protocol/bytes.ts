/** Big-endian integers and byte strings, as the frames of docs/protocol.md carry them. */

export function writeU16(out: Uint8Array, at: number, value: number): void {
  out[at] = (value >>> 8) & 255;
  out[at + 1] = value & 255;
}

export function writeU24(out: Uint8Array, at: number, value: number): void {
  out[at] = (value >>> 16) & 255;
  writeU16(out, at + 1, value);
}

/** Writes the low 32 bits of an integer, signed or unsigned. */
export function writeU32(out: Uint8Array, at: number, value: number): void {
  out[at] = (value >>> 24) & 255;
  writeU24(out, at + 1, value);
}

// An index outside the array reads as NaN, never as a plausible zero.
function byteAt(bytes: Uint8Array, at: number): number {
  const value = bytes[at];
  return value === undefined ? NaN : value;
}

export function readU8(bytes: Uint8Array, at: number): number {
  return byteAt(bytes, at);
}

export function readU16(bytes: Uint8Array, at: number): number {
  return byteAt(bytes, at) * 256 + byteAt(bytes, at + 1);
}

export function readI16(bytes: Uint8Array, at: number): number {
  const value = readU16(bytes, at);
  return value > 0x7fff ? value - 0x10000 : value;
}

export function readU24(bytes: Uint8Array, at: number): number {
  return byteAt(bytes, at) * 65536 + readU16(bytes, at + 1);
}

export function readU32(bytes: Uint8Array, at: number): number {
  return byteAt(bytes, at) * 16777216 + readU24(bytes, at + 1);
}

export function readI32(bytes: Uint8Array, at: number): number {
  const value = readU32(bytes, at);
  return value > 0x7fffffff ? value - 0x100000000 : value;
}

/** ASCII text to bytes; anything above 127 is a bug of the caller and becomes "?". */
export function ascii(text: string): Uint8Array {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    out[i] = code < 128 ? code : 63;
  }
  return out;
}

/** A copy of bytes[from, to): never a view, so zeroising one does not touch the other. */
export function copyOf(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const out = new Uint8Array(to - from);
  for (let i = from; i < to; i++) out[i - from] = byteAt(bytes, i);
  return out;
}

/** Compares without an early exit, so that time does not tell how much of a tag was right. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= byteAt(a, i) ^ byteAt(b, i);
  return difference === 0;
}

/** Overwrites a key that is no longer needed. */
export function zeroise(bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) bytes[i] = 0;
}

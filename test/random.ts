/** Chance that a seed repeats exactly: mulberry32 (Tommy Ettinger, public domain). Not for keys. */
export type Random = () => number;

/** @returns a source of numbers from 0 up to and not including 1. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number from 0 up to and not including `below`. */
export function integer(next: Random, below: number): number {
  return Math.floor(next() * below);
}

export function bytes(next: Random, length: number): Uint8Array {
  const out = new Uint8Array(length);
  for (let i = 0; i < length; i++) out[i] = integer(next, 256);
  return out;
}

/** One of several. Throws when there are none. */
export function pick<T>(next: Random, from: readonly T[]): T {
  const one = from[integer(next, from.length)];
  if (one === undefined) throw new RangeError("Nothing to pick from.");
  return one;
}

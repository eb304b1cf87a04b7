import type { Random } from "../random.ts";

/** What one can do to bytes without a key. */
export type Tampering = "flip" | "truncate" | "extend" | "splice" | "re-head" | "noise" | "made-up";

/** Lengths that a careless reader may trip over: none, one, those of L1 and their neighbours, and more than a packet. */
const LENGTHS = [0, 1, 7, 14, 30, 31, 63, 64, 65, 255, 256, 257, 1500];
const L1_LENGTHS = [64, 256];

function noise(random: Random, length: number): Uint8Array {
  return new Uint8Array(length).map(() => random.whole(0, 255));
}

function oneOf<T>(random: Random, from: readonly T[]): T {
  return from[random.whole(0, from.length - 1)] as T;
}

function flipped(random: Random, frame: Uint8Array): Uint8Array {
  const out = frame.slice();
  for (let n = random.whole(1, 3); n > 0 && out.length > 0; n--) {
    const at = random.whole(0, out.length - 1);
    out[at] = (out[at] as number) ^ (1 << random.whole(0, 7));
  }
  return out;
}

/** The beginning of one and the end of the other: both were authentic. */
function spliced(random: Random, frame: Uint8Array, other: Uint8Array): Uint8Array {
  const out = frame.slice();
  const at = random.whole(1, Math.max(1, out.length - 1));
  out.set(other.subarray(at, out.length), Math.min(at, out.length));
  return out;
}

function madeUp(random: Random): Uint8Array {
  const out = noise(random, oneOf(random, L1_LENGTHS));
  out[0] = 1;
  return out;
}

/**
 * @param frame an authentic frame that went by.
 * @param other another one, of either direction.
 * @returns bytes that nobody sealed; by chance, seldom, they may equal `frame`.
 */
export function tamper(random: Random, how: Tampering, frame: Uint8Array, other: Uint8Array): Uint8Array {
  switch (how) {
    case "flip":
      return flipped(random, frame);
    case "truncate":
      return frame.slice(0, random.whole(0, Math.max(0, frame.length - 1)));
    case "extend": {
      const tail = noise(random, oneOf(random, [1, 2, 192, 400]));
      return new Uint8Array([...frame, ...tail]);
    }
    case "splice":
      return spliced(random, frame, other);
    case "re-head": {
      // The masked epoch and number of one before the tag and text of another.
      const out = frame.slice();
      out.set(other.subarray(1, 7), Math.min(1, out.length));
      return out.length < 7 ? frame.slice() : out;
    }
    case "noise":
      return noise(random, oneOf(random, LENGTHS));
    case "made-up":
      return madeUp(random);
  }
}

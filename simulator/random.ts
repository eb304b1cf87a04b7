/**
 * A chance that can be played again: the same seed gives the same numbers on every machine. It is sfc32 (Chris
 * Doty-Humphrey's PractRand), whose state is four 32-bit words; it is not for secrets.
 */
export interface Random {
  /** From 0 up to, never reaching, 1. */
  next(): number;
  /** From `low` up to, never reaching, `high`. */
  between(low: number, high: number): number;
  /** A whole number from `low` to `high`, both of them possible. */
  whole(low: number, high: number): number;
  /** Normally distributed around zero with a standard deviation of one. */
  normal(): number;
  /** A chance of its own for one purpose, so that drawing more for one thing does not change all the others. */
  branch(purpose: string): Random;
}

/** @param seed any safe integer; the fraction of other numbers is ignored. */
export function seededRandom(seed: number): Random {
  const low = Math.floor(seed) >>> 0;
  const high = Math.floor(seed / 2 ** 32) >>> 0;
  return fromWords(low, high, 0x9e3779b9);
}

function fromWords(first: number, second: number, third: number): Random {
  const draw = sfc32(first, second, third);
  function next(): number {
    return draw() / 2 ** 32;
  }
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor((high - low + 1) * next()),
    // Irwin-Hall: twelve uniform draws have a variance of one, and sums are the same on every machine, unlike logarithms.
    normal: () => {
      let sum = -6;
      for (let n = 0; n < 12; n++) sum += next();
      return sum;
    },
    branch: (purpose) => fromWords(first ^ hash(purpose), second, third ^ hash(`${purpose}/`)),
  };
}

function sfc32(first: number, second: number, third: number): () => number {
  let a = first;
  let b = second;
  let c = third;
  let counter = 1;
  function draw(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  }
  // The author's advice: fifteen draws until neighbouring seeds no longer look alike.
  for (let n = 0; n < 15; n++) draw();
  return draw;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) {
    value = Math.imul(value ^ text.charCodeAt(n), 0x01000193);
  }
  return value >>> 0;
}

import { type BitCoder, codeBit, codeEvenBit } from "./bit-coder.ts";

/** Binary digits of the largest magnitude that can be coded. */
const MOST_DIGITS = 26;
const LEARNT_DIGITS = 4;
/** Contexts of one kind of residual: zero or not, its sign, the length of its magnitude, the bit after the leading one. */
export const RESIDUAL_CONTEXTS = 2 + MOST_DIGITS + LEARNT_DIGITS;
const LENGTH_AT = 2;
const DIGIT_AT = LENGTH_AT + MOST_DIGITS;

// Chances of 65536 that a magnitude goes on: before the expected length, at it, behind it.
const LONGER = 46000;
const ABOUT = 30000;
const SHORTER = 16000;

/**
 * What a kind of residual is taken for before any was seen.
 * @param other chance, of 65536, that it is not zero
 * @param digits usual length of its magnitude
 */
export function expectResidual(coder: BitCoder, first: number, other: number, digits: number): void {
  coder.chances[first] = other;
  for (let i = 1; i < MOST_DIGITS; i++) {
    const before = i < digits ? LONGER : SHORTER;
    coder.chances[first + LENGTH_AT + i - 1] = i === digits ? ABOUT : before;
  }
}

/** Binary digits of a positive whole number. */
function digitsOf(value: number): number {
  let digits = 0;
  for (let left = value; left >= 1; left = Math.floor(left / 2)) digits += 1;
  return digits;
}

function codeLength(coder: BitCoder, first: number, length: number): number {
  let digits = 1;
  while (digits < MOST_DIGITS && codeBit(coder, first + LENGTH_AT + digits - 1, digits < length ? 1 : 0) === 1) digits += 1;
  return digits;
}

/**
 * A signed whole number that is mostly small: whether it is zero, its sign, the length of its magnitude in unary, and its
 * digits behind the leading one. One that is longer than MOST_DIGITS comes out as another: the caller compares.
 * @param first context of its kind; it uses RESIDUAL_CONTEXTS from there on
 * @returns what was coded, or decoded; a decoder does not look at `value`.
 */
export function codeResidual(coder: BitCoder, first: number, value: number): number {
  if (codeBit(coder, first, value === 0 ? 0 : 1) === 0) return 0;
  const negative = codeBit(coder, first + 1, value < 0 ? 1 : 0);
  const magnitude = value < 0 ? -value : value;
  const digits = codeLength(coder, first, digitsOf(magnitude));
  let place = 1;
  for (let i = 1; i < digits; i++) place *= 2;
  let coded = 1;
  for (let i = digits - 1; i > 0; i--) {
    place /= 2;
    const bit = Math.floor(magnitude / place) % 2;
    const learnt = i === digits - 1 && i <= LEARNT_DIGITS;
    coded = coded * 2 + (learnt ? codeBit(coder, first + DIGIT_AT + i - 1, bit) : codeEvenBit(coder, bit));
  }
  return negative === 1 ? -coded : coded;
}

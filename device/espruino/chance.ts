import { writeU32 } from "../protocol/bytes.ts";
import type { ChipE } from "./chip.ts";
import type { Sha256 } from "./hmac.ts";

/** Where a board's chance comes from, as hw/boards says of it: "none" is a number that a program made. */
export type Chance = "hardware" | "none";

/** "no-true-rng": this board must not make keys; they are put into it at pairing. "stuck": its source repeats itself. */
export type NoKey = "no-true-rng" | "stuck";

/** More words than a key has bits in: noise of a poor source still adds up, and what stands still is found out. */
const WORDS = 64;

/**
 * A new key of 32 bytes, or why there is none (P19). Nothing after pairing asks for chance, so this is for pairing alone.
 */
export function makeKey(chance: Chance, e: Pick<ChipE, "hwRand">, sha256: Sha256): Uint8Array | NoKey {
  if (chance !== "hardware") return "no-true-rng";
  const noise = new Uint8Array(WORDS * 4);
  let previous = e.hwRand();
  let repeats = 0;
  for (let i = 0; i < WORDS; i++) {
    const word = e.hwRand();
    // Two equal words of 32 bits in a row happen once in four thousand million times (NIST SP 800-90B, 4.4.1).
    if (word === previous) repeats += 1;
    previous = word;
    writeU32(noise, i * 4, word);
  }
  const key = repeats > 0 ? "stuck" : sha256(noise);
  noise.fill(0);
  return key;
}

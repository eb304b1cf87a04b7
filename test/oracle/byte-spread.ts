const VALUES = 256;
const FREEDOM = VALUES - 1;

/**
 * How far a count of bytes is from one in which each value is as likely as the others: chi-square, brought to standard
 * deviations by Wilson and Hilferty's cube root, which holds far out in the tail too.
 */
function deviations(counts: Uint32Array, total: number): number {
  const expected = total / VALUES;
  let chi = 0;
  for (const count of counts) chi += (count - expected) ** 2 / expected;
  const spread = 2 / (9 * FREEDOM);
  return (Math.cbrt(chi / FREEDOM) - (1 - spread)) / Math.sqrt(spread);
}

/** Five deviations: with a test for each byte of a frame, chance gets there in fewer than one of 10,000 captures. */
export const MOST_DEVIATIONS = 5;

/** Below this many, values are too few for chi-square: five of each are the usual least. */
export const LEAST_BYTES = 5 * VALUES;

export interface Spread {
  /** The offset whose bytes are least like random ones. */
  offset: number;
  deviations: number;
}

/** @param strings of one length; bytes at the same offset are counted together. */
export function worstSpread(strings: readonly Uint8Array[], from: number): Spread {
  let worst: Spread = { offset: from, deviations: 0 };
  for (let offset = from; offset < (strings[0]?.length ?? 0); offset++) {
    const counts = new Uint32Array(VALUES);
    for (const string of strings) {
      const value = string[offset] as number;
      counts[value] = (counts[value] as number) + 1;
    }
    const found = deviations(counts, strings.length);
    // Too even is no more like chance than too uneven.
    if (Math.abs(found) > Math.abs(worst.deviations)) worst = { offset, deviations: found };
  }
  return worst;
}

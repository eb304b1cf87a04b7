/** Which of a device's fix numbers are held. Null low and high: none. */
export interface SequenceTally {
  /** Fixes held. */
  held: number;
  /** First and last number held; `high` goes on counting where the device's 24 bits begin again. */
  low: number | null;
  high: number | null;
}

export const NO_SEQUENCES: SequenceTally = { held: 0, low: null, high: null };

export const SEQUENCES = 2 ** 24;
const HALF = SEQUENCES / 2;

/**
 * Counts one more fix. Of two numbers more than half the circle apart the smaller is taken for the later one, as with the
 * serial numbers of RFC 1982: fourteen days hold far fewer fixes than that.
 */
export function countSequence(tally: SequenceTally, sequence: number): SequenceTally {
  const { low, high } = tally;
  if (low === null || high === null) return { held: 1, low: sequence, high: sequence };
  const ahead = (((sequence - high + HALF) % SEQUENCES) + SEQUENCES) % SEQUENCES;
  const at = high + ahead - HALF;
  return { held: tally.held + 1, low: Math.min(low, at), high: Math.max(high, at) };
}

/** Fixes that the device counted and that are not held, between the first and the last that are. */
export function missingOf(tally: SequenceTally): number {
  if (tally.low === null || tally.high === null) return 0;
  return Math.max(0, tally.high - tally.low + 1 - tally.held);
}

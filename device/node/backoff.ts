import { randomInt } from "node:crypto";

/** How long to wait between attempts: each pause is twice the last, up to a limit. Milliseconds. */
export interface Pauses {
  firstMs: number;
  longestMs: number;
}

/** A share from 0 to 1, evenly spread. */
export type Share = () => number;

const STEPS = 65536;

/** Chance from the operating system; jitter that others can predict lets them line devices up. */
export const chance: Share = () => randomInt(STEPS) / STEPS;

export interface Backoff {
  /** Length of the next pause. */
  nextMs(): number;
  /** Begins again with the shortest, after a success. */
  reset(): void;
}

/**
 * Pauses that double up to their limit. Each is shortened by up to half, at random, so that a thousand devices that lost
 * one broker together do not come back together.
 */
export function makeBackoff(pauses: Pauses, share: Share = chance): Backoff {
  let upcomingMs = pauses.firstMs;
  return {
    nextMs() {
      const pauseMs = upcomingMs;
      upcomingMs = Math.min(pauseMs * 2, pauses.longestMs);
      return Math.round(pauseMs * (1 - share() / 2));
    },
    reset() {
      upcomingMs = pauses.firstMs;
    },
  };
}

/** How much of a board's memory and flash the queue may take. */
export interface OutboxLimits {
  /** Frames that may wait, all guardians together. Stored, a short one takes 100 bytes and a long one 293. */
  waiting: number;
  /** The stored log is written anew when it is longer than this and more than half of it is done with. In bytes. */
  rewriteAboveBytes: number;
}

/** A week of fixes, one every thirty seconds: 2 MB on the card. No board may hold more. */
export const MAX_WAITING = 20000;
/** An hour of heartbeats: with less, hardly anything would be left of an outage. */
export const LEAST_WAITING = 64;
const MAX_REWRITE_BYTES = 65536;
/** Rewriting more often would wear out the flash that a small board has little of. */
const LEAST_REWRITE_BYTES = 2048;
/** Of the room, what statuses may take: more of them would push fixes out. */
const STATUS_SHARE = 10;

// Also a value that is no number counts as the least.
function between(value: number, least: number, most: number): number {
  return value >= least ? Math.min(Math.floor(value), most) : least;
}

/** @param asked by the board; each value counts as the nearest that is possible. Absent: a board with room, as on a card. */
export function outboxLimits(asked: OutboxLimits | undefined): OutboxLimits {
  if (asked === undefined) return { waiting: MAX_WAITING, rewriteAboveBytes: MAX_REWRITE_BYTES };
  return {
    waiting: between(asked.waiting, LEAST_WAITING, MAX_WAITING),
    rewriteAboveBytes: between(asked.rewriteAboveBytes, LEAST_REWRITE_BYTES, MAX_REWRITE_BYTES),
  };
}

/** Statuses that may wait, all guardians together. */
export function mostStatuses(limits: OutboxLimits): number {
  return Math.floor(limits.waiting / STATUS_SHARE);
}

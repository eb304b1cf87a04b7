/** What a source said of the time, and for how long it has been saying it. Offsets are UTC minus uptime, in milliseconds. */
export interface Heard {
  offsetMs: number;
  /** Uptime at which it was said. */
  upMs: number;
  /** Uptime since which the source has told this same time without a gap, and what it told first. */
  sinceUpMs: number;
  firstOffsetMs: number;
}

/** So long a source counts as speaking after its last word. */
export const SPEAKING_MS = 600000;
/** A longer silence, or a larger step, begins a new run. Serial lines deliver a second or two late. */
const MAX_GAP_MS = 60000;
const MAX_STEP_MS = 5000;

/** Takes in a source's next word. @param before its last, or null. */
export function heardAfter(before: Heard | null, upMs: number, offsetMs: number): Heard {
  // Against the first word, not the last: small steps must not add up.
  const same = before !== null && upMs - before.upMs <= MAX_GAP_MS && Math.abs(offsetMs - before.firstOffsetMs) <= MAX_STEP_MS;
  if (!same || before === null) return { offsetMs: offsetMs, upMs: upMs, sinceUpMs: upMs, firstOffsetMs: offsetMs };
  return { offsetMs: offsetMs, upMs: upMs, sinceUpMs: before.sinceUpMs, firstOffsetMs: before.firstOffsetMs };
}

/** The offset that a source tells now; null while it is silent. */
export function speaking(heard: Heard | null, upMs: number): number | null {
  return heard === null || upMs - heard.upMs > SPEAKING_MS ? null : heard.offsetMs;
}

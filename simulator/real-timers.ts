import type { Timers } from "./replay.ts";

/** Real time. A wait of nothing lets the reader's events through first, but takes no millisecond. */
export const realTimers: Timers = {
  now: () => performance.now(),
  after(ms, run) {
    if (ms <= 0) {
      const turn = setImmediate(run);
      return () => clearImmediate(turn);
    }
    const timer = setTimeout(run, Math.min(ms, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};

/** Node takes a longer one for one millisecond. A replay that wakes early looks at the clock and waits again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

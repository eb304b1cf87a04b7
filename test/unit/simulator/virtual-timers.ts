import type { Timers } from "../../../simulator/replay.ts";

/** A clock that only a test moves: from one thing that is due to the next. */
export interface VirtualTimers extends Timers {
  /** Runs all that is due up to a moment, in order, and stands there. */
  runUntil(ms: number): void;
  /** Puts the clock ahead without running anything, as when a machine sleeps. */
  sleep(ms: number): void;
}

export function virtualTimers(): VirtualTimers {
  let nowMs = 0;
  let count = 0;
  const due: Array<{ atMs: number; order: number; run: () => void }> = [];
  return {
    now: () => nowMs,
    after(ms, run) {
      const entry = { atMs: nowMs + Math.max(0, ms), order: count++, run };
      due.push(entry);
      return () => {
        const place = due.indexOf(entry);
        if (place >= 0) due.splice(place, 1);
      };
    },
    runUntil(ms) {
      while (true) {
        due.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
        const next = due[0];
        if (next === undefined || next.atMs > ms) break;
        due.shift();
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
      }
      nowMs = Math.max(nowMs, ms);
    },
    sleep(ms) {
      nowMs += ms;
    },
  };
}

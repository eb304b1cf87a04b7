import type { Clock } from "../core/ports.ts";

/**
 * A board without a battery-backed clock starts in 1970, or at the moment it was last switched off. Before this moment
 * nobody can have set the clock for this firmware: 2026-01-01.
 */
const EARLIEST_UTC_MS = Date.UTC(2026, 0, 1);

/** The board's own clocks: the time of day that NTP keeps, and CLOCK_MONOTONIC, which no one can set. */
export function systemClock(): Clock {
  return {
    utcMs() {
      const now = Date.now();
      return now < EARLIEST_UTC_MS ? null : now;
    },
    upMs: () => Number(process.hrtime.bigint() / 1_000_000n),
  };
}

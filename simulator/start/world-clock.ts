import type { Clock } from "../../device/core/ports.ts";

/** One clock for the whole made-up world: device, receiver and console agree on it, however fast it runs. */
export interface WorldClock extends Clock {
  utcMs(): number;
  /** Goes forward to this moment at once; never back. */
  skipTo(utcMs: number): void;
  /** How many times faster than real time. */
  readonly speed: number;
}

/** @param real monotonic milliseconds of the real world. */
export function worldClock(startUtcMs: number, speed: number, real: () => number): WorldClock {
  const began = real();
  let skippedMs = 0;
  const upMs = (): number => Math.floor((real() - began) * speed + skippedMs);
  return {
    speed,
    upMs,
    utcMs: () => startUtcMs + upMs(),
    skipTo(utcMs) {
      const ahead = utcMs - (startUtcMs + upMs());
      if (ahead > 0) skippedMs += ahead;
    },
  };
}

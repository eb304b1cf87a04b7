import type { Clock } from "../core/ports.ts";

/** 2026-01-01: a board that says less has counted from its start, and does not know the time. */
const EARLIEST_UTC_MS = 1767225600000;

/**
 * The board's one clock, in seconds, which counts from the start and which `setTime` changes. A step back stands still
 * here until the time is reached again by what passes after it; a step forward makes permissions end early, never late.
 * @param getTime the board's own.
 */
export function boardClock(getTime: () => number): Clock {
  let lastMs = Math.floor(getTime() * 1000);
  let upMs = 0;
  return {
    utcMs: () => {
      const nowMs = Math.floor(getTime() * 1000);
      return nowMs < EARLIEST_UTC_MS ? null : nowMs;
    },
    upMs: () => {
      const nowMs = Math.floor(getTime() * 1000);
      if (nowMs > lastMs) upMs += nowMs - lastMs;
      lastMs = nowMs;
      return upMs;
    },
  };
}

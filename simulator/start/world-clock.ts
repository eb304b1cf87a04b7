import type { Clock } from "../../device/core/ports.ts";

/** One clock for the whole made-up world: device, receiver and console agree on it, however fast it runs. */
export interface WorldClock extends Clock {
  utcMs(): number;
  /** Goes forward to this moment, at once or as soon as no hand is at the button; never back. */
  skipTo(utcMs: number): void;
  /**
   * A hand is at the wearer's button, or has let go. A press is as long as people press, so the world keeps true time
   * meanwhile, and for LINGER_MS after it so that a row of presses is heard as one.
   */
  hand(down: boolean): void;
  /** How many times faster than real time, while no hand is at the button. */
  readonly speed: number;
  /** How many times faster than real time it runs now. */
  pace(): number;
}

/** Real milliseconds of true time after the button was let go. */
export const LINGER_MS = 1500;

/** @param real monotonic milliseconds of the real world. */
export function worldClock(startUtcMs: number, speed: number, real: () => number): WorldClock {
  let upMs = 0;
  let readMs = real();
  let handDown = false;
  let trueUntilMs = readMs;
  let skipToUpMs = 0;

  /** Takes the real time since the last reading into account, each part of it at its own pace. */
  function advance(): void {
    const nowMs = real();
    const trueEndsMs = handDown ? nowMs : Math.min(nowMs, Math.max(readMs, trueUntilMs));
    upMs += trueEndsMs - readMs + (nowMs - trueEndsMs) * speed;
    readMs = nowMs;
    // A leap in the middle of a press would make it one of hours.
    if (!isTrue()) upMs = Math.max(upMs, skipToUpMs);
  }

  function isTrue(): boolean {
    return handDown || readMs < trueUntilMs;
  }

  function now(): number {
    advance();
    return Math.floor(upMs);
  }

  return {
    speed,
    upMs: now,
    utcMs: () => startUtcMs + now(),
    skipTo(utcMs) {
      skipToUpMs = Math.max(skipToUpMs, utcMs - startUtcMs);
      advance();
    },
    hand(down) {
      advance();
      if (handDown && !down) trueUntilMs = readMs + LINGER_MS;
      handDown = down;
    },
    pace() {
      advance();
      return isTrue() ? 1 : speed;
    },
  };
}

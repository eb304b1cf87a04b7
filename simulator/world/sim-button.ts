import type { Button } from "../../device/core/ports.ts";
import type { SimClock } from "./sim-clock.ts";

export interface SimButton extends Button {
  press(): void;
  release(): void;
  /** Presses, and plans the release for `ms` from now. */
  hold(ms: number, clock: Pick<SimClock, "after">): void;
  /** Plans a row of short presses, the first of them now. @returns how long the row takes, in milliseconds. */
  tap(count: number, clock: Pick<SimClock, "after">): number;
  isDown(): boolean;
}

/** As people press who mean to press more than once. */
const TAP_MS = 120;
const BETWEEN_TAPS_MS = 180;

/** A button that a test or a page presses. */
export function simButton(): SimButton {
  let down = false;
  let tell: ((down: boolean) => void) | null = null;
  function set(to: boolean): void {
    if (down === to) return;
    down = to;
    tell?.(down);
  }
  function hold(ms: number, clock: Pick<SimClock, "after">): void {
    set(true);
    clock.after(ms, () => set(false));
  }
  return {
    start(onChange) {
      if (tell !== null) return;
      tell = onChange;
      if (down) onChange(true);
    },
    stop() {
      tell = null;
    },
    press: () => set(true),
    release: () => set(false),
    hold,
    tap(count, clock) {
      const everyMs = TAP_MS + BETWEEN_TAPS_MS;
      for (let i = 0; i < count; i++) {
        if (i === 0) hold(TAP_MS, clock);
        else clock.after(i * everyMs, () => hold(TAP_MS, clock));
      }
      return count * everyMs - BETWEEN_TAPS_MS;
    },
    isDown: () => down,
  };
}

import type { SimButton } from "../world/sim-button.ts";
import type { WorldClock } from "./world-clock.ts";

/** Real milliseconds after which a press ends by itself: longer than any gesture, shorter than a button that is stuck. */
export const LONGEST_PRESS_MS = 12_000;

/** The button as pages press it, over a line that may break in the middle of a press. */
export interface HeldButton {
  press(): void;
  /** Twice is no error. */
  release(): void;
  isDown(): boolean;
}

/** @param onChange told when the press ended by itself. */
export function heldButton(button: SimButton, clock: Pick<WorldClock, "hand">, onChange: () => void): HeldButton {
  let ending: NodeJS.Timeout | null = null;
  const release = (): void => {
    if (ending !== null) clearTimeout(ending);
    ending = null;
    button.release();
    clock.hand(false);
  };
  return {
    press() {
      if (button.isDown()) return;
      // First true time, then the press: the device shall not measure any of it by the fast clock.
      clock.hand(true);
      button.press();
      ending = setTimeout(() => {
        release();
        onChange();
      }, LONGEST_PRESS_MS);
      ending.unref();
    },
    release,
    isDown: () => button.isDown(),
  };
}

import { Pacer } from "./pacer.ts";
import type { Show } from "./show.ts";

/** Looks a second, at most: enough for an eye, and little enough for the page that draws them. */
const LOOKS = 10;
/** Real time that one look may spend on virtual time; the rest is left to the button and the network. */
const BUDGET_MS = 60;
/** So much virtual time between two looks at the watch. */
const SLICE_MS = 2000;

/** A show that goes on by itself, at the pace that was chosen or as fast as this computer can. */
export interface LiveShow {
  show: Show;
  pacer: Pacer;
  /** Somebody did something: show it now, not at the next look. */
  look(): void;
  close(): void;
}

/** @param onLook called at each look, after time has passed. */
export function goLive(show: Show, onLook: () => void): LiveShow {
  const pacer = new Pacer();
  let lastMs = performance.now();
  function advance(): void {
    const nowMs = performance.now();
    let leftMs = pacer.virtualMs(nowMs - lastMs, show.isPressed());
    lastMs = nowMs;
    while (leftMs > 0 && performance.now() - nowMs < BUDGET_MS) {
      const sliceMs = Math.min(leftMs, SLICE_MS);
      show.pass(sliceMs);
      leftMs -= sliceMs;
    }
  }
  const look = (): void => {
    advance();
    onLook();
  };
  const ticker = setInterval(look, 1000 / LOOKS);
  return { show, pacer, look, close: () => clearInterval(ticker) };
}

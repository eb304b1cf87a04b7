import { useEffect, useRef, useState } from "preact/hooks";

/** As long as on the real device: a withdrawal must be easy, and must not happen in a pocket. */
export const HOLD_MS = 2000;

/** Handlers for whatever is to be pressed and held, with pointer or keyboard. */
export interface Hold {
  holding: boolean;
  handlers: {
    onPointerDown(event: PointerEvent): void;
    onPointerUp(): void;
    onPointerCancel(): void;
    onPointerLeave(): void;
    onKeyDown(event: KeyboardEvent): void;
    onKeyUp(): void;
    onBlur(): void;
    onContextMenu(event: Event): void;
  };
}

/** @param done called once, when the press has lasted HOLD_MS without letting go. */
export function useHold(done: () => void): Hold {
  const [holding, setHolding] = useState(false);
  const timer = useRef<number | null>(null);
  const stop = (): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    setHolding(false);
  };
  const start = (): void => {
    if (timer.current !== null) return;
    setHolding(true);
    timer.current = setTimeout(() => {
      stop();
      done();
    }, HOLD_MS);
  };
  useEffect(() => stop, []);
  return {
    holding,
    handlers: {
      onPointerDown: (event) => {
        if (event.button === 0) start();
      },
      onPointerUp: stop,
      onPointerCancel: stop,
      onPointerLeave: stop,
      onKeyDown: (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        if (!event.repeat) start();
      },
      onKeyUp: stop,
      onBlur: stop,
      // A long touch would open the browser's menu in the middle of the gesture.
      onContextMenu: (event) => event.preventDefault(),
    },
  };
}

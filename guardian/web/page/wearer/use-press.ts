import { useEffect, useRef, useState } from "preact/hooks";
import type { WearerAction } from "../../wearer-panel.ts";

/** Handlers for a thing that is really pressed: by pointer, by touch or by keyboard. */
export interface Press {
  /** This page's hand is on it. Whether the device takes it for pressed, the device says. */
  pressed: boolean;
  handlers: {
    onPointerDown(event: PointerEvent): void;
    onPointerUp(): void;
    onPointerCancel(): void;
    onLostPointerCapture(): void;
    onKeyDown(event: KeyboardEvent): void;
    onKeyUp(): void;
    onBlur(): void;
    onContextMenu(event: Event): void;
  };
}

function isPressKey(event: KeyboardEvent): boolean {
  return event.key === "Enter" || event.key === " ";
}

/**
 * Sends each change of the hand at once. What a press means is decided by the device and by nobody else.
 * @param reachable without the server there is nothing to hold: it lets go by itself when the line breaks.
 */
export function usePress(send: (action: WearerAction) => void, reachable: boolean): Press {
  const [pressed, setPressed] = useState(false);
  // Not the state: two events may come before the next drawing.
  const down = useRef(false);
  const set = (to: boolean): void => {
    if (down.current === to) return;
    down.current = to;
    setPressed(to);
    send(to ? "press" : "release");
  };
  const latest = useRef(set);
  latest.current = set;
  useEffect(() => {
    const letGo = (): void => latest.current(false);
    // A page that is hidden or left hears of no release any more.
    const leaving = ["blur", "pagehide"] as const;
    for (const name of leaving) addEventListener(name, letGo);
    document.addEventListener("visibilitychange", letGo);
    return () => {
      for (const name of leaving) removeEventListener(name, letGo);
      document.removeEventListener("visibilitychange", letGo);
      letGo();
    };
  }, []);
  useEffect(() => {
    if (reachable) return;
    down.current = false;
    setPressed(false);
  }, [reachable]);
  const release = (): void => set(false);
  return {
    pressed,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0 || !event.isPrimary) return;
        // A finger slides a little while it holds on; the hand lets go where it lifts.
        if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
        set(true);
      },
      onPointerUp: release,
      onPointerCancel: release,
      onLostPointerCapture: release,
      onKeyDown: (event) => {
        if (!isPressKey(event)) return;
        event.preventDefault();
        if (!event.repeat) set(true);
      },
      onKeyUp: release,
      onBlur: release,
      // A long touch would open the browser's menu in the middle of the gesture.
      onContextMenu: (event) => event.preventDefault(),
    },
  };
}

import type { Button } from "../core/ports.ts";

/** A button whose next press may be asked for, to say yes to something. */
export interface ConfirmButton extends Button {
  /** The next press within `waitMs` is a yes, and nothing else hears of it or of its release. Takes the place of an older question. */
  ask(yes: () => void, waitMs: number): void;
}

/** @param upMs the board's running time. */
export function confirmButton(button: Button, upMs: () => number): ConfirmButton {
  let question: { yes: () => void; untilMs: number } | null = null;
  let swallowing = false;
  return {
    start: (onChange) => {
      button.start((down) => {
        const asked = question;
        if (down && asked !== null && upMs() <= asked.untilMs) {
          question = null;
          swallowing = true;
          asked.yes();
          return;
        }
        if (!down && swallowing) {
          swallowing = false;
          return;
        }
        onChange(down);
      });
    },
    stop: () => {
      question = null;
      swallowing = false;
      button.stop();
    },
    ask: (yes, waitMs) => {
      question = { yes: yes, untilMs: upMs() + waitMs };
    },
  };
}

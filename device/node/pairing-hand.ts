import type { Button } from "../core/ports.ts";

/** The wearer's hand at a pairing: one act lets a key in, a second one confirms the words (P31). */
export interface PairingHand {
  /** Waits for the act that begins. False: it did not come. */
  begin(): Promise<boolean>;
  /** Whether a key may be taken at this moment. */
  holds(): boolean;
  /** Waits for the act that confirms the words. False: it did not come, or it was a no. */
  confirm(): Promise<boolean>;
  /** Ends whoever waits, with a no. */
  cancel(): void;
  /** Twice is no error. */
  close(): void;
}

/** So long the wearer may take, to begin and again to compare. */
export const HAND_MS = 120_000;
/** A button that is down so soon was down before anybody asked. */
const FIRST_LOOK_MS = 500;

/** Contacts bounce for less than this, when they close and when they open. */
const BOUNCE_MS = 50;
/** Nobody has compared four words in less. */
export const CONSIDER_MS = 1000;

/** By the wearer's button: held while a key may be taken, let go, and pressed once more for yes. */
export function buttonHand(button: Button, nowMs: () => number = () => performance.now()): PairingHand {
  const startedMs = nowMs();
  let down = false;
  let openedMs = Number.NEGATIVE_INFINITY;
  // Down since before it was asked for: a jam, or a bag, and no hand.
  let stuck = false;
  let waiting: { notBeforeMs: number; answer(did: boolean): void } | null = null;
  let cancelled = false;

  button.start((isDown) => {
    const now = nowMs();
    down = isDown;
    if (!isDown) openedMs = now;
    if (!isDown || now - openedMs < BOUNCE_MS) return;
    stuck = now - startedMs < FIRST_LOOK_MS;
    if (!stuck && waiting !== null && now >= waiting.notBeforeMs) waiting.answer(true);
  });

  function pressAfter(notBeforeMs: number): Promise<boolean> {
    if (cancelled) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => answer(false), HAND_MS);
      function answer(did: boolean): void {
        clearTimeout(timer);
        waiting = null;
        resolve(did);
      }
      waiting = { notBeforeMs, answer };
    });
  }
  function cancel(): void {
    cancelled = true;
    waiting?.answer(false);
  }

  return {
    begin: () => pressAfter(nowMs()),
    holds: () => !stuck && (down || nowMs() - openedMs < BOUNCE_MS),
    confirm: () => pressAfter(nowMs() + CONSIDER_MS),
    cancel,
    close() {
      cancel();
      button.stop();
    },
  };
}

/** What a hand at a keyboard is asked, and how. */
export interface KeyboardHand {
  /** Null at the end of input. */
  line(): Promise<string | null>;
  say(text: string): void;
  /** A person types here, so an answer that comes at once was not considered: a scanner may have typed it. */
  person: boolean;
  question: string;
  tooQuick: string;
  nowMs?: () => number;
}

const YES = ["yes", "y", "\u03bd\u03b1\u03b9", "\u03bd"];
/** By the keys of a terminal: Enter to begin, a word to confirm. */
export function keyboardHand(at: KeyboardHand): PairingHand {
  const nowMs = at.nowMs ?? (() => performance.now());
  let cancel: () => void = () => undefined;
  const cancelled = new Promise<null>((resolve) => {
    cancel = () => resolve(null);
  });
  let begun = false;

  function line(): Promise<string | null> {
    return Promise.race([at.line(), cancelled]);
  }

  return {
    async begin() {
      begun = (await line()) !== null;
      return begun;
    },
    holds: () => begun,
    async confirm() {
      while (true) {
        at.say(at.question);
        const askedMs = nowMs();
        const answer = await line();
        if (answer === null) return false;
        if (!at.person || nowMs() - askedMs >= CONSIDER_MS) return YES.includes(answer.trim().toLocaleLowerCase("el"));
        at.say(at.tooQuick);
      }
    },
    cancel: () => cancel(),
    close: () => cancel(),
  };
}

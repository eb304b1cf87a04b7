/**
 * What befalls one command. answered: after a pause; swallowed: as if it had not come; mute: it is done and its answer is
 * lost; error: this line instead, and nothing is done; dies: nothing more comes from this modem until its power key is
 * pressed; restarts: it begins anew, having forgotten its settings.
 */
export type Fate =
  | { kind: "answered"; pauseMs: number }
  | { kind: "swallowed" }
  | { kind: "mute" }
  | { kind: "error"; line: string }
  | { kind: "dies" }
  | { kind: "restarts" };

/** How a simulated modem behaves. All of it may be changed while it runs. */
export interface Mood {
  /** The PIN is asked for, or there is no card. */
  sim: "ready" | "locked" | "missing";
  /** ATE0 changes nothing. */
  echoStuck: boolean;
  /** Messages are pushed whatever +CNMI says: with their digits, or as plain text. */
  pushes: "as-asked" | "pdu" | "text";
  /** A fresh modem's way of pushing and its format: 27.005 leaves both to the maker. */
  freshTextMode: boolean;
  fate(command: string): Fate;
  /** Said in the middle of an answer, without its line ending; null: nothing. */
  interruption(): string | null;
  /** Bytes of noise before an answer; empty: none. */
  noise(): Uint8Array;
}

export const PROMPT_ANSWER_MS = 20;
const NOTHING = new Uint8Array(0);

/** A modem that does what it is told, at once. */
export function goodMood(): Mood {
  return {
    sim: "ready",
    echoStuck: false,
    pushes: "as-asked",
    freshTextMode: false,
    fate: () => ({ kind: "answered", pauseMs: PROMPT_ANSWER_MS }),
    interruption: () => null,
    noise: () => NOTHING,
  };
}

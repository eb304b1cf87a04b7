import type { ReadStream } from "node:tty";
import type { HandWord } from "./hand-request.ts";

/** That many presses of one key within this time: quick for anyone who means it, out of reach for a cat on the keyboard. */
const PRESS_WINDOW_MS = 2000;
const PRESSES = 3;
const CTRL_C = 3;

/** What the keys of a device with a keyboard stand for; capitals count as well. A veto needs one press: there is no time. H calls for help, A says that all is well again. */
export const HAND_KEYS: Readonly<Record<string, HandWord>> = {
  w: "withdraw",
  d: "delete",
  o: "object",
  p: "pause",
  r: "resume",
  s: "safe",
  v: "veto",
  h: "help",
  a: "help-over",
};

/**
 * The wearer's hand on a device with a keyboard: a key three times is an act, Ctrl-C ends. Without a terminal it does nothing.
 * @returns a function that stops watching and gives the terminal back.
 */
export function watchWearer(input: ReadStream, act: (word: HandWord) => void, end: () => void): () => void {
  if (!input.isTTY) return () => undefined;
  let pressed = "";
  let presses: number[] = [];
  function onKey(key: string): void {
    const word = HAND_KEYS[key];
    if (word === undefined) return;
    const now = performance.now();
    presses = (key === pressed ? presses : []).filter((at) => now - at < PRESS_WINDOW_MS).concat(now);
    pressed = key;
    if (presses.length < PRESSES && word !== "veto") return;
    presses = [];
    act(word);
  }
  function onData(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte === CTRL_C) end();
      else onKey(String.fromCharCode(byte).toLowerCase());
    }
  }
  input.setRawMode(true);
  input.resume();
  input.on("data", onData);
  return () => {
    input.off("data", onData);
    input.setRawMode(false);
    input.pause();
  };
}

import type { ReadStream } from "node:tty";

/** Three presses within this time withdraw: quick for anyone who means it, out of reach for a cat on the keyboard. */
const PRESS_WINDOW_MS = 2000;
const PRESSES = 3;
const CTRL_C = 3;

/**
 * The wearer's hand on a device with a keyboard: w three times withdraws, Ctrl-C ends. Without a terminal it does nothing.
 * @returns a function that stops watching and gives the terminal back.
 */
export function watchWearer(input: ReadStream, withdraw: () => void, end: () => void): () => void {
  if (!input.isTTY) return () => undefined;
  let presses: number[] = [];
  function onData(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte === CTRL_C) end();
      if (byte !== 0x77 && byte !== 0x57) continue;
      const now = performance.now();
      presses = presses.filter((at) => now - at < PRESS_WINDOW_MS).concat(now);
      if (presses.length >= PRESSES) {
        presses = [];
        withdraw();
      }
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

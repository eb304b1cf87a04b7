import { isatty } from "node:tty";
import type { Lamp, LampPattern } from "../core/ports.ts";

/** What the wearer reads. Plain words beside each sign, for those who cannot tell the signs or the colours apart. */
const LINES: Record<LampPattern, { sign: string; words: string; colour: number }> = {
  dark: { sign: "○", words: "not recording", colour: 2 },
  recording: { sign: "●", words: "recording your position", colour: 31 },
  silent: { sign: "◌", words: "on, but not recording", colour: 33 },
  announced: { sign: "◐", words: "an emergency is called; you may refuse it", colour: 36 },
  panic: { sign: "‼", words: "your call for help goes out", colour: 32 },
  fault: { sign: "!", words: "fault: not recording, needs care", colour: 35 },
};

function lineOf(pattern: LampPattern, coloured: boolean): string {
  const { sign, words, colour } = LINES[pattern];
  const shownSign = coloured ? `\u001b[${colour}m${sign}\u001b[0m` : sign;
  return `\r\u001b[2K${shownSign} ${words}`;
}

/** Whether the terminal is there now: `isTTY` alone stays true after its window was closed. */
function isAlive(stream: NodeJS.WriteStream): boolean {
  const fd = "fd" in stream && typeof stream.fd === "number" ? stream.fd : null;
  return stream.isTTY === true && stream.writable && !stream.destroyed && fd !== null && isatty(fd);
}

/**
 * One status line on a terminal as the wearer's indicator, for a desk and for a board with a small screen. Without a
 * terminal (a pipe, a file, a closed window) it does not answer, so the gate stays shut. NO_COLOR is honoured.
 */
export function terminalLamp(stream: NodeJS.WriteStream): Lamp {
  const coloured = (process.env.NO_COLOR ?? "") === "";
  let shown: LampPattern | null = null;
  let closed = false;
  const onError = () => {
    shown = null;
  };
  stream.on("error", onError);

  return {
    show(pattern) {
      if (closed || pattern === shown) return;
      shown = null;
      if (!isAlive(stream)) return;
      // Until the write has gone through nothing is known of what the wearer sees.
      stream.write(lineOf(pattern, coloured), (error) => {
        shown = error === null || error === undefined ? pattern : null;
      });
    },
    read: () => (closed || !isAlive(stream) ? null : shown),
    close() {
      if (closed) return;
      closed = true;
      if (isAlive(stream)) stream.write(`${lineOf("dark", coloured)}\n`);
      // The last write may still fail; that error has no one left to matter to.
      setImmediate(() => stream.off("error", onError)).unref();
    },
  };
}

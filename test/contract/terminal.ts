import { closeSync, readSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { WriteStream } from "node:tty";

interface Native {
  open(columns: number, rows: number): { master: number; slave: number };
}

export interface TestTerminal {
  /** The program's side. */
  stream: WriteStream;
  /** What the person sees, control codes and all. */
  screen(): string;
  /** Closes the window. */
  hangUp(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A real pseudo-terminal with a program's output on it. Only the native `open` is used: node-pty's own objects signal
 * every process of the machine when they are closed.
 */
export async function openTerminal(): Promise<TestTerminal> {
  const require = createRequire(import.meta.url);
  const native = require(`@lydell/node-pty-${process.platform}-${process.arch}/pty.node`) as Native;
  const { master, slave } = native.open(80, 24);
  // As Node does for its own stdout and stderr.
  const stream = Object.assign(new WriteStream(slave), { fd: slave });
  const buffer = Buffer.alloc(4096);
  let seen = "";
  let open = true;

  function look(): void {
    try {
      while (open) seen += buffer.toString("utf8", 0, readSync(master, buffer, 0, buffer.length, null));
    } catch {
      // EAGAIN: nothing more for now.
    }
  }
  async function hangUp(): Promise<void> {
    if (open) closeSync(master);
    open = false;
    await pause(20);
  }
  return {
    stream,
    screen() {
      look();
      return seen;
    },
    hangUp,
    async close() {
      await hangUp();
      stream.destroy();
    },
  };
}

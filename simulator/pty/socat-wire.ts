import { type ChildProcess, spawn } from "node:child_process";
import type { Wire } from "./wire.ts";

const START_LIMIT_MS = 5000;
/** What socat says before it names the device is short; more of it is no use to anyone. */
const MAX_NOTICE_CHARS = 4096;

/** The way round where node-pty has no native part: socat makes the device. Null where there is no socat either. */
export async function openSocatWire(): Promise<Wire | null> {
  const child = spawn("socat", ["-d", "-d", "pty,raw,echo=0", "-"], { stdio: ["pipe", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const device = await Promise.race([deviceNamed(child), ended.then(() => null)]);
  if (device === null) {
    child.kill();
    return null;
  }
  child.stdout.resume();
  child.stderr.resume();
  // A pipe that breaks because socat ended is seen as a wire that takes nothing more.
  child.stdin.on("error", () => undefined);
  return wireOf(child, device, ended);
}

function deviceNamed(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let text = "";
    const limit = setTimeout(() => resolve(null), START_LIMIT_MS);
    child.stderr?.on("data", (chunk: Buffer) => {
      if (text.length < MAX_NOTICE_CHARS) text += chunk.toString("latin1");
      const found = /PTY is (\S+)/.exec(text);
      if (found === null) return;
      clearTimeout(limit);
      resolve(found[1] ?? null);
    });
    child.once("exit", () => clearTimeout(limit));
    child.once("error", () => clearTimeout(limit));
  });
}

function wireOf(child: ChildProcess, device: string, ended: Promise<void>): Wire {
  let writing = false;
  let retryWhenWritten: (() => void) | null = null;
  return {
    device,
    listened: () => child.exitCode === null,
    offer(bytes) {
      if (writing || child.exitCode !== null || child.stdin === null) return 0;
      writing = true;
      // Copied: the queue reuses its memory while the pipe may still hold this.
      child.stdin.write(Buffer.from(bytes), () => {
        writing = false;
        const retry = retryWhenWritten;
        retryWhenWritten = null;
        retry?.();
      });
      return bytes.length;
    },
    onHeard(listen) {
      child.stdout?.on("data", (bytes: Buffer) => listen(new Uint8Array(bytes)));
    },
    whenRoom(retry) {
      retryWhenWritten = retry;
    },
    async close() {
      child.kill();
      await ended;
    },
  };
}

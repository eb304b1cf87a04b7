import { statSync } from "node:fs";
import { connect, type Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import { SerialPort } from "serialport";
import { exchangeLine, hearLines, makeLineWatch } from "../protocol/exchange-line.ts";

/** silent: nothing came in time; stray: only other things come; closed: the stream is at its end. */
export type TalkEnd = "silent" | "stray" | "closed";

/** The messages of an exchange on some stream of bytes. */
export interface Talk {
  send(message: Uint8Array): void;
  /** The next message, not yet known to be sound. */
  next(timeoutMs: number): Promise<Uint8Array | TalkEnd>;
  /** Ends whoever waits for a message, and every later wait. */
  cancel(): void;
  /** Sends out what waits and lets go. */
  close(): Promise<void>;
}

interface Stream {
  input: Readable;
  output: Writable;
  close(): Promise<void>;
}

const BAUD_RATE = 115_200;
/** Messages of one attempt and then some; who sends more is not spoken to. */
const MAX_WAITING = 64;

/** Reads messages off a stream. Only one may wait at a time. */
export function talkOn({ input, output, close }: Stream): Talk {
  const watch = makeLineWatch();
  const waiting: Uint8Array[] = [];
  let end: TalkEnd | null = null;
  let wake: (() => void) | null = null;

  function stop(why: TalkEnd): void {
    end ??= why;
    wake?.();
  }
  function hear(bytes: Uint8Array): void {
    const heard = end === null ? hearLines(watch, bytes) : [];
    if (heard === null || waiting.length + heard.length > MAX_WAITING) return stop("stray");
    waiting.push(...heard);
    if (waiting.length > 0) wake?.();
  }
  input.on("data", hear);
  input.on("end", () => stop("closed"));
  input.on("close", () => stop("closed"));
  input.on("error", () => stop("closed"));
  output.on("error", () => stop("closed"));

  return {
    send: (message) => void output.write(exchangeLine(message)),
    async next(timeoutMs) {
      if (waiting.length === 0 && end === null) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        wake = null;
      }
      return waiting.shift() ?? end ?? "silent";
    },
    cancel: () => stop("closed"),
    async close() {
      stop("closed");
      input.off("data", hear);
      await close();
    },
  };
}

function standardStreams(): Stream {
  const close = async (): Promise<void> => void process.stdin.destroy();
  return { input: process.stdin, output: process.stdout, close };
}

function closeSocket(socket: Socket): Promise<void> {
  return new Promise((done) => {
    socket.end(() => {
      socket.destroy();
      done();
    });
  });
}

// The end of a stream closes no serial port: what waits is sent out, and then the port itself let go of.
function closePort(port: SerialPort): Promise<void> {
  return new Promise((done) => {
    port.drain(() => (port.isOpen ? port.close(() => done()) : done()));
  });
}

/** Waits until a stream is open. @throws the system's error. */
function opened<T extends Readable & Writable>(
  stream: T,
  event: "connect" | "open",
  close: (it: T) => Promise<void>,
): Promise<Stream> {
  return new Promise((resolve, reject) => {
    stream.once("error", reject);
    stream.once(event, () => {
      stream.off("error", reject);
      resolve({ input: stream, output: stream, close: () => close(stream) });
    });
  });
}

/**
 * Opens what an exchange travels on.
 * @param path a serial port, a socket of this machine, or "-" for standard input and output.
 * @returns a sentence that says what to do when it cannot be opened.
 */
export async function openTalk(path: string): Promise<Talk | string> {
  if (path === "-") return talkOn(standardStreams());
  try {
    const kind = statSync(path);
    if (kind.isSocket()) return talkOn(await opened(connect(path), "connect", closeSocket));
    if (kind.isCharacterDevice()) return talkOn(await opened(new SerialPort({ path, baudRate: BAUD_RATE }), "open", closePort));
    return `${path} carries nothing both ways. Name a serial port, a socket, or - for standard input and output.`;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return `cannot open ${path} (${code ?? message}). Connect the cable, and see that this user may use it (group dialout).`;
  }
}

import { openPty } from "../pty/pty.ts";
import type { ReplaySink } from "../replay.ts";

/** Where the command sends the bytes. */
export interface Outlet extends ReplaySink {
  /** For people; null when it needs no saying. */
  name: string | null;
  ready(): boolean;
  /** Whether anybody reads at all. */
  listened(): boolean;
  /** Called once when nobody can ever read again. */
  onBroken(tell: () => void): void;
  dropped(): number;
  close(): Promise<void>;
}

/** So that a full turn of the replay still fits into the queue of the pseudo-terminal. */
const READY_BELOW_BYTES = 32_768;
/** What may wait for a slow pipe; more is dropped and counted. */
const PIPE_BYTES = 1_048_576;
/** How long a reader gets to take the last bytes before the port goes. */
const FAREWELL_MS = 300;

/** @throws PtyFault */
export async function ptyOutlet(link: string | undefined): Promise<Outlet> {
  const pty = await openPty(link === undefined ? {} : { link });
  return {
    name: pty.path,
    write: pty.write,
    ready: () => pty.listened() && pty.backlog() < READY_BELOW_BYTES,
    listened: pty.listened,
    onBroken: () => undefined,
    dropped: pty.dropped,
    async close() {
      if (pty.listened()) await new Promise((resolve) => setTimeout(resolve, FAREWELL_MS));
      await pty.close();
    },
  };
}

/** @param stream standard output, usually a pipe */
export function streamOutlet(stream: NodeJS.WriteStream): Outlet {
  let dropped = 0;
  let tell: () => void = () => undefined;
  let broken = false;
  stream.on("error", () => {
    broken = true;
    tell();
  });
  return {
    name: null,
    write(bytes) {
      if (broken || stream.writableLength > PIPE_BYTES) dropped += bytes.length;
      // Copied: the caller may reuse the bytes while the stream still holds them.
      else stream.write(Buffer.from(bytes));
    },
    ready: () => stream.writableLength < READY_BELOW_BYTES,
    listened: () => !broken,
    onBroken(run) {
      tell = run;
    },
    dropped: () => dropped,
    close: () => Promise.resolve(),
  };
}

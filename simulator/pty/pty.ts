import { byteQueue } from "./byte-queue.ts";
import { linkTo } from "./link.ts";
import { openNativeWire } from "./native-wire.ts";
import { PtyFault } from "./pty-fault.ts";
import { openSocatWire } from "./socat-wire.ts";
import type { Wire } from "./wire.ts";

/** A serial port that programs open like that of a real receiver. */
export interface Pty {
  /** The link that was asked for, otherwise the device. */
  path: string;
  /** Sends. Never blocks; the bytes may be reused after the call. */
  write(bytes: Uint8Array): void;
  /** Hands on what the reader's side sends, from now on; otherwise it is thrown away. */
  hear(listen: (bytes: Uint8Array) => void): void;
  /** Bytes that were lost: nobody had the port open, or whoever had it did not read in time. */
  dropped(): number;
  /** Bytes that wait for the reader, at most QUEUE_BYTES; a sender that must not lose any waits until there are few. */
  backlog(): number;
  /** Whether somebody has the port open now. Always true with socat, which does not tell. */
  listened(): boolean;
  /** Takes link and device away. Twice is no error. */
  close(): Promise<void>;
}

/** Five seconds of 115,200 baud: a reader that is further behind than that is served the present. */
export const QUEUE_BYTES = 65_536;
/** A command waits no longer than this to be heard. */
const LOOK_MS = 2;

/**
 * Opens a pseudo-terminal in raw mode. Node passes its inner end on to programs started while it is open; the device stays
 * until they have ended too, so start them before.
 * @param options.link a path for a symbolic link to it, so that readers can be told a name that stays
 * @throws PtyFault
 */
export async function openPty(options: { link?: string } = {}): Promise<Pty> {
  const wire = (await openNativeWire()) ?? (await openSocatWire());
  if (wire === null) {
    throw new PtyFault(
      "no-pty",
      "No pseudo-terminal: @lydell/node-pty has no native part for this platform and socat is not installed. Install socat, or use --stdout.",
    );
  }
  if (options.link === undefined) return ptyOn(wire, wire.device, null);
  try {
    return ptyOn(wire, options.link, linkTo(wire.device, options.link));
  } catch (error) {
    await wire.close();
    throw error;
  }
}

/**
 * The queue, the link and the wire put together; exported so that tests can try either wire.
 * @param unlink takes the link away, also when the process ends without `close`
 */
export function ptyOn(wire: Wire, path: string, unlink: (() => void) | null): Pty {
  const queue = byteQueue(QUEUE_BYTES);
  let waiting = false;
  let closed = false;
  let looking: NodeJS.Timeout | null = null;
  if (unlink !== null) process.once("exit", unlink);

  function flush(): void {
    if (closed) return;
    if (!wire.listened()) queue.discard();
    while (queue.size() > 0) {
      const taken = wire.offer(queue.front());
      if (taken === 0) return retryLater();
      queue.shift(taken);
    }
  }

  function retryLater(): void {
    if (waiting) return;
    waiting = true;
    wire.whenRoom(() => {
      waiting = false;
      flush();
    });
  }

  return {
    path,
    write(bytes) {
      if (closed) return;
      queue.push(bytes);
      if (!waiting) flush();
    },
    hear(listen) {
      wire.onHeard(listen);
      looking ??= setInterval(() => wire.listened(), LOOK_MS);
    },
    dropped: queue.dropped,
    backlog: queue.size,
    listened: () => !closed && wire.listened(),
    async close() {
      if (closed) return;
      closed = true;
      if (looking !== null) clearInterval(looking);
      if (unlink !== null) {
        process.removeListener("exit", unlink);
        unlink();
      }
      await wire.close();
    },
  };
}

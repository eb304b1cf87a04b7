import { closeSync, constants, openSync, readSync } from "node:fs";
import { createRequire } from "node:module";

/** A device file that is read when it has something to say. */
export interface WaitingFile {
  /** Bytes that are there now; null when there are none. @throws when the device is gone. */
  read(into: Uint8Array): number | null;
  /** Calls once, when reading is worthwhile or the device is gone. */
  whenReadable(heard: (error: Error | null) => void): void;
  /** Twice is an error of whoever calls. */
  close(): void;
}

interface Poller {
  once(event: "readable", heard: (error: Error | null) => void): unknown;
  stop(): void;
  destroy(): void;
}

// The poller of serialport's binding, in the version that serialport itself installs. Node's own streams would hold a
// thread of its pool in a blocking read of the device, which neither `destroy` nor the end of the program can call back:
// a device that is stopped would not end before its wearer presses the button once more.
function pollerOf(fd: number): Poller {
  const fromHere = createRequire(import.meta.url);
  const fromSerialport = createRequire(fromHere.resolve("serialport"));
  const binding = fromSerialport("@serialport/bindings-cpp/dist/poller.js") as { Poller: new (fd: number) => Poller };
  return new binding.Poller(fd);
}

function isPatience(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "EAGAIN" || code === "EWOULDBLOCK" || code === "EINTR";
}

/** @throws what the system says when it cannot be opened, or is nothing that can be waited for. */
export function openWaitingFile(path: string): WaitingFile {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  let poller: Poller;
  try {
    poller = pollerOf(fd);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  return {
    read(into) {
      try {
        const count = readSync(fd, into, 0, into.length, null);
        if (count === 0) throw new Error("the device is at its end");
        return count;
      } catch (error) {
        if (isPatience(error)) return null;
        throw error;
      }
    },
    whenReadable: (heard) => void poller.once("readable", heard),
    close() {
      poller.stop();
      poller.destroy();
      closeSync(fd);
    },
  };
}

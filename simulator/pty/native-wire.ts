import { closeSync, fstatSync, readSync, statSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { ReadStream } from "node:tty";
import type { Wire } from "./wire.ts";

/**
 * The one function used of node-pty. Its own Terminal objects are never made: one that was opened and not spawned signals
 * process -1 when it is closed, and that is every process of the user.
 */
interface NativePty {
  open(columns: number, rows: number): { master: number; slave: number; pty: string };
}

/** A reader that sends without end is read this many times a look, of 4 KB each, so that it cannot hold us up. */
const READS_A_LOOK = 16;
/**
 * The kernel holds some 12 KB, a second at 115,200 baud. A reader that keeps up makes room within microseconds, so at
 * first every turn of the event loop looks; one that does not is looked at once a millisecond.
 */
const QUICK_LOOKS = 64;
const ROOM_PAUSE_MS = 1;

/** Null where the native part is not installed for this platform, or the system has no pseudo-terminal left. */
export async function openNativeWire(): Promise<Wire | null> {
  const native = loadNative();
  if (native === null) return null;
  const ends = openEnds(native);
  if (ends === null) return null;
  try {
    await makeRaw(ends.slave, ends.pty);
    return wireOf(ends.master, ends.pty);
  } catch {
    closeSync(ends.master);
    return null;
  }
}

function openEnds(native: NativePty): ReturnType<NativePty["open"]> | null {
  try {
    return native.open(80, 24);
  } catch {
    return null;
  }
}

function loadNative(): NativePty | null {
  const require = createRequire(import.meta.url);
  try {
    return require(`@lydell/node-pty-${process.platform}-${process.arch}/pty.node`) as NativePty;
  } catch {
    return null;
  }
}

/**
 * A new terminal echoes and edits lines, so a reader that does not set it up would send our sentences back to us. The
 * setting stays with the device after our end of it is closed, and it has to be closed: only then does reading the other
 * end tell whether somebody listens.
 */
function makeRaw(slave: number, device: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = new ReadStream(slave);
    stream.once("error", reject);
    stream.once("close", () => {
      closeIfOurs(slave, device);
      resolve();
    });
    stream.setRawMode(true);
    stream.destroy();
  });
}

/**
 * Where libuv could open the device a second time it closes that one and leaves this number to us; otherwise the number
 * is closed, and may be somebody else's by now.
 */
function closeIfOurs(fd: number, device: string): void {
  try {
    if (fstatSync(fd).rdev === statSync(device).rdev) closeSync(fd);
  } catch {
    // EBADF: closed with the stream.
  }
}

function wireOf(master: number, device: string): Wire {
  const heard = Buffer.alloc(4096);
  let listen: (bytes: Uint8Array) => void = () => undefined;
  let closed = false;
  let fruitless = 0;

  /** EAGAIN: open and silent. EIO: nobody has it open. */
  function listened(): boolean {
    for (let n = 0; n < READS_A_LOOK; n++) {
      try {
        const count = readSync(master, heard, 0, heard.length, null);
        if (count === 0) return false;
        listen(new Uint8Array(heard.subarray(0, count)));
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EAGAIN";
      }
    }
    return true;
  }

  return {
    device,
    listened: () => !closed && listened(),
    offer(bytes) {
      const taken = closed ? 0 : writeNow(master, bytes);
      fruitless = taken === 0 ? fruitless + 1 : 0;
      return taken;
    },
    onHeard(to) {
      listen = to;
    },
    whenRoom(retry) {
      if (fruitless <= QUICK_LOOKS) setImmediate(retry);
      else setTimeout(retry, ROOM_PAUSE_MS).unref();
    },
    close() {
      if (!closed) closeSync(master);
      closed = true;
      return Promise.resolve();
    },
  };
}

/** EAGAIN: no room. Anything else means a device that is gone, and then there is no room either. */
function writeNow(master: number, bytes: Uint8Array): number {
  try {
    return writeSync(master, bytes);
  } catch {
    return 0;
  }
}

import { readSync } from "node:fs";
import { SerialPort } from "serialport";

/** What serialport's binding offers on Linux and macOS, as far as it is needed here. */
interface PosixPort {
  fd: number | null;
  isOpen: boolean;
  poller: { once(event: "readable", heard: (error: Error | null) => void): unknown };
  flush(): Promise<void>;
  write(bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

function isPosix(port: object): port is PosixPort {
  return "fd" in port && "poller" in port;
}

/** An open serial port, read without blocking. */
export interface RawPort {
  /** Bytes that are there now; null when there are none. @throws when the port is gone. */
  read(into: Buffer): number | null;
  /** Calls once, when reading is worthwhile or the port is gone. */
  whenReadable(heard: (error: Error | null) => void): void;
  /** @throws when the port is gone. */
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

function isPatience(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "EAGAIN" || code === "EWOULDBLOCK" || code === "EINTR";
}

function rawPort(port: PosixPort): RawPort {
  return {
    read(into) {
      if (port.fd === null) throw new Error("the port is closed");
      try {
        const count = readSync(port.fd, into, 0, into.length, null);
        // A terminal that was hung up reads as "end of file" for ever; a living one has no end.
        if (count === 0) throw new Error("the port was unplugged");
        return count;
      } catch (error) {
        if (isPatience(error)) return null;
        throw error;
      }
    },
    whenReadable: (heard) => void port.poller.once("readable", heard),
    write: (bytes) => port.write(Buffer.from(bytes)),
    async close() {
      if (port.isOpen) await port.close();
    },
  };
}

/**
 * Opens a port: raw mode, 8 data bits, no parity, one stop bit (NMEA 0183, 2), locked against a second reader, and empty
 * of what came before. serialport's own stream is left out: its read loop spins at full speed on a port that was
 * unplugged between two reads, because it takes an end of file for "nothing yet".
 * @throws what the binding throws; `openTrouble` names it.
 */
export async function openRawPort(path: string, baudRate: number): Promise<RawPort> {
  const port: object = await SerialPort.binding.open({ path, baudRate, lock: true });
  if (!isPosix(port)) throw new Error("Serial receivers are read on Linux and macOS only.");
  try {
    await port.flush();
  } catch (error) {
    await port.close();
    throw error;
  }
  return rawPort(port);
}

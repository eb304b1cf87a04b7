import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { endianness, tmpdir } from "node:os";
import { join } from "node:path";

/** The code of the key that is the wearer's button: BTN_0. */
export const KEY = 256;

/** A record as the kernel writes it: two words of time, then type, code and value. */
export function inputRecord(wordBytes: 4 | 8, type: number, code: number, value: number): Buffer {
  const record = Buffer.alloc(2 * wordBytes + 8, 0xa5);
  const view = new DataView(record.buffer, record.byteOffset, record.length);
  const little = endianness() === "LE";
  view.setUint16(2 * wordBytes, type, little);
  view.setUint16(2 * wordBytes + 2, code, little);
  view.setInt32(2 * wordBytes + 4, value, little);
  return record;
}

export interface FakeInput {
  path: string;
  /** A change of a key, and the mark that ends each of the kernel's reports. */
  key(code: number, value: number): void;
  write(bytes: Uint8Array): void;
  unplug(): void;
  plug(): void;
  close(): void;
}

/** A pipe with a name in place of /dev/input/event0: it is waited for, is read in pieces, and ends when it is unplugged. */
export function fakeInput(plugged = true): FakeInput {
  const folder = mkdtempSync(join(tmpdir(), "lychnos-input-"));
  const path = join(folder, "event0");
  let fd: number | null = null;

  function plug(): void {
    execFileSync("mkfifo", [path]);
    // Open for both, as Linux allows: it neither waits for a reader nor ends when one leaves.
    fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  }
  function unplug(): void {
    if (fd === null) return;
    rmSync(path);
    closeSync(fd);
    fd = null;
  }
  function write(bytes: Uint8Array): void {
    if (fd !== null) writeSync(fd, bytes);
  }
  if (plugged) plug();
  return {
    path,
    plug,
    unplug,
    write,
    key: (code, value) => write(Buffer.concat([inputRecord(8, 1, code, value), inputRecord(8, 0, 0, 0)])),
    close() {
      unplug();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

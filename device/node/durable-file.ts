import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

/** Files of the device hold keys: nobody but its own user reads them. */
export const FILE_MODE = 0o600;
const ZEROS = Buffer.alloc(65536);

/** Writes the whole of `bytes`, however many calls the system makes of it. @throws with the system's error. */
export function writeAll(fd: number, bytes: Uint8Array, at: number | null = null): void {
  let done = 0;
  while (done < bytes.length) {
    const position = at === null ? null : at + done;
    done += writeSync(fd, bytes, done, bytes.length - done, position);
  }
}

/** A rename or removal is durable only when its directory is (fsync(2), notes). */
export function syncDirectory(directory: string): void {
  const fd = openSync(directory, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Null when there is no such file. */
export function openExisting(path: string, flags: "r" | "r+"): number | null {
  try {
    return openSync(path, flags);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/**
 * Overwrites a file in place and closes it. On a disk this destroys what was there; a card that levels its wear may keep
 * an old copy that only its own controller can reach, which docs/security.md says.
 */
export function zeroAndClose(fd: number): void {
  try {
    const size = fstatSync(fd).size;
    for (let at = 0; at < size; at += ZEROS.length) writeAll(fd, ZEROS.subarray(0, Math.min(ZEROS.length, size - at)), at);
    fdatasyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Zeros, then no more. Nothing happens when there is no such file. @throws with the system's error. */
export function eraseFile(path: string): void {
  const fd = openExisting(path, "r+");
  if (fd === null) return;
  zeroAndClose(fd);
  unlinkSync(path);
  syncDirectory(dirname(path));
}

/** Whole and durable, or an error and the old value. What stood there before is overwritten with zeros afterwards. */
export function replaceFile(path: string, bytes: Uint8Array): void {
  const temporary = `${path}.tmp`;
  const fd = openSync(temporary, "w", FILE_MODE);
  try {
    writeAll(fd, bytes);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  const old = openExisting(path, "r+");
  try {
    renameSync(temporary, path);
    syncDirectory(dirname(path));
  } catch (error) {
    if (old !== null) closeSync(old);
    throw error;
  }
  if (old !== null) zeroAndClose(old);
}

/** A file that only grows, kept open. */
export interface GrowingFile {
  /** Durable on return. @throws with the system's error, and then the file is as long as before. */
  append(bytes: Uint8Array): void;
  close(): void;
}

export function openGrowing(path: string): GrowingFile {
  const fd = openSync(path, "a", FILE_MODE);
  let size = fstatSync(fd).size;
  let torn = false;
  return {
    append(bytes) {
      // Half an addition must not lie in front of the next one: a reader stops at the first torn record.
      if (torn) ftruncateSync(fd, size);
      torn = true;
      writeAll(fd, bytes);
      fdatasyncSync(fd);
      torn = false;
      size += bytes.length;
    },
    close: () => closeSync(fd),
  };
}

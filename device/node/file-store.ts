import { closeSync, existsSync, fstatSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Store, StoreName } from "../core/ports.ts";
import { lockDirectory } from "./directory-lock.ts";
import { eraseFile, type GrowingFile, openExisting, openGrowing, replaceFile, syncDirectory } from "./durable-file.ts";

export { lockHolder } from "./directory-lock.ts";

export interface FileStore extends Store {
  /** Why the last call that failed did so, in words without any content; null when none has failed. */
  lastProblem(): string | null;
  /** Lets another program have the directory. Twice is no error; every call after it fails. */
  close(): void;
}

const NAME = /^[A-Za-z0-9-]{1,64}$/;
const VALUE = ".value";
/** A value larger than this is not ours: the outbox at its limit stays below 2 MB. */
const MAX_VALUE_BYTES = 16 * 1024 * 1024;
/** The device appends to two values; a few more cost nothing, and an unlimited number would. */
const MAX_OPEN = 8;

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function readWhole(path: string): Uint8Array | null {
  const fd = openExisting(path, "r");
  if (fd === null) return null;
  try {
    if (fstatSync(fd).size > MAX_VALUE_BYTES) throw new Error("a stored value is larger than any that the device writes");
    return new Uint8Array(readFileSync(fd));
  } finally {
    closeSync(fd);
  }
}

/**
 * Not `mkdir` with `recursive`: Node's loops for ever where the system answers ENOENT below a directory that exists, as
 * /proc does. A directory that is there already keeps its rights: it may be anyone's.
 */
function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    if (existsSync(directory) && statSync(directory).isDirectory()) return;
    const parent = dirname(directory);
    if (parent === directory || existsSync(parent)) throw error;
    makeDirectory(parent);
    mkdirSync(directory, { mode: 0o700 });
  }
}

/** @throws an error that says what to do. */
function prepare(directory: string): () => void {
  const advice = `Give the device a directory of its own that this user may write: ${directory}`;
  try {
    makeDirectory(resolve(directory));
  } catch (error) {
    throw new Error(`The state directory cannot be used (${reason(error)}). ${advice}`);
  }
  let lock: ReturnType<typeof lockDirectory>;
  try {
    lock = lockDirectory(directory);
  } catch (error) {
    throw new Error(`The state directory cannot be written (${reason(error)}). ${advice}`);
  }
  if (lock === null) {
    throw new Error(
      `Another device is running on ${directory}. Two must never share their keys: stop it, or use another directory.`,
    );
  }
  return lock.release;
}

/** A power cut in the middle of `replace` leaves its temporary file, which may hold a key. */
function sweep(directory: string): void {
  for (const file of readdirSync(directory)) {
    if (file.endsWith(`${VALUE}.tmp`)) eraseFile(join(directory, file));
  }
}

/** Looks at a value of a directory that another program holds; null when there is none or it cannot be read. */
export function peek(directory: string, name: StoreName): Uint8Array | null {
  try {
    return NAME.test(name) ? readWhole(join(directory, name + VALUE)) : null;
  } catch {
    return null;
  }
}

class Growing {
  private readonly files = new Map<StoreName, GrowingFile>();

  open(name: StoreName, path: string, directory: string): GrowingFile {
    const known = this.files.get(name);
    if (known !== undefined) return known;
    const oldest = this.files.size < MAX_OPEN ? undefined : this.files.keys().next().value;
    if (oldest !== undefined) this.forget(oldest);
    const fresh = openGrowing(path);
    syncDirectory(directory);
    this.files.set(name, fresh);
    return fresh;
  }

  forget(name: StoreName): void {
    this.files.get(name)?.close();
    this.files.delete(name);
  }

  forgetAll(): void {
    for (const name of [...this.files.keys()]) this.forget(name);
  }
}

/**
 * Values as files in a directory of the device's own (0700, files 0600).
 * @throws when the directory cannot be made, written, or is in use by another device.
 */
export function fileStore(directory: string): FileStore {
  const release = prepare(directory);
  const growing = new Growing();
  let problem: string | null = null;
  let closed = false;

  function attempt<T>(name: StoreName, act: (path: string) => T, otherwise: T): T {
    try {
      if (closed) throw new Error("the store is closed");
      if (!NAME.test(name)) throw new Error("a stored value's name is 1 to 64 letters, digits and dashes");
      return act(join(directory, name + VALUE));
    } catch (error) {
      problem = reason(error);
      return otherwise;
    }
  }

  // A file that stays open would go on growing after its name was given to another.
  function change(name: StoreName, act: (path: string) => void): boolean {
    return attempt(
      name,
      (path) => {
        growing.forget(name);
        act(path);
        return true;
      },
      false,
    );
  }

  try {
    sweep(directory);
  } catch (error) {
    release();
    throw new Error(
      `The state directory cannot be cleaned (${reason(error)}). Give this user the right to write in ${directory}`,
    );
  }
  return {
    load: (name) => attempt(name, readWhole, null),
    replace: (name, bytes) => change(name, (path) => replaceFile(path, bytes)),
    append: (name, bytes) =>
      attempt(
        name,
        (path) => {
          growing.open(name, path, directory).append(bytes);
          return true;
        },
        false,
      ),
    erase: (name) => change(name, eraseFile),
    lastProblem: () => problem,
    close() {
      if (closed) return;
      closed = true;
      growing.forgetAll();
      release();
    },
  };
}

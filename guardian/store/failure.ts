/**
 * Why the store cannot do what it was asked.
 * key-lost: there is a database but no key for it; exposed: others on this machine may read the key or the folder;
 * no-device, many-waiting, leaving: nothing more can be asked of this device.
 */
export type StoreFailure =
  | "damaged"
  | "newer"
  | "wrong-key"
  | "key-lost"
  | "exposed"
  | "not-writable"
  | "full"
  | "busy"
  | "no-device"
  | "many-waiting"
  | "leaving"
  | "failed";

export interface Failed {
  ok: false;
  failure: StoreFailure;
  /** What happened and what to do, for people. Never holds data. */
  sentence: string;
}

const SENTENCES: Record<StoreFailure, string> = {
  damaged: "The console's database is damaged. Restore it from a backup, or move it away and pair the devices again.",
  newer: "The console's database was written by a newer Lychnos. Install that version or a later one; nothing was changed.",
  "wrong-key": "The console key does not fit this database. Use the key file that was made with it; nothing was changed.",
  "key-lost": "There is a database but no console key for it. Put the key file back; without it the database cannot be read.",
  exposed: "Others on this machine may read the console's files. Take their access away with chmod go-rwx, then start again.",
  "not-writable": "The console's database cannot be written. Check that its folder exists, is yours and is not read-only.",
  full: "The disk is full or failing, so nothing more is stored or acknowledged. Devices keep their frames until there is room.",
  busy: "Another program holds the console's database. Stop it, then try again.",
  "no-device": "This console has no such device any more. See which it has with: lychnos guardian list",
  "many-waiting":
    "So much waits for this device already that nothing more is taken. Ask again when it has answered, or given up.",
  leaving: "This console is leaving the device, so nothing more can be asked of it.",
  failed: "The console's database refused the work.",
};

export function failed(failure: StoreFailure): Failed {
  return { ok: false, failure, sentence: SENTENCES[failure] };
}

const NO_WRITING = new Set(["EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR", "EISDIR"]);

function failureOf(code: string): StoreFailure {
  if (code.startsWith("SQLITE_NOTADB") || code.startsWith("SQLITE_CORRUPT")) return "damaged";
  if (code.startsWith("SQLITE_READONLY") || code.startsWith("SQLITE_CANTOPEN") || code.startsWith("SQLITE_PERM"))
    return "not-writable";
  if (code.startsWith("SQLITE_FULL") || code.startsWith("SQLITE_IOERR")) return "full";
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) return "busy";
  if (NO_WRITING.has(code)) return "not-writable";
  return code === "ENOSPC" || code === "EIO" ? "full" : "failed";
}

/** Names an error of the engine or the file system. Its own text is left out: it may quote what was being stored. */
export function asFailure(error: unknown): Failed {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const failure = failed(failureOf(code));
  return failure.failure === "failed" && code !== "" ? { ...failure, sentence: `${failure.sentence} (${code})` } : failure;
}

/** What was asked for, or why it could not be done. */
export type Done<T> = { ok: true; value: T } | Failed;

/** Turns what the engine or the file system throws into a value. */
export function attempt<T>(work: () => T): Done<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return asFailure(error);
  }
}

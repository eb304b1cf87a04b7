import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { KEY_BYTES } from "../../device/protocol/keys.ts";
import { asFailure, type Failed, failed } from "./failure.ts";
import { writePrivately } from "./private-file.ts";

const OTHERS = 0o077;

/**
 * The key that seals everything in the database that tells of a person. It lies in a file of its own, so that a copy
 * of the database alone, as in a backup, opens nothing; keep the file on another medium for more than that.
 * @param databaseExists then a missing key is an error: a new one would open nothing and hide that the old one is gone.
 */
export function readConsoleKey(file: string, databaseExists: boolean): { ok: true; key: Uint8Array } | Failed {
  try {
    if (!existsSync(file)) {
      if (databaseExists) return failed("key-lost");
      writePrivately(file, randomBytes(KEY_BYTES));
    }
    if ((statSync(file).mode & OTHERS) !== 0) return failed("exposed");
    const key = readFileSync(file);
    return key.length === KEY_BYTES ? { ok: true, key: new Uint8Array(key) } : failed("wrong-key");
  } catch (error) {
    return asFailure(error);
  }
}

import { closeSync, openSync } from "node:fs";
import Database from "better-sqlite3";
import type { Driver, SqlValue } from "./driver.ts";

const BUSY_MS = 5000;
/** The engine's own name for a database without a file; the simulator keeps its console in one. */
const IN_MEMORY = ":memory:";

/**
 * The better-sqlite3 driver. FULL makes a commit wait for the disk, because an acknowledgement follows it; secure_delete
 * overwrites what is erased, in the file and, after the checkpoint of erasure.ts, in the log beside it.
 * @throws the engine's error when the file cannot be opened.
 */
export function openSqlite(file: string): Driver {
  // Made beforehand, so that it is its owner's only; the log beside it takes over the same mode.
  if (file !== IN_MEMORY) closeSync(openSync(file, "a", 0o600));
  const database = new Database(file, { timeout: BUSY_MS });
  try {
    database.pragma("secure_delete = ON");
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.pragma("foreign_keys = ON");
    // Sorting must not put positions into temporary files elsewhere on the disk.
    database.pragma("temp_store = MEMORY");
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    execute: (sql) => void database.exec(sql),
    prepare: <R extends object>(sql: string) => {
      const statement = database.prepare<SqlValue[], R>(sql);
      return {
        run: (...values: SqlValue[]) => statement.run(...values).changes,
        get: (...values: SqlValue[]) => statement.get(...values),
        all: (...values: SqlValue[]) => statement.all(...values),
      };
    },
    transaction: (work) => database.transaction(work).immediate(),
    close: () => void database.close(),
  };
}

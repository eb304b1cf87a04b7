import type { Driver } from "../../guardian/store/driver.ts";
import { openSqlite } from "../../guardian/store/sqlite.ts";

/** SQLite in which the log cannot be emptied while `isBusy` says so, as when another program reads the database. */
export function busyDriver(file: string, isBusy: () => boolean = () => true): Driver {
  const driver = openSqlite(file);
  return {
    ...driver,
    prepare(sql) {
      const statement = driver.prepare<never>(sql);
      if (!sql.startsWith("PRAGMA wal_checkpoint")) return statement;
      return { ...statement, all: () => (isBusy() ? [{ busy: 1 } as never] : statement.all()) };
    },
  };
}

import type { Driver, SqlValue } from "../../guardian/store/driver.ts";

/** As much of Node's own SQLite as is needed; the types of Node 20 do not know it. */
interface OwnStatement {
  run(...values: SqlValue[]): { changes: number | bigint };
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
}
interface OwnDatabase {
  exec(sql: string): void;
  prepare(sql: string): OwnStatement;
  close(): void;
}
interface OwnSqlite {
  DatabaseSync: new (file: string) => OwnDatabase;
}

function ownSqlite(): OwnSqlite | null {
  const load = (process as { getBuiltinModule?: (name: string) => unknown }).getBuiltinModule;
  return (load?.("node:sqlite") as OwnSqlite | undefined) ?? null;
}

/**
 * The engine that comes with Node 22 and later, in memory: a package with a native part is built for one Node alone.
 * @returns null on a Node that has none.
 */
export function ownDriver(): (() => Driver) | null {
  const sqlite = ownSqlite();
  if (sqlite === null) return null;
  return () => {
    const database = new sqlite.DatabaseSync(":memory:");
    return {
      execute: (sql) => database.exec(sql),
      prepare: <R extends object>(sql: string) => {
        const statement = database.prepare(sql);
        return {
          run: (...values: SqlValue[]) => Number(statement.run(...values).changes),
          get: (...values: SqlValue[]) => statement.get(...values) as R | undefined,
          all: (...values: SqlValue[]) => statement.all(...values) as R[],
        };
      },
      transaction: (work) => {
        database.exec("BEGIN IMMEDIATE");
        try {
          const done = work();
          database.exec("COMMIT");
          return done;
        } catch (error) {
          database.exec("ROLLBACK");
          throw error;
        }
      },
      close: () => database.close(),
    };
  };
}

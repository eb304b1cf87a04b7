/** What SQL takes and gives. */
export type SqlValue = number | string | Uint8Array | null;

/** One prepared statement. `R` is the row's shape, which the schema in migrations.ts guarantees. */
export interface Statement<R extends object> {
  /** @returns how many rows changed. */
  run(...values: SqlValue[]): number;
  get(...values: SqlValue[]): R | undefined;
  all(...values: SqlValue[]): R[];
}

/** The little that the store asks of an SQL engine. Every call may throw the engine's own error: failure.ts names it. */
export interface Driver {
  execute(sql: string): void;
  prepare<R extends object>(sql: string): Statement<R>;
  /** All of it durable on return, or none of it and the error thrown. */
  transaction<T>(work: () => T): T;
  close(): void;
}

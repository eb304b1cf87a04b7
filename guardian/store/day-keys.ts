import { randomBytes } from "node:crypto";
import { KEY_BYTES } from "../../device/protocol/keys.ts";
import type { Driver } from "./driver.ts";

/** Seals and opens keys and names with the console's own key and a nonce of chance. */
export interface Wrapping {
  wrap(bytes: Uint8Array): Uint8Array;
  unwrap(sealed: Uint8Array): Uint8Array | null;
}

/** Rows of `day_key`. Callers that write hold the transaction. */
export interface DayKeys {
  /** Null when that day was erased, or never was. */
  find(pairRow: number, day: number): Uint8Array | null;
  findOrMake(pairRow: number, day: number): Uint8Array;
  /** Erases the keys of every day of one pair. @returns what they were, by day. */
  takeAway(pairRow: number): Map<number, Uint8Array | null>;
  /** What is remembered may belong to a transaction that failed. */
  forget(): void;
}

export function dayKeys(driver: Driver, { wrap, unwrap }: Wrapping): DayKeys {
  const known = new Map<string, Uint8Array>();
  const select = driver.prepare<{ key: Uint8Array }>("SELECT key FROM day_key WHERE pair = ? AND day = ?");
  const selectAll = driver.prepare<{ day: number; key: Uint8Array }>("SELECT day, key FROM day_key WHERE pair = ?");
  const insert = driver.prepare("INSERT INTO day_key (pair, day, key) VALUES (?, ?, ?)");
  const removeAll = driver.prepare("DELETE FROM day_key WHERE pair = ?");

  function find(pairRow: number, day: number): Uint8Array | null {
    const name = `${pairRow}/${day}`;
    const remembered = known.get(name);
    if (remembered !== undefined) return remembered;
    const row = select.get(pairRow, day);
    const key = row === undefined ? null : unwrap(row.key);
    if (key !== null) known.set(name, key);
    return key;
  }

  function make(pairRow: number, day: number): Uint8Array {
    const key = new Uint8Array(randomBytes(KEY_BYTES));
    insert.run(pairRow, day, wrap(key));
    known.set(`${pairRow}/${day}`, key);
    return key;
  }

  return {
    find,
    findOrMake: (pairRow, day) => find(pairRow, day) ?? make(pairRow, day),
    takeAway(pairRow) {
      const old = new Map(selectAll.all(pairRow).map(({ day, key }) => [day, unwrap(key)]));
      removeAll.run(pairRow);
      known.clear();
      return old;
    },
    forget: () => known.clear(),
  };
}

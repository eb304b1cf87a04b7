import type { Cipher } from "../../device/protocol/cipher.ts";
import type { Hearing } from "../core/hearing.ts";
import { NO_SEQUENCES, type SequenceTally } from "../core/sequence-tally.ts";
import type { StoredFix } from "../core/view.ts";
import { identify } from "./console-row.ts";
import type { Driver } from "./driver.ts";
import { eraser } from "./erasure.ts";
import { attempt, type Done } from "./failure.ts";
import { frameKeeper, type Verdict } from "./frame-rows.ts";
import { pairRows } from "./pair-rows.ts";
import { openQueries } from "./queries.ts";
import type { PairBatch, Store } from "./store.ts";
import { openVault } from "./vault.ts";

/** The store on an opened and migrated database. @throws the engine's error. */
export function storeOn(driver: Driver, cipher: Cipher, consoleKey: Uint8Array): Done<Store> {
  const vault = openVault(driver, cipher, consoleKey);
  const console = driver.transaction(() => identify(driver, vault));
  if (!console.ok) return console;
  const pairs = pairRows(driver, vault);
  const keepFrame = frameKeeper(driver, vault);
  const queries = openQueries(driver, vault);
  const erasure = eraser(driver, vault, pairs);
  const dataVersion = driver.prepare<{ data_version: number }>("PRAGMA data_version");

  function durably<T>(work: () => T): Done<T> {
    const done = attempt(() => driver.transaction(work));
    if (!done.ok) vault.forgetDays();
    return done;
  }

  function ofPair<T>(pairId: string, otherwise: T, query: (row: number) => T): T {
    const row = pairs.rowOf(pairId);
    return row === null ? otherwise : query(row);
  }

  function readOr<T>(otherwise: T, work: () => T): T {
    const done = attempt(work);
    return done.ok ? done.value : otherwise;
  }

  function commitPair({ pairId, before, after, keeps }: PairBatch): Verdict[] {
    return ofPair<Verdict[]>(pairId, [], (row) => {
      pairs.saveChain(row, before, after);
      return keeps.map((keep) => keepFrame(row, keep));
    });
  }

  const store: Store = {
    clientId: console.value,
    pairs: () => attempt(() => pairs.all()),
    addPair: (pair, nowMs) => durably(() => pairs.add(pair, nowMs)),
    commit: (batches) => durably(() => batches.map(commitPair)),
    saveCommand: (pairId, command) => durably(() => ofPair(pairId, undefined, (row) => pairs.saveCommand(row, command))),
    trail: (pairId, sinceMs, limit) =>
      readOr([], () => ofPair<StoredFix[]>(pairId, [], (row) => queries.trail(row, sinceMs, limit))),
    hearing: (pairId) => attempt(() => ofPair<Hearing | null>(pairId, null, queries.hearing)),
    tally: (pairId) => readOr(NO_SEQUENCES, () => ofPair<SequenceTally>(pairId, NO_SEQUENCES, queries.tally)),
    clashes: (pairId) => readOr(0, () => ofPair(pairId, 0, queries.clashes)),
    erase(chains, nowMs) {
      const done = durably(() => erasure.erase(chains, nowMs));
      if (done.ok) attempt(erasure.checkpoint);
      return done;
    },
    writesElsewhere: () => readOr(0, () => dataVersion.get()?.data_version ?? 0),
    close: () => void attempt(() => driver.close()),
  };
  return { ok: true, value: store };
}

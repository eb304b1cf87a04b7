import type { Chain, EpochKey, PassedEpoch } from "../core/chain.ts";
import type { Driver } from "./driver.ts";
import { opened, StoredKeyError } from "./stored-key.ts";
import type { Vault } from "./vault.ts";

/** Rows of `epoch_key`: the telemetry chain of each pair. Callers hold the transaction. */
export interface EpochRows {
  begin(pairRow: number, chain: Chain): void;
  /** @throws StoredKeyError when a row does not open, or none is the newest. */
  chain(pairRow: number, headerKey: Uint8Array): Chain;
  /** Writes what differs. */
  save(pairRow: number, before: Chain, after: Chain): void;
}

interface EpochRow {
  epoch: number;
  key: Uint8Array;
  passed_ms: number | null;
}

export function epochRows(driver: Driver, vault: Vault): EpochRows {
  const select = driver.prepare<EpochRow>("SELECT epoch, key, passed_ms FROM epoch_key WHERE pair = ? ORDER BY epoch");
  const insertOrReplace = driver.prepare("INSERT OR REPLACE INTO epoch_key (pair, epoch, key, passed_ms) VALUES (?, ?, ?, ?)");
  const remove = driver.prepare("DELETE FROM epoch_key WHERE pair = ? AND epoch = ?");

  function put(pairRow: number, { epoch, key }: EpochKey, passedMs: number | null): void {
    insertOrReplace.run(pairRow, epoch, vault.wrap(key), passedMs);
  }

  return {
    begin: (pairRow, chain) => put(pairRow, chain.head, null),
    chain(pairRow, headerKey) {
      const passed: PassedEpoch[] = [];
      let head: EpochKey | null = null;
      for (const { epoch, key, passed_ms } of select.all(pairRow)) {
        if (passed_ms === null) head = { epoch, key: opened(vault, key) };
        else passed.push({ epoch, key: opened(vault, key), passedMs: passed_ms });
      }
      if (head === null) throw new StoredKeyError("a pair has no newest epoch");
      return { headerKey, head, passed };
    },
    save(pairRow, before, after) {
      if (after === before) return;
      const kept = new Set(after.passed.map((epoch) => epoch.epoch)).add(after.head.epoch);
      const known = new Set(before.passed.map((epoch) => epoch.epoch));
      for (const { epoch } of [...before.passed, before.head]) if (!kept.has(epoch)) remove.run(pairRow, epoch);
      for (const passed of after.passed) if (!known.has(passed.epoch)) put(pairRow, passed, passed.passedMs);
      if (before.head.epoch !== after.head.epoch) put(pairRow, after.head, null);
    },
  };
}

import type { Chain, Pair } from "../core/chain.ts";
import type { CommandChain } from "../core/command.ts";
import type { Driver } from "./driver.ts";
import { epochRows } from "./epoch-rows.ts";
import { opened } from "./stored-key.ts";
import type { Vault } from "./vault.ts";

/** Rows of `pair`, and with them those of `epoch_key`. Callers hold the transaction. */
export interface PairRows {
  add(pair: Pair, nowMs: number): void;
  /** @throws StoredKeyError when a row does not open with the console key. */
  all(): Pair[];
  rowOf(pairId: string): number | null;
  saveChain(pairRow: number, before: Chain, after: Chain): void;
  saveCommand(pairRow: number, command: CommandChain): void;
  /** Takes the pair and everything that belongs to it away, keys and positions too. */
  remove(pairId: string): void;
}

interface PairRow {
  row: number;
  id: string;
  label: Uint8Array;
  header_key: Uint8Array;
  topic_key: Uint8Array;
  command_epoch: number;
  command_key: Uint8Array;
}

/** Tables whose rows belong to a pair. */
const OF_A_PAIR = [
  "command",
  "alert",
  "fence",
  "deletion",
  "head_finding",
  "told_head",
  "clash",
  "status",
  "fix",
  "frame",
  "epoch_key",
] as const;

export function pairRows(driver: Driver, vault: Vault): PairRows {
  const insertPair = driver.prepare(
    "INSERT INTO pair (id, made_ms, label, header_key, topic_key, command_epoch, command_key) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const selectPairs = driver.prepare<PairRow>("SELECT * FROM pair ORDER BY row");
  const selectRow = driver.prepare<{ row: number }>("SELECT row FROM pair WHERE id = ?");
  const updateCommand = driver.prepare("UPDATE pair SET command_epoch = ?, command_key = ? WHERE row = ?");
  const removals = OF_A_PAIR.map((table) => driver.prepare(`DELETE FROM ${table} WHERE pair = ?`));
  const removePair = driver.prepare("DELETE FROM pair WHERE row = ?");
  const epochs = epochRows(driver, vault);
  const rows = new Map<string, number>();

  function pairOf(row: PairRow): Pair {
    return {
      id: row.id,
      label: new TextDecoder().decode(opened(vault, row.label)),
      topicKey: opened(vault, row.topic_key),
      chain: epochs.chain(row.row, opened(vault, row.header_key)),
      command: { epoch: row.command_epoch, key: opened(vault, row.command_key), next: null },
    };
  }

  function rowOf(pairId: string): number | null {
    const row = rows.get(pairId) ?? selectRow.get(pairId)?.row ?? null;
    if (row !== null) rows.set(pairId, row);
    return row;
  }

  return {
    saveChain: epochs.save,
    all: () => selectPairs.all().map(pairOf),
    rowOf,
    add(pair, nowMs) {
      const { chain, command } = pair;
      const label = vault.wrap(new TextEncoder().encode(pair.label));
      const keys = [vault.wrap(chain.headerKey), vault.wrap(pair.topicKey)] as const;
      insertPair.run(pair.id, nowMs, label, ...keys, command.epoch, vault.wrap(command.key));
      // Not through rowOf: what it remembers must outlive a transaction that fails.
      const row = selectRow.get(pair.id);
      if (row !== undefined) epochs.begin(row.row, chain);
    },
    saveCommand(pairRow, command) {
      updateCommand.run(command.epoch, vault.wrap(command.key), pairRow);
    },
    remove(pairId) {
      const row = rowOf(pairId);
      if (row === null) return;
      for (const removal of removals) removal.run(row);
      vault.takeKeysAway(row);
      removePair.run(row);
      rows.delete(pairId);
    },
  };
}

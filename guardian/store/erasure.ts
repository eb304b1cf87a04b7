import { dayIndex } from "../../device/protocol/topic.ts";
import { type Chain, floorOf, forgetOldEpochs, PASSED_MS } from "../core/chain.ts";
import type { Driver } from "./driver.ts";
import type { PairRows } from "./pair-rows.ts";
import type { Vault } from "./vault.ts";

/** The longest that a raw trace is kept. */
export const RETENTION_MS = PASSED_MS;

export interface Eraser {
  /** The caller holds the transaction. @returns the chains as they are after it, by pair id. */
  erase(chains: ReadonlyMap<string, Chain>, nowMs: number): Map<string, Chain>;
  /**
   * After the transaction: before it the log beside the database still holds the pages.
   * @returns false while another program reads the database, because then the log cannot be emptied.
   */
  checkpoint(): boolean;
}

/**
 * Erases what is older than RETENTION_MS, by the device's time and by this console's: a wrong clock on one side does not
 * make anything stay. The key of a day goes too, so that what a disk keeps of erased pages cannot be opened.
 */
export function eraser(driver: Driver, vault: Vault, pairs: PairRows): Eraser {
  const fixes = driver.prepare("DELETE FROM fix WHERE pair = ? AND (time_s < ? OR received_ms < ?)");
  const statuses = driver.prepare("DELETE FROM status WHERE pair = ? AND received_ms < ?");
  const alerts = driver.prepare("DELETE FROM alert WHERE pair = ? AND received_ms < ?");
  // While its epoch can still be opened a frame's place is remembered, or a replay would count as new.
  const frames = driver.prepare("DELETE FROM frame WHERE pair = ? AND epoch < ? AND received_ms < ?");
  const commands = driver.prepare("DELETE FROM command WHERE pair = ? AND created_ms < ?");
  const days = driver.prepare("DELETE FROM day_key WHERE day < ?");
  const checkpoint = driver.prepare<{ busy: number }>("PRAGMA wal_checkpoint(TRUNCATE)");

  function ofPair(pairRow: number, chain: Chain, before: number): void {
    fixes.run(pairRow, Math.floor(before / 1000), before);
    statuses.run(pairRow, before);
    alerts.run(pairRow, before);
    frames.run(pairRow, floorOf(chain), before);
    commands.run(pairRow, before);
  }

  return {
    erase(chains, nowMs) {
      const before = nowMs - RETENTION_MS;
      const left = new Map<string, Chain>();
      for (const [pairId, chain] of chains) {
        const row = pairs.rowOf(pairId);
        if (row === null) continue;
        const after = forgetOldEpochs(chain, nowMs);
        pairs.saveChain(row, chain, after);
        ofPair(row, after, before);
        left.set(pairId, after);
      }
      days.run(dayIndex(before));
      vault.forgetDays();
      return left;
    },
    checkpoint: () => checkpoint.all()[0]?.busy === 0,
  };
}

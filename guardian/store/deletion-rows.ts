import { decode } from "../../device/protocol/codec.ts";
import type { FrameHeader } from "../../device/protocol/envelope.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import { type Deletion, standingOf } from "../core/deletion.ts";
import { isTelemetry } from "../core/ingest.ts";
import type { Driver } from "./driver.ts";
import type { OldReports, Vault } from "./vault.ts";

/** Rows of `deletion`, and what a deletion does to all others of its pair. Callers hold the transaction. */
export interface DeletionRows {
  of(pairRow: number): Deletion | null;
  /**
   * Erases every position, status and frame of before, and the keys that sealed them, and what was asked and is over. What
   * the next consent brought already, because the network was faster with it, is sealed again with new keys.
   */
  carryOut(pairRow: number, deletion: Deletion): void;
  /** Notes that the log beside the database was emptied too. */
  finish(pairRow: number, nowMs: number): void;
}

interface DeletionRow {
  epoch: number;
  number: number;
  consent: number;
  before_s: number;
  asked_ms: number;
  done_ms: number | null;
}

interface ReportRow {
  epoch: number;
  number: number;
  received_ms: number;
  body: Uint8Array;
}

/** Rows that are sealed again at a time: how many there are is not known beforehand. */
const PAGE = 512;

type SealAgain = (pairRow: number, deletion: Deletion, old: OldReports) => void;

/** Seals the rows of one table again; those that the deletion bars, and those that do not open, are erased. */
function sealerAgain(driver: Driver, vault: Vault, table: "fix" | "status" | "alert"): SealAgain {
  const place = "pair = ? AND epoch = ? AND number = ?";
  const page = driver.prepare<ReportRow>(
    `SELECT epoch, number, received_ms, body FROM ${table} WHERE pair = ? AND (epoch, number) > (?, ?) ` +
      `ORDER BY epoch, number LIMIT ${PAGE}`,
  );
  const update = driver.prepare(`UPDATE ${table} SET body = ? WHERE ${place}`);
  const remove = driver.prepare(`DELETE FROM ${table} WHERE ${place}`);
  const removeFrame = driver.prepare(`DELETE FROM frame WHERE ${place}`);

  function sealAgain(pairRow: number, deletion: Deletion, old: OldReports, row: ReportRow): void {
    const header = { epoch: row.epoch, number: row.number };
    const day = dayIndex(row.received_ms);
    const opened = old.open(day, header, row.body);
    const report = opened === null ? null : decode(opened.body);
    const isKept = report !== null && isTelemetry(report) && standingOf(deletion, header, report) === "allowed";
    if (opened !== null && isKept) {
      update.run(vault.sealReport(day, pairRow, header, opened.iv, opened.body), pairRow, row.epoch, row.number);
      return;
    }
    remove.run(pairRow, row.epoch, row.number);
    removeFrame.run(pairRow, row.epoch, row.number);
  }

  return (pairRow, deletion, old) => {
    let after: FrameHeader | null = deletion;
    while (after !== null) {
      const rows: ReportRow[] = page.all(pairRow, after.epoch, after.number);
      for (const row of rows) sealAgain(pairRow, deletion, old, row);
      after = rows.length < PAGE ? null : (rows[rows.length - 1] ?? null);
    }
  };
}

export function deletionRows(driver: Driver, vault: Vault): DeletionRows {
  const select = driver.prepare<DeletionRow>("SELECT * FROM deletion WHERE pair = ?");
  const replace = driver.prepare(
    "INSERT OR REPLACE INTO deletion (pair, epoch, number, consent, before_s, asked_ms, done_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const finish = driver.prepare("UPDATE deletion SET done_ms = ? WHERE pair = ? AND done_ms IS NULL");
  // A frame's synthetic IV goes too: who has its key could try every place of a town until it fits.
  const erase = ["fix", "status", "alert", "frame"].map((table) =>
    driver.prepare(`DELETE FROM ${table} WHERE pair = ? AND (epoch, number) <= (?, ?)`),
  );
  // What still waits stays, or a guardian who is leaving would not.
  const eraseAsked = driver.prepare("DELETE FROM command WHERE pair = ? AND (answered_ms IS NOT NULL OR expires_s * 1000 < ?)");
  // A fence is where the wearer lives, learns or is cared for; the device has forgotten it.
  const eraseFences = driver.prepare("DELETE FROM fence WHERE pair = ? AND consent <= ?");
  const sealAgain = (["fix", "status", "alert"] as const).map((table) => sealerAgain(driver, vault, table));

  return {
    of(pairRow) {
      const row = select.get(pairRow);
      if (row === undefined) return null;
      const { epoch, number, consent, before_s, asked_ms, done_ms } = row;
      return { epoch, number, consent, beforeS: before_s, askedMs: asked_ms, doneMs: done_ms };
    },
    carryOut(pairRow, deletion) {
      const { epoch, number, consent, beforeS, askedMs } = deletion;
      for (const statement of erase) statement.run(pairRow, epoch, number);
      eraseAsked.run(pairRow, askedMs);
      eraseFences.run(pairRow, consent);
      const old = vault.takeKeysAway(pairRow);
      for (const table of sealAgain) table(pairRow, deletion, old);
      replace.run(pairRow, epoch, number, consent, beforeS, askedMs, null);
    },
    finish: (pairRow, nowMs) => void finish.run(nowMs, pairRow),
  };
}

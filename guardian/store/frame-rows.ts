import { equalBytes } from "../../device/protocol/bytes.ts";
import type { FrameHeader } from "../../device/protocol/envelope.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import type { Part } from "../core/ingest.ts";
import type { AlertRows } from "./alert-rows.ts";
import type { Driver } from "./driver.ts";
import type { Vault } from "./vault.ts";

/** An authentic frame, ready to be kept. */
export interface Keep {
  header: FrameHeader;
  iv: Uint8Array;
  parts: readonly Part[];
  receivedMs: number;
}

/**
 * What became of an authentic frame. stored: new. repeat: a new frame with a fix that was stored before, as a device may
 * send that lost power between sealing and noting it; the frame counts, the fix does not count twice. duplicate: the same
 * frame again. clash: another body under the same place, so there are two devices or one that was set back; it is noted
 * without its content and never acknowledged.
 */
export type Verdict = "stored" | "repeat" | "duplicate" | "clash";

/** Of a frame with several fixes some may be new and others not: then it is "stored". */
export interface Kept {
  verdict: Verdict;
  /** What has a row now that had none. */
  fresh: readonly Part[];
}

/** Keeps one frame. The caller holds the transaction. */
export type KeepFrame = (pairRow: number, keep: Keep) => Kept;

export function frameKeeper(driver: Driver, vault: Vault, alerts: AlertRows): KeepFrame {
  const insertFrame = driver.prepare("INSERT INTO frame (pair, epoch, number, iv, received_ms) VALUES (?, ?, ?, ?, ?)");
  const selectIv = driver.prepare<{ iv: Uint8Array }>("SELECT iv FROM frame WHERE pair = ? AND epoch = ? AND number = ?");
  const insertFix = driver.prepare(
    "INSERT OR IGNORE INTO fix (pair, epoch, number, time_s, sequence, received_ms, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const insertStatus = driver.prepare("INSERT INTO status (pair, epoch, number, received_ms, body) VALUES (?, ?, ?, ?, ?)");
  const insertClash = driver.prepare(
    "INSERT INTO clash (pair, epoch, number, iv, first_ms, times) VALUES (?, ?, ?, ?, ?, 1) " +
      "ON CONFLICT (pair, epoch, number, iv) DO UPDATE SET times = times + 1",
  );

  const selectFix = driver.prepare<{ time_s: number; sequence: number }>(
    "SELECT time_s, sequence FROM fix WHERE pair = ? AND epoch = ? AND number = ?",
  );

  function keepPart(pairRow: number, part: Part, iv: Uint8Array, receivedMs: number): boolean {
    const { header, body, report } = part;
    const place = [pairRow, header.epoch, header.number] as const;
    // What it answers is noted where the command is (command-rows.ts).
    if (report.kind === "answer") return true;
    if (report.kind === "alert") return alerts.keep(pairRow, part, iv, receivedMs);
    const sealed = vault.sealReport(dayIndex(receivedMs), pairRow, header, iv, body);
    if (report.kind === "status") return insertStatus.run(...place, receivedMs, sealed) === 1;
    return insertFix.run(...place, report.timeS, report.sequence, receivedMs, sealed) === 1;
  }

  /** Whether another fix stands where this one says that it stood: two devices have told of one place. */
  function isContradicted(pairRow: number, { header, report }: Part): boolean {
    const known = selectFix.get(pairRow, header.epoch, header.number);
    if (known === undefined) return false;
    return report.kind !== "fix" || known.time_s !== report.timeS || known.sequence !== report.sequence;
  }

  return (pairRow, { header, iv, parts, receivedMs }) => {
    const place = [pairRow, header.epoch, header.number] as const;
    const stored = selectIv.get(...place);
    if (stored !== undefined && equalBytes(stored.iv, iv)) return { verdict: "duplicate", fresh: [] };
    if (stored !== undefined || parts.some((part) => isContradicted(pairRow, part))) {
      insertClash.run(...place, iv, receivedMs);
      return { verdict: "clash", fresh: [] };
    }
    insertFrame.run(...place, iv, receivedMs);
    const fresh = parts.filter((part) => keepPart(pairRow, part, iv, receivedMs));
    return { verdict: fresh.length === 0 && parts.length > 0 ? "repeat" : "stored", fresh };
  };
}

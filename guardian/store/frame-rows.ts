import { equalBytes } from "../../device/protocol/bytes.ts";
import type { FrameHeader } from "../../device/protocol/envelope.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import type { Telemetry } from "../core/ingest.ts";
import type { Driver } from "./driver.ts";
import type { Vault } from "./vault.ts";

/** An authentic frame, ready to be kept. */
export interface Keep {
  header: FrameHeader;
  iv: Uint8Array;
  body: Uint8Array;
  report: Telemetry;
  receivedMs: number;
}

/**
 * What became of an authentic frame. stored: new. repeat: a new frame with a fix that was stored before, as a device may
 * send that lost power between sealing and noting it; the frame counts, the fix does not count twice. duplicate: the same
 * frame again. clash: another body under the same place, so there are two devices or one that was set back; it is noted
 * without its content and never acknowledged.
 */
export type Verdict = "stored" | "repeat" | "duplicate" | "clash";

/** Keeps one frame. The caller holds the transaction. */
export type KeepFrame = (pairRow: number, keep: Keep) => Verdict;

export function frameKeeper(driver: Driver, vault: Vault): KeepFrame {
  const insertFrame = driver.prepare("INSERT OR IGNORE INTO frame (pair, epoch, number, iv, received_ms) VALUES (?, ?, ?, ?, ?)");
  const selectIv = driver.prepare<{ iv: Uint8Array }>("SELECT iv FROM frame WHERE pair = ? AND epoch = ? AND number = ?");
  const insertFix = driver.prepare(
    "INSERT OR IGNORE INTO fix (pair, epoch, number, time_s, sequence, received_ms, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const insertStatus = driver.prepare("INSERT INTO status (pair, epoch, number, received_ms, body) VALUES (?, ?, ?, ?, ?)");
  const insertClash = driver.prepare(
    "INSERT INTO clash (pair, epoch, number, iv, first_ms, times) VALUES (?, ?, ?, ?, ?, 1) " +
      "ON CONFLICT (pair, epoch, number, iv) DO UPDATE SET times = times + 1",
  );

  return (pairRow, { header, iv, body, report, receivedMs }) => {
    const place = [pairRow, header.epoch, header.number] as const;
    if (insertFrame.run(...place, iv, receivedMs) === 0) {
      const stored = selectIv.get(...place);
      if (stored !== undefined && equalBytes(stored.iv, iv)) return "duplicate";
      insertClash.run(...place, iv, receivedMs);
      return "clash";
    }
    // What it answers is noted where the command is (command-rows.ts).
    if (report.kind === "answer") return "stored";
    const sealed = vault.sealReport(dayIndex(receivedMs), pairRow, header, iv, body);
    if (report.kind === "status") {
      insertStatus.run(...place, receivedMs, sealed);
      return "stored";
    }
    return insertFix.run(...place, report.timeS, report.sequence, receivedMs, sealed) === 1 ? "stored" : "repeat";
  };
}

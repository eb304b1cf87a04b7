import type { FrameHeader } from "../../device/protocol/envelope.ts";
import { type Hearing, isNewer } from "./hearing.ts";
import type { Telemetry } from "./ingest.ts";

/** The wearer's word "delete my data", as this console heard it. One a pair: a later one replaces it. */
export interface Deletion extends FrameHeader {
  /** Number of the consent that it ended. */
  consent: number;
  /** No position of before this second is kept. */
  beforeS: number;
  /** When this console heard it. */
  askedMs: number;
  /** When everything was erased and the log beside the database emptied; null until then. */
  doneMs: number | null;
}

/**
 * What a deletion leaves of a report. late: sealed before the wearer asked, so it is let go of; barred: sealed afterwards,
 * but of the consent that was ended, or of a time before it, as by a device that was set back. That is refused like a clash.
 */
export type Standing = "allowed" | "late" | "barred";

/**
 * The order of the chain is authentic and needs no clock, so it comes first. Consent and time are looked at as well: the
 * chain of a device that was restored from a copy goes on, and would give the wearer's deletion back.
 */
export function standingOf(deletion: Deletion | null, header: FrameHeader, report: Telemetry): Standing {
  if (deletion === null) return "allowed";
  if (isNewer(deletion, header)) return "late";
  if (report.kind !== "fix") return "allowed";
  return report.consent <= deletion.consent || report.timeS < deletion.beforeS ? "barred" : "allowed";
}

/** The same of a whole frame: what bars one of its reports bars it all. */
export function standingOfAll(deletion: Deletion | null, header: FrameHeader, reports: readonly Telemetry[]): Standing {
  // A cover holds nothing that could be barred.
  if (deletion !== null && isNewer(deletion, header)) return "late";
  const standings = reports.map((report) => standingOf(deletion, header, report));
  return standings.includes("barred") ? "barred" : "allowed";
}

/**
 * The deletion that holds after one more authentic report.
 * @param nowMs console's clock.
 * @returns the same object when the report asks for none, or for one that was heard before: each consent ends once.
 */
export function afterReport(deletion: Deletion | null, header: FrameHeader, report: Telemetry, nowMs: number): Deletion | null {
  if (report.kind !== "status" || report.silence !== "deletion-asked") return deletion;
  if (!isNewer(header, deletion) || report.consent === deletion?.consent) return deletion;
  return {
    epoch: header.epoch,
    number: header.number,
    consent: report.consent,
    // A device whose clock ran ahead must not silence the next consent for as long: neither clock alone decides.
    beforeS: Math.min(report.timeS, Math.floor(nowMs / 1000)),
    askedMs: nowMs,
    doneMs: null,
  };
}

/** What a console may still know in memory. When it last heard anything at all is no position, and stays. */
export function forgetBefore(hearing: Hearing, deletion: Deletion): Hearing {
  const { lastFix, lastStatus, account, lastHeardMs } = hearing;
  return {
    lastFix: lastFix !== null && standingOf(deletion, lastFix, lastFix.fix) === "allowed" ? lastFix : null,
    lastStatus: isNewer(deletion, lastStatus) ? null : lastStatus,
    account: isNewer(deletion, account) ? null : account,
    lastHeardMs,
  };
}

import type { FrameHeader } from "../../device/protocol/envelope.ts";
import type { Silence } from "../../device/protocol/silence.ts";
import type { Telemetry } from "./ingest.ts";
import type { StoredFix, StoredStatus } from "./view.ts";

/** What this console last heard of one device. */
export interface Hearing {
  lastFix: (StoredFix & FrameHeader) | null;
  lastStatus: (StoredStatus & FrameHeader) | null;
  /** When the last new frame was opened; a replayed one says nothing of now. */
  lastHeardMs: number | null;
  /** The device's newest account of itself, and since when it has been saying so. */
  account: (FrameHeader & { silence: Silence; sinceMs: number; receivedMs: number; kind: "fix" | "status" }) | null;
}

export const NOTHING_HEARD: Hearing = { lastFix: null, lastStatus: null, lastHeardMs: null, account: null };

/**
 * True when `a` was sealed after `b`. Epoch and number only ever rise and are authenticated; the device's clock may be set
 * back and the network reorders, so neither may decide what is newest.
 */
export function isNewer(a: FrameHeader, b: FrameHeader | null): boolean {
  return b === null || a.epoch > b.epoch || (a.epoch === b.epoch && a.number > b.number);
}

/** Takes in that the device is on the air, when it said nothing more. */
export function hearNothing(hearing: Hearing, receivedMs: number): Hearing {
  return { ...hearing, lastHeardMs: Math.max(receivedMs, hearing.lastHeardMs ?? receivedMs) };
}

/** Takes in one stored report, in whatever order they come. */
export function hear(hearing: Hearing, header: FrameHeader, report: Telemetry, receivedMs: number): Hearing {
  const { epoch, number } = header;
  const { lastFix, lastStatus, account } = hearing;
  const lastHeardMs = Math.max(receivedMs, hearing.lastHeardMs ?? receivedMs);
  // An answer or an alert shows that the device is on the air, and says nothing of why it is silent.
  if (report.kind === "answer" || report.kind === "alert") return { ...hearing, lastHeardMs };
  const isFix = report.kind === "fix";
  const silence = isFix ? "tracking" : report.silence;
  const sinceMs = account?.silence === silence ? account.sinceMs : receivedMs;
  return {
    lastFix: isFix && isNewer(header, lastFix) ? { fix: report, receivedMs, epoch, number } : lastFix,
    lastStatus: !isFix && isNewer(header, lastStatus) ? { status: report, receivedMs, epoch, number } : lastStatus,
    lastHeardMs,
    account: isNewer(header, account) ? { epoch, number, silence, sinceMs, receivedMs, kind: report.kind } : account,
  };
}

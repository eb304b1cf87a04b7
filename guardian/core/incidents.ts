import type { AlertName, AlertPhase } from "../../device/protocol/alert.ts";
import type { FrameHeader } from "../../device/protocol/envelope.ts";
import type { AlertReport } from "../../device/protocol/report.ts";
import { isNewer } from "./hearing.ts";

/** One incident of a device, put together from whatever was told of it, in whatever order it came. Never a position. */
export interface Incident {
  /** The device's number for it. */
  incident: number;
  alert: AlertName;
  subject: number;
  measure: number | null;
  /** When it began, by the device's clock; null when the device did not know the time. */
  raisedMs: number | null;
  /** When this console heard of it first, and last. */
  firstHeardMs: number;
  lastHeardMs: number;
  phase: AlertPhase;
  /** A guardian's answer has reached the device. */
  acknowledged: boolean;
  /** How often the device had told of it before its newest report. */
  times: number;
  batteryPercent: number | null;
  /** Place in the chain of the newest report. */
  newest: FrameHeader;
}

/** What an answer of this console was given to. */
export interface Answered {
  incident: number;
  askedMs: number;
}

/** Incidents that are kept at hand, newest first; the store has those of fourteen days. */
export const INCIDENTS_KEPT = 64;

function merged(before: Incident | null, header: FrameHeader, report: AlertReport, receivedMs: number): Incident {
  const newer = before === null || isNewer(header, before.newest);
  const latest = newer ? report : null;
  const raisedMs = report.raisedS === 0 ? null : report.raisedS * 1000;
  return {
    incident: report.incident,
    alert: report.alert,
    subject: report.subject,
    measure: latest?.measure ?? before?.measure ?? null,
    raisedMs: raisedMs ?? before?.raisedMs ?? null,
    firstHeardMs: Math.min(receivedMs, before?.firstHeardMs ?? receivedMs),
    lastHeardMs: Math.max(receivedMs, before?.lastHeardMs ?? receivedMs),
    phase: latest?.phase ?? before?.phase ?? report.phase,
    acknowledged: before?.acknowledged === true || report.phase === "acknowledged",
    times: Math.max(report.times, before?.times ?? 0),
    batteryPercent: latest === null ? (before?.batteryPercent ?? null) : latest.batteryPercent,
    newest: newer ? header : (before as Incident).newest,
  };
}

function byNewest(a: Incident, b: Incident): number {
  return b.firstHeardMs - a.firstHeardMs || b.incident - a.incident;
}

/** Takes in one report. @returns all incidents at hand, newest first; one incident stays one, however often it is told. */
export function withAlert(
  incidents: readonly Incident[],
  header: FrameHeader,
  report: AlertReport,
  receivedMs: number,
): readonly Incident[] {
  const isSame = (one: Incident): boolean => one.incident === report.incident && one.alert === report.alert;
  const before = incidents.find(isSame) ?? null;
  const others = incidents.filter((one) => !isSame(one));
  return [merged(before, header, report, receivedMs), ...others].sort(byNewest).slice(0, INCIDENTS_KEPT);
}

/** "open": it lasts, and nobody has answered. */
export type Standing = "open" | "answered" | "over" | "cancelled";

export function standingOf({ phase, acknowledged }: Pick<Incident, "phase" | "acknowledged">): Standing {
  if (phase === "cleared") return "over";
  if (phase === "cancelled") return "cancelled";
  return acknowledged ? "answered" : "open";
}

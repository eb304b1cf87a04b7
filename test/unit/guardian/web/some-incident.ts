import type { IncidentView } from "../../../../guardian/core/view.ts";
import { NOON_MS } from "./fake-console.ts";

/** A call for help, a minute before noon, that nobody has answered. */
export function incidentAt(more: Partial<IncidentView> = {}): IncidentView {
  return {
    incident: 4711,
    alert: "panic",
    subject: 255,
    measure: null,
    raisedMs: NOON_MS - 60_000,
    firstHeardMs: NOON_MS - 59_000,
    lastHeardMs: NOON_MS,
    phase: "raised",
    acknowledged: false,
    times: 3,
    batteryPercent: 43,
    answeredMs: null,
    ...more,
  };
}

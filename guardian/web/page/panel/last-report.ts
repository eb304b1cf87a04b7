import type { Flags } from "../../../../device/protocol/report.ts";
import type { DeviceView } from "../../../core/view.ts";

/** What the device last said of itself, be it with a position or without. */
export interface LastReport {
  timeMs: number;
  flags: Flags;
  batteryPercent: number | null;
  consent: number;
}

/** The later of the last fix and the last status, by the device's own time; null when neither was heard. */
export function lastReport(view: DeviceView): LastReport | null {
  const fix = view.lastFix?.fix ?? null;
  const status = view.lastStatus?.status ?? null;
  const fixIsLater = fix !== null && (status === null || fix.timeS > status.timeS);
  const later = fixIsLater ? fix : status;
  if (later === null) return null;
  return { timeMs: later.timeS * 1000, flags: later.flags, batteryPercent: later.batteryPercent, consent: later.consent };
}

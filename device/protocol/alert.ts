import { readU8, readU16, readU24, readU32, writeU16, writeU24, writeU32 } from "./bytes.ts";
import { SHORT_BODY } from "./envelope.ts";
import type { AlertReport, Flags } from "./report.ts";

/**
 * What a device raises by itself. The order is the wire's: append only. None of them says where: a position goes through the
 * gate, and a guardian who hears of an alert sees the last one that the gate let pass.
 */
export const ALERT_NAMES = [
  "panic",
  "fall",
  "fence",
  "overspeed",
  "low-battery",
  "no-fix",
  "not-moving",
  "not-arrived",
  "tamper",
  "strap-open",
  "charging",
] as const;
export type AlertName = (typeof ALERT_NAMES)[number];

/**
 * raised: it began, or it is told again; acknowledged: a guardian answered, and the others are told; cleared: it is over;
 * cancelled: the wearer says that it was nothing. For "fence", raised is outside and cleared is inside. The order is the
 * wire's: append only.
 */
export const ALERT_PHASES = ["raised", "acknowledged", "cleared", "cancelled"] as const;
export type AlertPhase = (typeof ALERT_PHASES)[number];

export const KIND_ALERT = 4;
const UNKNOWN_WORD = 65535;

function wordOf(value: number | null): number {
  return value === null || !(value >= 0) ? UNKNOWN_WORD : Math.min(Math.floor(value), UNKNOWN_WORD - 1);
}

function fromWord(word: number): number | null {
  return word === UNKNOWN_WORD ? null : word;
}

/** Everything behind the kind, the flags and the time. @param body of SHORT_BODY zeros. */
export function writeAlert(body: Uint8Array, report: AlertReport): void {
  body[6] = ALERT_NAMES.indexOf(report.alert);
  body[7] = ALERT_PHASES.indexOf(report.phase);
  writeU32(body, 8, report.incident);
  body[12] = report.subject;
  writeU16(body, 13, wordOf(report.measure));
  body[15] = report.batteryPercent === null || !(report.batteryPercent <= 100) ? 255 : Math.floor(report.batteryPercent + 0.5);
  writeU16(body, 16, report.consent);
  writeU24(body, 18, report.sequence);
  writeU16(body, 21, wordOf(report.lastFixAgeS));
  writeU16(body, 23, Math.min(report.times, UNKNOWN_WORD));
  writeU32(body, 25, report.raisedS);
}

/** A whole report read back. @returns null for a name or a phase of a later version, or anything where zeros belong. */
export function readAlert(body: Uint8Array, flags: Flags): AlertReport | null {
  const alert = ALERT_NAMES[readU8(body, 6)];
  const phase = ALERT_PHASES[readU8(body, 7)];
  if (alert === undefined || phase === undefined) return null;
  for (let i = 29; i < SHORT_BODY; i++) if (body[i] !== 0) return null;
  const battery = readU8(body, 15);
  return {
    kind: "alert",
    flags: flags,
    timeS: readU32(body, 2),
    alert: alert,
    phase: phase,
    incident: readU32(body, 8),
    subject: readU8(body, 12),
    measure: fromWord(readU16(body, 13)),
    batteryPercent: battery > 100 ? null : battery,
    consent: readU16(body, 16),
    sequence: readU24(body, 18),
    lastFixAgeS: fromWord(readU16(body, 21)),
    times: readU16(body, 23),
    raisedS: readU32(body, 25),
  };
}

import { number, padded, unsigned } from "./slow-l1-bytes.ts";

/** A second L1, "Alerts": what a device tells of an incident. Null is "not known". */
export interface SlowAlert<Flags> {
  kind: "alert";
  flags: Flags;
  timeS: number;
  alert: string;
  phase: string;
  incident: number;
  subject: number;
  measure: number | null;
  batteryPercent: number | null;
  consent: number;
  sequence: number;
  lastFixAgeS: number | null;
  times: number;
  raisedS: number;
}

/** Alerts by their number. */
export const SLOW_ALERTS = [
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
];

/** Phases by their number. */
export const SLOW_PHASES = ["raised", "acknowledged", "cleared", "cancelled"];

const ALERT = 4;
const ALERT_END = 29;

function word(value: number | null): Buffer {
  return number(2, value === null ? 65535 : Math.min(Math.floor(value), 65534));
}

export function alertBody<Flags>(told: SlowAlert<Flags>, flagsByte: number): Buffer {
  return padded(
    number(1, ALERT),
    number(1, flagsByte),
    number(4, told.timeS),
    number(1, SLOW_ALERTS.indexOf(told.alert)),
    number(1, SLOW_PHASES.indexOf(told.phase)),
    number(4, told.incident),
    number(1, told.subject),
    word(told.measure),
    number(1, told.batteryPercent === null ? 255 : Math.round(told.batteryPercent)),
    number(2, told.consent),
    number(3, told.sequence),
    word(told.lastFixAgeS),
    number(2, Math.min(told.times, 65535)),
    number(4, told.raisedS),
  );
}

/** Null: no alert that this version knows, or with something behind it where zeros belong. */
export function readAlertBody<Flags>(body: Uint8Array, flags: Flags): SlowAlert<Flags> | null {
  const alert = SLOW_ALERTS[body[6] as number];
  const phase = SLOW_PHASES[body[7] as number];
  if (body[0] !== ALERT || alert === undefined || phase === undefined) return null;
  if (body.subarray(ALERT_END).some((byte) => byte !== 0)) return null;
  const at = (from: number, width: number): number => unsigned(body.subarray(from, from + width));
  const known = (value: number, unknownFrom: number): number | null => (value >= unknownFrom ? null : value);
  return {
    kind: "alert",
    flags,
    timeS: at(2, 4),
    alert,
    phase,
    incident: at(8, 4),
    subject: at(12, 1),
    measure: known(at(13, 2), 65535),
    batteryPercent: known(at(15, 1), 101),
    consent: at(16, 2),
    sequence: at(18, 3),
    lastFixAgeS: known(at(21, 2), 65535),
    times: at(23, 2),
    raisedS: at(25, 4),
  };
}

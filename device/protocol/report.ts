import type { AlertName, AlertPhase } from "./alert.ts";
import type { Result } from "./command.ts";
import type { Silence } from "./silence.ts";

/** A position as it crosses the air. Degrees are WGS 84, times are UTC; null is "not known", never zero. */
export interface FixReport {
  kind: "fix";
  flags: Flags;
  /** Whole seconds since 1970. */
  timeS: number;
  latE7: number;
  lonE7: number;
  altitudeM: number | null;
  accuracyM: number | null;
  speedMps: number | null;
  courseDeg: number | null;
  batteryPercent: number | null;
  /** Number of the consent that this fix was permitted under. */
  consent: number;
  /** Counts every permitted fix of this device, 24 bits, so that a gap can be seen. */
  sequence: number;
}

/** Enough of a head that no two histories share it by intent: a guardian who noted it sees a tail that was cut off. */
export const RECEIPT_HEAD_TOLD = 8;

/** What the device says of itself. Never a position. */
export interface StatusReport {
  kind: "status";
  flags: Flags;
  timeS: number;
  silence: Silence;
  batteryPercent: number | null;
  consent: number;
  /** Sequence of the last permitted fix. */
  sequence: number;
  /** Age of the last permitted fix in seconds. */
  lastFixAgeS: number | null;
  /** When the next report is due at the latest: a heartbeat, or the next opening of the hours. 0: none is planned. */
  nextS: number;
  /** Frames still waiting for this guardian. */
  queued: number;
  /** How many receipts the device keeps durably, and the first RECEIPT_HEAD_TOLD bytes of the head after them. */
  receipts: { count: number; head: Uint8Array };
}

/** End-to-end acknowledgement: these frames of one epoch are durable at the other side. */
export interface DeliveredReport {
  kind: "delivered";
  epoch: number;
  /** Number of the first frame spoken of. */
  first: number;
  /** Bit i (from the most significant bit of byte 0) acknowledges frame `first + i`; 24 bytes. */
  bits: Uint8Array;
}

/** How the device took one command of this guardian. */
export interface AnswerReport {
  kind: "answer";
  /** The command's own number. */
  sequence: number;
  result: Result;
  /** Whole seconds since 1970; 0: the device does not know the time. */
  timeS: number;
}

/** Something is wrong, or is no longer. Never a position. */
export interface AlertReport {
  kind: "alert";
  flags: Flags;
  /** When this report was made, whole seconds since 1970; 0: the device does not know the time. */
  timeS: number;
  alert: AlertName;
  phase: AlertPhase;
  /** One number for all reports of one incident to one guardian; never used again for that guardian. */
  incident: number;
  /** What it is about: the number of a fence; 255: nothing more than its name says. */
  subject: number;
  /** Percent of a battery, km/h of an overspeed, minutes without movement or fix; null where there is nothing to measure. */
  measure: number | null;
  batteryPercent: number | null;
  consent: number;
  /** Sequence of the last permitted fix. */
  sequence: number;
  /** Age of the last permitted fix in seconds. */
  lastFixAgeS: number | null;
  /** How often the incident was told before: a panic is told until somebody answers. */
  times: number;
  /** When the incident began, whole seconds since 1970; 0 unknown. */
  raisedS: number;
}

/** The `subject` of an alert that has none. */
export const NO_SUBJECT = 255;

export type Report = FixReport | StatusReport | DeliveredReport | AnswerReport | AlertReport;

/** What was true when the report was made; one bit each, in this order from the least significant. */
export interface Flags {
  lampConfirmed: boolean;
  windowOpen: boolean;
  timeTrusted: boolean;
  vitalInterest: boolean;
  panic: boolean;
  gnssSuspicious: boolean;
  backlog: boolean;
  lowBattery: boolean;
}

export const NO_FLAGS: Flags = {
  lampConfirmed: false,
  windowOpen: false,
  timeTrusted: false,
  vitalInterest: false,
  panic: false,
  gnssSuspicious: false,
  backlog: false,
  lowBattery: false,
};

import { alertBody, type SlowAlert } from "./slow-l1-alert.ts";
import { answerBody, commandBody, type SlowAnswer, type SlowCommand } from "./slow-l1-asking.ts";
import { number, padded } from "./slow-l1-bytes.ts";

/** A second L1, "Bodies": from a report to 33 bytes. Units and names are the document's; null is "not known". */
export interface SlowFlags {
  lampConfirmed: boolean;
  windowOpen: boolean;
  timeTrusted: boolean;
  vitalInterest: boolean;
  panic: boolean;
  gnssSuspicious: boolean;
  backlog: boolean;
  lowBattery: boolean;
}

export interface SlowFix {
  kind: "fix";
  flags: SlowFlags;
  timeS: number;
  latE7: number;
  lonE7: number;
  altitudeM: number | null;
  accuracyM: number | null;
  speedMps: number | null;
  courseDeg: number | null;
  batteryPercent: number | null;
  consent: number;
  sequence: number;
}

export interface SlowStatus {
  kind: "status";
  flags: SlowFlags;
  timeS: number;
  silence: string;
  batteryPercent: number | null;
  consent: number;
  sequence: number;
  lastFixAgeS: number | null;
  nextS: number;
  queued: number;
  receipts: { count: number; head: Uint8Array };
}

export interface SlowDelivered {
  kind: "delivered";
  epoch: number;
  first: number;
  bits: Uint8Array;
}

export type SlowReport = SlowFix | SlowStatus | SlowDelivered | SlowAnswer | SlowCommand | SlowAlert<SlowFlags>;

/** Silences by their number. */
export const SLOW_SILENCES = [
  "tracking",
  "withdrawn",
  "consent-expired",
  "outside-hours",
  "lamp-unconfirmed",
  "time-untrusted",
  "no-fix",
  "storage-fault",
  "rest-due",
  "objected",
  "notice-changed",
  "paused",
  "deletion-asked",
];

/** "Scale": what each byte but 255 stands for. */
export const SCALE: number[] = Array.from({ length: 255 }, (_, code) => {
  const e = Math.floor(code / 16);
  const m = code % 16;
  return e === 0 ? m : (16 + m) * 2 ** (e - 1);
});

/** The first byte whose value is not below the one that is wanted, so that rounding is always up. */
export function scaleByte(value: number | null): number {
  if (value === null) return 255;
  const code = SCALE.findIndex((step) => step >= value);
  return code === -1 ? 254 : code;
}

function nearest(value: number): number {
  return Math.floor(value + 0.5);
}

/** "Flags from the least significant bit". */
function flagsByte(flags: SlowFlags): number {
  const bits = [
    flags.lampConfirmed,
    flags.windowOpen,
    flags.timeTrusted,
    flags.vitalInterest,
    flags.panic,
    flags.gnssSuspicious,
    flags.backlog,
    flags.lowBattery,
  ];
  return bits.reduce((byte, bit, place) => byte + (bit ? 2 ** place : 0), 0);
}

function fixBody(fix: SlowFix): Buffer {
  return padded(
    number(1, 1),
    number(1, flagsByte(fix.flags)),
    number(4, fix.timeS),
    number(4, fix.latE7),
    number(4, fix.lonE7),
    number(2, fix.altitudeM === null ? -32768 : nearest(fix.altitudeM)),
    number(1, scaleByte(fix.accuracyM === null ? null : fix.accuracyM * 10)),
    number(1, scaleByte(fix.speedMps === null ? null : nearest(fix.speedMps * 20))),
    number(1, fix.courseDeg === null ? 255 : nearest(fix.courseDeg / 1.5) % 240),
    number(1, fix.batteryPercent === null ? 255 : nearest(fix.batteryPercent)),
    number(2, fix.consent),
    number(3, fix.sequence),
  );
}

function statusBody(status: SlowStatus): Buffer {
  return padded(
    number(1, 6),
    number(1, flagsByte(status.flags)),
    number(4, status.timeS),
    number(1, SLOW_SILENCES.indexOf(status.silence)),
    number(1, status.batteryPercent === null ? 255 : nearest(status.batteryPercent)),
    number(2, status.consent),
    number(3, status.sequence),
    number(2, Math.min(status.lastFixAgeS ?? 65535, 65535)),
    number(4, status.nextS),
    number(2, Math.min(status.queued, 65535)),
    number(4, status.receipts.count),
    status.receipts.head.subarray(0, 8),
  );
}

function deliveredBody({ epoch, first, bits }: SlowDelivered): Buffer {
  return padded(number(1, 7), number(1, 0), number(4, epoch), number(2, first), bits.subarray(0, 24));
}

export function bodyOf(report: SlowReport): Buffer {
  switch (report.kind) {
    case "fix":
      return fixBody(report);
    case "status":
      return statusBody(report);
    case "delivered":
      return deliveredBody(report);
    case "answer":
      return answerBody(report);
    case "command":
      return commandBody(report);
    case "alert":
      return alertBody(report, flagsByte(report.flags));
  }
}

import { SLOW_ALERTS, SLOW_PHASES } from "../oracle/slow-l1-alert.ts";
import { SLOW_ACTS, SLOW_RESULTS, type SlowCommand } from "../oracle/slow-l1-asking.ts";
import type { SlowDelivered, SlowFix, SlowFlags, SlowReport, SlowStatus } from "../oracle/slow-l1-bodies.ts";
import type { SlowReceipt } from "../oracle/slow-l1-receipts.ts";
import { FENCE_PARTS } from "./fence-cases.ts";

/** What the published vectors are made of. Keys are counted bytes, so that anyone can write them down. */
export function counted(length: number, from: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (from + i) % 256);
}

export const ROOT = counted(32, 0);
export const RECEIPT_KEY = counted(32, 64);
export const OUTBOX_SECRET = counted(32, 128);
export const EPOCHS = [0, 1, 2, 1000];
/** 1970, the first day of 2000, a day of 2026, and the last day that 32 bits can name. */
export const DAYS = [0, 10957, 20521, 4294967295];

const NOTHING: SlowFlags = {
  lampConfirmed: false,
  windowOpen: false,
  timeTrusted: false,
  vitalInterest: false,
  panic: false,
  gnssSuspicious: false,
  backlog: false,
  lowBattery: false,
};

const USUAL: SlowFlags = { ...NOTHING, lampConfirmed: true, windowOpen: true, timeTrusted: true };
const EVERY: SlowFlags = { ...USUAL, vitalInterest: true, panic: true, gnssSuspicious: true, backlog: true, lowBattery: true };

const WALK: SlowFix = {
  kind: "fix",
  flags: USUAL,
  timeS: 1773034200,
  latE7: 396383300,
  lonE7: 224163500,
  altitudeM: 90,
  accuracyM: 4.5,
  speedMps: 1.75,
  courseDeg: 90,
  batteryPercent: 80,
  consent: 1,
  sequence: 1,
};

const UNKNOWN = { altitudeM: null, accuracyM: null, speedMps: null, courseDeg: null, batteryPercent: null };

const TRACKING: SlowStatus = {
  kind: "status",
  flags: USUAL,
  timeS: 1773034200,
  silence: "tracking",
  batteryPercent: 80,
  consent: 1,
  sequence: 77,
  lastFixAgeS: 4,
  nextS: 1773034260,
  queued: 3,
  receipts: { count: 5, head: counted(8, 16) },
};

const DELIVERED: SlowDelivered = { kind: "delivered", epoch: 2, first: 0, bits: new Uint8Array(24).fill(128, 0, 1) };

export const BODIES: Record<string, SlowReport> = {
  "fix, a walk": WALK,
  "fix, nothing known but the place": {
    ...WALK,
    ...UNKNOWN,
    flags: NOTHING,
    timeS: 0,
    latE7: 0,
    lonE7: 0,
    consent: 0,
    sequence: 0,
  },
  "fix, north-east end of every range": {
    ...WALK,
    flags: EVERY,
    timeS: 4294967295,
    latE7: 900000000,
    lonE7: 1800000000,
    altitudeM: 32767,
    accuracyM: 49152,
    speedMps: 24576,
    courseDeg: 358.5,
    batteryPercent: 100,
    consent: 65535,
    sequence: 16777215,
  },
  "fix, south-west end of every range": {
    ...WALK,
    latE7: -900000000,
    lonE7: -1800000000,
    altitudeM: -32767,
    accuracyM: 0,
    speedMps: 0,
    courseDeg: 0,
    batteryPercent: 0,
  },
  "fix, halves round up and 359.5 degrees is north": { ...WALK, altitudeM: -0.5, courseDeg: 359.5, batteryPercent: 49.5 },
  "fix, accuracy rounds up: 3.3125 m is told as 3.4": { ...WALK, accuracyM: 3.3125, speedMps: 0.03125 },
  "fix, one sixteenth above a step": { ...WALK, accuracyM: 51.25, speedMps: 25.625 },
  "status, tracking": TRACKING,
  "status, withdrawn, nothing known": {
    ...TRACKING,
    flags: NOTHING,
    timeS: 0,
    silence: "withdrawn",
    batteryPercent: null,
    lastFixAgeS: null,
    nextS: 0,
    queued: 0,
    receipts: { count: 0, head: new Uint8Array(8) },
  },
  "status, deletion asked, every range at its end": {
    ...TRACKING,
    flags: EVERY,
    timeS: 4294967295,
    silence: "deletion-asked",
    batteryPercent: 100,
    consent: 65535,
    sequence: 16777215,
    lastFixAgeS: 65534,
    nextS: 4294967295,
    queued: 65535,
    receipts: { count: 4294967295, head: new Uint8Array(8).fill(255) },
  },
  "status, more than fits: age unknown, queue at its end": { ...TRACKING, lastFixAgeS: 70000, queued: 70000 },
  "delivered, the first frame of epoch 2": DELIVERED,
  "delivered, every bit, the last epoch": { ...DELIVERED, epoch: 4294967295, first: 1023, bits: new Uint8Array(24).fill(255) },
  "delivered, bits 0, 9 and 191": {
    ...DELIVERED,
    epoch: 1000,
    first: 512,
    bits: new Uint8Array(24).fill(128, 0, 1).fill(64, 1, 2).fill(1, 23),
  },
};

const CALL: SlowReport = {
  kind: "alert",
  flags: { ...NOTHING, panic: true },
  timeS: 1773034260,
  alert: "panic",
  phase: "raised",
  incident: 5 * 1024 + 17,
  subject: 255,
  measure: null,
  batteryPercent: 43,
  consent: 1,
  sequence: 77,
  lastFixAgeS: 12,
  times: 3,
  raisedS: 1773034200,
};

/** Every alert and every phase there is, and the ends of their ranges. */
export const ALERTED: Record<string, SlowReport> = {
  ...Object.fromEntries(SLOW_ALERTS.map((alert): [string, SlowReport] => [`alert, ${alert}`, { ...CALL, alert }])),
  ...Object.fromEntries(
    SLOW_PHASES.map((phase): [string, SlowReport] => [`alert, fence, ${phase}`, { ...CALL, alert: "fence", phase, subject: 0 }]),
  ),
  "alert, every range at its end": {
    ...CALL,
    flags: EVERY,
    timeS: 4294967295,
    incident: 4294967295,
    measure: 65534,
    batteryPercent: 100,
    consent: 65535,
    sequence: 16777215,
    lastFixAgeS: 65534,
    times: 65535,
    raisedS: 4294967295,
  },
  "alert, nothing known": { ...CALL, flags: NOTHING, timeS: 0, batteryPercent: null, lastFixAgeS: null, times: 0, raisedS: 0 },
};

const ASKING: SlowCommand = { kind: "command", act: "ping", consent: 1, sequence: 1773034200, expiresS: 1773034800, value: 0 };

/** Every act and every result there is, and the ends of their ranges. */
export const ASKED: Record<string, SlowReport> = {
  ...Object.fromEntries(
    SLOW_ACTS.map((act, at) => [
      `command, ${act}`,
      { ...ASKING, act, value: at * 60, ...(act === "fence-set" ? { fence: new Uint8Array(18) } : {}) },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(FENCE_PARTS).map(([name, part]) => [`command, ${name}`, { ...ASKING, act: "fence-set", ...part }]),
  ),
  "command, every range at its end": {
    ...ASKING,
    consent: 65535,
    sequence: 4294967295,
    expiresS: 4294967295,
    value: 4294967295,
  },
  ...Object.fromEntries(
    SLOW_RESULTS.map((result, at): [string, SlowReport] => [
      `answer, ${result}`,
      { kind: "answer", result, timeS: at === 0 ? 0 : 1773034200, sequence: 4294967295 - at },
    ]),
  ),
};

/** A minute of a walk to the north-east around a corner, a fix every five seconds; five places after the point. */
export const TRACK: SlowFix[] = Array.from({ length: 12 }, (_, i) => ({
  ...WALK,
  timeS: WALK.timeS + 5 * i,
  latE7: WALK.latE7 + 500 * Math.min(i, 6) + (i > 3 ? 100 : 0),
  lonE7: WALK.lonE7 + 300 * i + (i === 9 ? 40_000 : 0),
  altitudeM: i === 10 ? null : 90 + (i % 3),
  accuracyM: 4.5 + (i % 2),
  speedMps: i === 11 ? 0 : 1.75 + i / 16,
  courseDeg: i === 7 ? null : 45 + 1.5 * i,
  batteryPercent: i < 8 ? 80 : 79,
  sequence: WALK.sequence + i,
}));
export const TRACK_DECIMALS = 5;

/** Bodies that nobody may read, each with what is wrong in it: a place in the body, and the bytes that stand there. */
export const UNREADABLE: [name: string, from: string, at: number, bytes: number[]][] = [
  ["a fix north of the pole", "fix, a walk", 6, [0x35, 0xa4, 0xe9, 0x01]],
  ["a fix south of the pole", "fix, a walk", 6, [0xca, 0x5b, 0x16, 0xff]],
  ["a fix east of the date line", "fix, a walk", 10, [0x6b, 0x49, 0xd2, 0x01]],
  ["a fix west of the date line", "fix, a walk", 10, [0x94, 0xb6, 0x2d, 0xff]],
  ["a status with a silence of a later version", "status, tracking", 6, [13]],
  ["a kind of a later version", "fix, a walk", 0, [9]],
  ["kind 0", "fix, a walk", 0, [0]],
  ["an answer with a result of a later version", "answer, done", 1, [8]],
  ["an alert of a later version", "alert, panic", 6, [11]],
  ["an alert in a phase of a later version", "alert, panic", 7, [4]],
  ["an alert with something behind it", "alert, panic", 32, [1]],
  ["an act of a later version", "command, ping", 0, [30]],
  ["a command with something behind it", "command, ping", 32, [1]],
];

/** Values at which the scale changes its step, and between them. */
export const SCALED = [0, 1, 15, 16, 17, 31, 32, 33, 34, 62, 63, 64, 65, 1000, 491519, 491520];

/** Kinds by their number: grant, window-open, pause, withdraw, storage-fault. */
export const RECEIPTS: SlowReceipt[] = [
  { kind: 0, timeS: 1773034200, detail: 1 },
  { kind: 3, timeS: 1773034201, detail: 1 },
  { kind: 5, timeS: 1773036000, detail: 1 },
  { kind: 7, timeS: 4294967295, detail: 65535 },
  { kind: 25, timeS: null, detail: 4294967295 },
];

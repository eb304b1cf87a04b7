import { bytes, integer, pick, type Random } from "../random.ts";
import { SLOW_ALERTS, SLOW_PHASES, type SlowAlert } from "./slow-l1-alert.ts";
import { SLOW_ACTS, SLOW_RESULTS } from "./slow-l1-asking.ts";
import { SLOW_SILENCES, type SlowFix, type SlowFlags, type SlowReport } from "./slow-l1-bodies.ts";
import type { SlowReceipt } from "./slow-l1-receipts.ts";

/** Reports of every kind, with the ends of each range more often than chance would have them. */

const RECEIPT_KINDS = 26;

function flag(next: Random): boolean {
  return next() < 0.5;
}

/** A whole number of so many bits; one in five is an end of the range. */
function whole(next: Random, bits: number): number {
  const span = 2 ** bits;
  return next() < 0.2 ? pick(next, [0, 1, span - 2, span - 1]) : Math.floor(next() * span);
}

/** A measure from `low` to `high`, with a fraction or on an end; one in six is not known. */
function measure(next: Random, low: number, high: number): number | null {
  if (next() < 1 / 6) return null;
  if (next() < 0.2) return pick(next, [low, high, low + 0.5, high - 0.5]);
  return low + (high - low) * next();
}

/** Most of what is measured is small, so half of it is. */
function smallMeasure(next: Random, high: number): number | null {
  return measure(next, 0, flag(next) ? high : 20);
}

function flagsOf(next: Random): SlowFlags {
  return {
    lampConfirmed: flag(next),
    windowOpen: flag(next),
    timeTrusted: flag(next),
    vitalInterest: flag(next),
    panic: flag(next),
    gnssSuspicious: flag(next),
    backlog: flag(next),
    lowBattery: flag(next),
  };
}

export function randomFix(next: Random): SlowFix {
  return {
    kind: "fix",
    flags: flagsOf(next),
    timeS: whole(next, 32),
    latE7: Math.round((next() * 2 - 1) * 900000000),
    lonE7: Math.round((next() * 2 - 1) * 1800000000),
    altitudeM: measure(next, -32767, 32767),
    accuracyM: smallMeasure(next, 60000),
    speedMps: smallMeasure(next, 30000),
    courseDeg: measure(next, 0, 360),
    batteryPercent: measure(next, 0, 100),
    consent: whole(next, 16),
    sequence: whole(next, 24),
  };
}

function randomStatus(next: Random): SlowReport {
  return {
    kind: "status",
    flags: flagsOf(next),
    timeS: whole(next, 32),
    silence: pick(next, SLOW_SILENCES),
    batteryPercent: measure(next, 0, 100),
    consent: whole(next, 16),
    sequence: whole(next, 24),
    lastFixAgeS: flag(next) ? null : whole(next, 17),
    nextS: whole(next, 32),
    queued: whole(next, 17),
    receipts: { count: whole(next, 32), head: bytes(next, 8) },
  };
}

function randomAlert(next: Random): SlowAlert<SlowFlags> {
  return {
    kind: "alert",
    flags: flagsOf(next),
    timeS: whole(next, 32),
    alert: pick(next, SLOW_ALERTS),
    phase: pick(next, SLOW_PHASES),
    incident: whole(next, 32),
    subject: whole(next, 8),
    measure: flag(next) ? null : whole(next, 17),
    batteryPercent: measure(next, 0, 100),
    consent: whole(next, 16),
    sequence: whole(next, 24),
    lastFixAgeS: flag(next) ? null : whole(next, 17),
    times: whole(next, 17),
    raisedS: whole(next, 32),
  };
}

export function randomReport(next: Random): SlowReport {
  switch (integer(next, 6)) {
    case 5:
      return randomAlert(next);
    case 0:
      return randomFix(next);
    case 1:
      return randomStatus(next);
    case 2:
      return { kind: "delivered", epoch: whole(next, 32), first: whole(next, 16), bits: bytes(next, 24) };
    case 3:
      return { kind: "answer", result: pick(next, SLOW_RESULTS), timeS: whole(next, 32), sequence: whole(next, 32) };
    default:
      return randomCommand(next);
  }
}

function randomCommand(next: Random): SlowReport {
  const act = pick(next, SLOW_ACTS);
  return {
    kind: "command",
    act,
    consent: whole(next, 16),
    sequence: whole(next, 32),
    expiresS: whole(next, 32),
    value: whole(next, 32),
    ...(act === "fence-set" ? { fence: bytes(next, 18) } : {}),
  };
}

/** 33 bytes of which most begin as a kind that there is, and some end in zeros as a command does. */
export function randomBody(next: Random): Uint8Array {
  const body = bytes(next, 33);
  if (flag(next)) body[0] = pick(next, [1, 4, 6, 7, 8, 16, 20, 29, 30]);
  if (flag(next)) body.fill(0, 15);
  if (flag(next)) body[1] = integer(next, 10);
  if (flag(next)) body[6] = integer(next, 15);
  if (flag(next)) body[7] = integer(next, 5);
  if (flag(next)) body.fill(0, 29);
  return body;
}

export function randomReceipts(next: Random, most: number): SlowReceipt[] {
  return Array.from({ length: integer(next, most + 1) }, () => ({
    kind: integer(next, RECEIPT_KINDS),
    timeS: flag(next) ? whole(next, 32) : null,
    detail: whole(next, 32),
  }));
}

import { copyOf } from "../protocol/bytes.ts";
import { asDecoded, encode } from "../protocol/codec.ts";
import {
  type AlertReport,
  type AnswerReport,
  type FixReport,
  type Flags,
  RECEIPT_HEAD_TOLD,
  type StatusReport,
} from "../protocol/report.ts";
import { isKept, type Silence } from "../protocol/silence.ts";
import { isRaisedIn } from "./alert-record.ts";
import { closeBatch, gather } from "./batching.ts";
import { heartbeatS } from "./constant-rate.ts";
import type { Effect, Moment } from "./event.ts";
import { accuracyOf } from "./fix-accuracy.ts";
import type { GateClaims, PermittedFix } from "./gate.ts";
import { encodeOutbox, OUTBOX, putIn, type Worth, wantsRewrite } from "./outbox.ts";
import { epochIsOver, type Pair } from "./pair.ts";
import { takenAt } from "./publishing.ts";
import { durableHead } from "./receipts.ts";
import { decimalsFor, isNamed, isToldPoints } from "./roster.ts";
import { headingNow, noteTold } from "./sampling.ts";
import { nextOpening } from "./schedule.ts";
import { sealNext, stepWhenNone, stepWhenOver } from "./sealing.ts";
import type { TrackerState } from "./state.ts";

const LOW_BATTERY_PERCENT = 15;
const SEQUENCE_SPAN = 16777216;

/** What is true now, for whatever is told. */
export function flagsNow(state: TrackerState, claims: GateClaims, moment: Moment): Flags {
  return {
    lampConfirmed: claims.lamp === "confirmed",
    windowOpen: claims.hours === "open",
    timeTrusted: claims.time === "trusted",
    vitalInterest: claims.vital === "open",
    // Its positions are as urgent as the call itself.
    panic: isRaisedIn(state.alerts, "panic"),
    gnssSuspicious: state.quality.suspicious,
    backlog: !state.linkUp,
    lowBattery: moment.batteryPercent !== null && moment.batteryPercent < LOW_BATTERY_PERCENT,
  };
}

// Integers from here on: rounding the degrees once agrees on every platform (ESPRUINO.md's own measurement).
function coarsened(degrees: number, decimals: number): number {
  let grid = 1;
  for (let i = decimals; i < 7; i++) grid *= 10;
  return Math.round((degrees * 1e7) / grid) * grid;
}

/** The report of a permitted fix for one guardian, at the precision that the consent allows them. */
export function fixReport(
  state: TrackerState,
  pair: Pair,
  permitted: PermittedFix,
  claims: GateClaims,
  moment: Moment,
): FixReport {
  const fix = permitted.fix;
  const consent = state.consent;
  const decimals = decimalsFor(state, pair);
  const heading = headingNow(state.sampling);
  return {
    kind: "fix",
    flags: flagsNow(state, claims, moment),
    timeS: Math.floor(fix.timeMs / 1000),
    latE7: coarsened(fix.latDeg, decimals),
    lonE7: coarsened(fix.lonDeg, decimals),
    altitudeM: fix.altitudeM,
    accuracyM: accuracyOf(fix),
    speedMps: heading.speedMps,
    courseDeg: heading.courseDeg,
    batteryPercent: moment.batteryPercent,
    consent: consent === null ? 0 : consent.number,
    sequence: state.outbox.sequence,
  };
}

function queuedFor(state: TrackerState, slot: number): number {
  let count = 0;
  for (let i = 0; i < state.outbox.waiting.length; i++) {
    const entry = state.outbox.waiting[i];
    if (entry !== undefined && entry.slot === slot) count += 1;
  }
  return count;
}

function nextReportS(state: TrackerState, silence: Silence, utcMs: number | null, percent: number | null): number {
  const consent = state.consent;
  if (utcMs === null || consent === null) return 0;
  if (silence === "paused") return consent.pausedUntilS;
  if (isKept(silence) && silence !== "outside-hours") return 0;
  if (silence !== "outside-hours") return Math.floor(utcMs / 1000) + heartbeatS(state.rate, percent);
  const opens = nextOpening(consent.schedule, utcMs);
  return opens === null ? 0 : Math.floor(opens / 1000);
}

/** The device's account of itself for one guardian. Holds no position. */
export function statusReport(
  state: TrackerState,
  silence: Silence,
  claims: GateClaims,
  moment: Moment,
  utcMs: number | null,
  slot: number,
): StatusReport {
  const last = state.lastPermittedUpMs;
  const told = durableHead(state.receipts);
  return {
    kind: "status",
    flags: flagsNow(state, claims, moment),
    timeS: utcMs === null ? 0 : Math.floor(utcMs / 1000),
    silence: silence,
    batteryPercent: moment.batteryPercent,
    consent: state.consent === null ? 0 : state.consent.number,
    sequence: state.outbox.sequence,
    lastFixAgeS: last === null ? null : Math.floor((moment.upMs - last) / 1000),
    nextS: nextReportS(state, silence, utcMs, moment.batteryPercent),
    queued: queuedFor(state, slot),
    receipts: { count: told.count, head: copyOf(told.head, 0, RECEIPT_HEAD_TOLD) },
  };
}

/** What a device may tell. */
type Telemetry = FixReport | StatusReport | AnswerReport | AlertReport;

function worthOf(report: Telemetry): Worth {
  if (report.kind === "alert") return "alert";
  if (report.kind !== "fix") return "status";
  return report.flags.panic ? "alarm" : "fix";
}

/**
 * Seals a report for one guardian and puts it into the outbox. The new epoch's record is stored first, the frame second,
 * and only then may delivery publish it: a power cut between any two of them repeats no key.
 */
export function sealFor(state: TrackerState, pair: Pair, report: Telemetry, upMs: number, effects: Effect[]): void {
  const body = encode(report);
  const step = report.kind === "alert" ? stepWhenNone : stepWhenOver;
  if (epochIsOver(pair, upMs)) closeBatch(state, pair, effects);
  step(state, pair, upMs, effects);
  gather(state, pair, report, body, effects);
  // The batch that was just closed may have taken the epoch's last number.
  step(state, pair, upMs, effects);
  const sealed = sealNext(state, pair, body);
  if (sealed === null) return;
  const record = putIn(state.cipher, state.outbox, {
    slot: pair.slot,
    epoch: sealed.epoch,
    number: sealed.number,
    frame: sealed.frame,
    worth: worthOf(report),
    takenS: takenAt(pair, report.timeS),
    fixes: 0,
  });
  // With a store that fails only a status is sealed. It carries no new sequence number and its epoch is stored, so it may
  // go from memory alone: the guardian shall hear of the fault.
  if (!state.store.sound) return;
  if (wantsRewrite(state.outbox))
    effects.push({ kind: "replace", name: OUTBOX, bytes: encodeOutbox(state.cipher, state.outbox) });
  else effects.push({ kind: "append", name: OUTBOX, bytes: record });
}

/** Seals one position for every guardian who is served, under one new number of the sequence. */
export function sendFix(
  state: TrackerState,
  permitted: PermittedFix,
  claims: GateClaims,
  moment: Moment,
  effects: Effect[],
): void {
  state.outbox.sequence = (state.outbox.sequence + 1) % SEQUENCE_SPAN;
  for (let i = 0; i < state.pairs.length; i++) {
    const pair = state.pairs[i] as Pair;
    if (!isToldPoints(state, pair)) continue;
    const report = fixReport(state, pair, permitted, claims, moment);
    sealFor(state, pair, report, moment.upMs, effects);
    noteTold(state.sampling, decimalsFor(state, pair), asDecoded(report));
  }
  state.told.upMs = moment.upMs;
  state.told.percent = moment.batteryPercent;
}

/** Seals a status for every guardian whom the consent names; `make` builds the report for one slot. */
export function sendStatus(state: TrackerState, make: (slot: number) => StatusReport, upMs: number, effects: Effect[]): void {
  for (let i = 0; i < state.pairs.length; i++) {
    const pair = state.pairs[i] as Pair;
    if (!isNamed(state, pair.slot)) continue;
    const report = make(pair.slot);
    sealFor(state, pair, report, upMs, effects);
    state.told.percent = report.batteryPercent;
  }
  state.told.upMs = upMs;
}

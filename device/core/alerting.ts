import type { AlertName, AlertPhase } from "../protocol/alert.ts";
import { type AlertReport, NO_SUBJECT } from "../protocol/report.ts";
import { type ActiveAlert, ALERTS, encodeAlerts, MAX_ALERTS } from "./alert-record.ts";
import { claimsAt } from "./claims.ts";
import type { Effect, Moment } from "./event.ts";
import type { GateClaims } from "./gate.ts";
import { EPOCH_FRAMES, MAX_PAIRS, type Pair } from "./pair.ts";
import { isNamed, isServed } from "./roster.ts";
import { stepWhenNone } from "./sealing.ts";
import { flagsNow, sealFor } from "./sending.ts";
import type { TrackerState } from "./state.ts";

/**
 * Incidents: raised once, told again while they last, answered, cleared. What is told says what is wrong and never
 * where; it goes ahead of the backlog.
 */

/** What is told of the wearer by itself goes only where and when a position might. */
function mayTell(state: TrackerState, pair: Pair, alert: AlertName, claims: GateClaims): boolean {
  // A call for help is the wearer's own act: it goes at any hour, to whom they once named, or else to all who are paired.
  if (alert === "panic") return state.consent === null || isNamed(state, pair.slot);
  const agreed = claims.consent === "active" && claims.hours === "open" && claims.rest === "kept";
  return isServed(state, pair) && (agreed || claims.vital === "open");
}

export function findAlert(state: TrackerState, alert: AlertName, subject: number): ActiveAlert | null {
  for (let i = 0; i < state.alerts.length; i++) {
    const active = state.alerts[i] as ActiveAlert;
    if (active.alert === alert && active.subject === subject) return active;
  }
  return null;
}

export function isRaised(state: TrackerState, alert: AlertName): boolean {
  return findAlert(state, alert, NO_SUBJECT) !== null;
}

function keepAlerts(state: TrackerState, effects: Effect[]): void {
  effects.push({ kind: "replace", name: ALERTS, bytes: encodeAlerts(state.alerts) });
}

/** What lasts now, or that nothing does: also after a write that failed. */
export function storeAlerts(state: TrackerState, effects: Effect[]): void {
  if (state.alerts.length > 0) keepAlerts(state, effects);
  else effects.push({ kind: "erase", name: ALERTS });
}

/** A number that this guardian never had: the place of a frame that is not sealed yet. */
export function incidentFor(state: TrackerState, pair: Pair, moment: Moment, effects: Effect[]): number {
  stepWhenNone(state, pair, moment.upMs, effects);
  const number = pair.nextNumber === null ? 0 : pair.nextNumber;
  // Epochs of fifteen minutes last for 119 years before this could come again.
  return (pair.epoch * EPOCH_FRAMES + number) % 4294967296;
}

/** What is told of an incident; the number of it is still to be put in. */
export function reportOf(
  state: TrackerState,
  active: ActiveAlert,
  phase: AlertPhase,
  claims: GateClaims,
  moment: Moment,
  utcMs: number | null,
): AlertReport {
  const last = state.lastPermittedUpMs;
  const flags = flagsNow(state, claims, moment);
  flags.panic = active.alert === "panic" && (phase === "raised" || phase === "acknowledged");
  return {
    kind: "alert",
    flags: flags,
    timeS: utcMs === null ? 0 : Math.floor(utcMs / 1000),
    alert: active.alert,
    phase: phase,
    // Each guardian has a number of their own for it: the caller puts it in.
    incident: 0,
    subject: active.subject,
    measure: active.measure,
    batteryPercent: moment.batteryPercent,
    consent: state.consent === null ? 0 : state.consent.number,
    sequence: state.outbox.sequence,
    lastFixAgeS: last === null ? null : Math.floor((moment.upMs - last) / 1000),
    times: active.times,
    raisedS: active.raisedS,
  };
}

/** Who is told in one round, and what: `incident` is put in for each. */
interface Round {
  active: ActiveAlert;
  report: AlertReport;
  claims: GateClaims;
}

/** Seals the report for one guardian, if they know of the incident and may still hear of it. */
function tellOne(state: TrackerState, pair: Pair, round: Round, upMs: number, effects: Effect[]): void {
  const incident = round.active.incidents[pair.slot] as number;
  if (incident === 0 || !mayTell(state, pair, round.active.alert, round.claims)) return;
  round.report.incident = incident;
  sealFor(state, pair, round.report, upMs, effects);
}

function roundOf(state: TrackerState, active: ActiveAlert, phase: AlertPhase, moment: Moment, utcMs: number | null): Round {
  const claims = claimsAt(state, moment.upMs, utcMs, null);
  return { active: active, report: reportOf(state, active, phase, claims, moment, utcMs), claims: claims };
}

/** Tells everybody who knows of the incident how it stands. */
function tell(
  state: TrackerState,
  active: ActiveAlert,
  phase: AlertPhase,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  const round = roundOf(state, active, phase, moment, utcMs);
  for (let i = 0; i < state.pairs.length; i++) tellOne(state, state.pairs[i] as Pair, round, moment.upMs, effects);
}

function makeRoom(state: TrackerState, alert: AlertName): boolean {
  if (state.alerts.length < MAX_ALERTS) return true;
  if (alert !== "panic") return false;
  state.alerts = state.alerts.slice(1);
  return true;
}

/** What is wrong. `subject` is the number of a fence, else NO_SUBJECT; `measure` as in AlertReport. */
export interface Trouble {
  alert: AlertName;
  subject: number;
  measure: number | null;
}

/** An alert that is about nothing more than its name says. */
export function trouble(alert: AlertName, measure: number | null): Trouble {
  return { alert: alert, subject: NO_SUBJECT, measure: measure };
}

/**
 * Something is wrong: tells every guardian who may hear of it.
 * @returns false when the same is raised already, or nobody may hear of it now: ask again when it still is wrong.
 */
export function raise(state: TrackerState, what: Trouble, moment: Moment, utcMs: number | null, effects: Effect[]): boolean {
  if (findAlert(state, what.alert, what.subject) !== null) return false;
  const claims = claimsAt(state, moment.upMs, utcMs, null);
  const incidents: number[] = [];
  for (let slot = 0; slot < MAX_PAIRS; slot++) incidents.push(0);
  let heard = false;
  for (let i = 0; i < state.pairs.length; i++) {
    const pair = state.pairs[i] as Pair;
    if (!mayTell(state, pair, what.alert, claims)) continue;
    incidents[pair.slot] = incidentFor(state, pair, moment, effects);
    heard = true;
  }
  if (!heard || !makeRoom(state, what.alert)) return false;
  const raisedS = utcMs === null ? 0 : Math.floor(utcMs / 1000);
  const active: ActiveAlert = {
    alert: what.alert,
    subject: what.subject,
    measure: what.measure,
    raisedS: raisedS,
    incidents: incidents,
    times: 0,
    answered: false,
  };
  state.alerts.push(active);
  keepAlerts(state, effects);
  tell(state, active, "raised", moment, utcMs, effects);
  return true;
}

function waitsFor(state: TrackerState, slot: number): boolean {
  return state.outbox.waiting.some((entry) => entry.slot === slot && entry.worth === "alert");
}

/** The same incident once more, while nobody has answered: to every guardian for whom no report of it still waits. */
export function tellAgain(
  state: TrackerState,
  active: ActiveAlert,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  active.times += 1;
  const round = roundOf(state, active, "raised", moment, utcMs);
  for (let i = 0; i < state.pairs.length; i++) {
    const pair = state.pairs[i] as Pair;
    if (!waitsFor(state, pair.slot)) tellOne(state, pair, round, moment.upMs, effects);
  }
}

/** It is over. @param phase "cancelled" by the wearer's hand, else "cleared". @returns false when it was not raised. */
export function clear(
  state: TrackerState,
  what: Pick<Trouble, "alert" | "subject">,
  phase: "cleared" | "cancelled",
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): boolean {
  const active = findAlert(state, what.alert, what.subject);
  if (active === null) return false;
  state.alerts = state.alerts.filter((other) => other !== active);
  keepAlerts(state, effects);
  tell(state, active, phase, moment, utcMs, effects);
  return true;
}

/** One incident by one guardian's number for it. */
export function incidentOf(state: TrackerState, slot: number, incident: number): ActiveAlert | null {
  if (incident === 0) return null;
  for (let i = 0; i < state.alerts.length; i++) {
    const active = state.alerts[i] as ActiveAlert;
    if (active.incidents[slot] === incident) return active;
  }
  return null;
}

/** A guardian has answered; the others hear that somebody did. Never the other way round: an answer raises nothing. */
export function answerAlert(
  state: TrackerState,
  active: ActiveAlert,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  if (active.answered) return;
  active.answered = true;
  keepAlerts(state, effects);
  tell(state, active, "acknowledged", moment, utcMs, effects);
}

/** After a consent has ended nothing of the wearer's day stays noted; only a call for help goes on (F50). */
export function forgetAlerts(state: TrackerState, effects: Effect[]): void {
  const left = state.alerts.filter((active) => active.alert === "panic");
  if (left.length === state.alerts.length) return;
  state.alerts = left;
  storeAlerts(state, effects);
}

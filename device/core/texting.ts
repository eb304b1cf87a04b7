import { NO_SUBJECT } from "../protocol/report.ts";
import { findAlert } from "./alerting.ts";
import { passRate } from "./constant-rate.ts";
import type { Effect, Event } from "./event.ts";
import type { Waiting } from "./outbox.ts";
import { isHeldBack } from "./retention.ts";
import type { SmsTerms } from "./sms.ts";
import { isUrgent } from "./sms-choice.ts";
import { hearSmsOutcome, makeSmsLane, type SmsAct, type SmsLane, wantSms } from "./sms-lane.ts";
import type { TrackerState } from "./state.ts";

/** The lane of text messages in the running device. */
export interface Texting {
  lane: SmsLane;
  /** Uptime since which there is no broker; null: there is one. */
  downSinceUpMs: number | null;
  /** What was last asked of the modem. */
  on: boolean;
}

/** @param terms null: this board has no modem, or its configuration names no number. */
export function makeTexting(terms: SmsTerms | null): Texting | null {
  if (terms === null || terms.numbers.length === 0) return null;
  return { lane: makeSmsLane(terms), downSinceUpMs: null, on: false };
}

/**
 * What may leave: as for the broker, nothing whose age is unknown after a start; and nothing that was sealed in this
 * very step, which is not known to be durable and may be sealed under an epoch that is not (P16).
 */
function mayLeave(state: TrackerState, positions: boolean): Waiting[] {
  const entries: Waiting[] = [];
  for (let i = 0; i < state.outbox.waiting.length - state.outbox.fresh; i++) {
    const entry = state.outbox.waiting[i] as Waiting;
    const wanted = isUrgent(entry) || (positions && entry.worth === "fix");
    if (wanted && !isHeldBack(state.outbox, entry)) entries.push(entry);
  }
  return entries;
}

function power(texting: Texting, on: boolean, effects: Effect[]): void {
  if (texting.on === on) return;
  texting.on = on;
  effects.push({ kind: "sms-power", on: on });
}

function passSms(state: TrackerState, upMs: number, effects: Effect[]): void {
  const texting = state.texting;
  if (texting === null) return;
  if (state.linkUp) texting.downSinceUpMs = null;
  else if (texting.downSinceUpMs === null) texting.downSinceUpMs = upMs;
  // Nothing is agreed to and nothing waits: the modem is let go of, like the link.
  power(texting, state.wanted.linkOn, effects);
  if (!texting.on) texting.lane.underWay = null;
  if (!texting.on) return;
  const downForMs = texting.downSinceUpMs === null ? 0 : upMs - texting.downSinceUpMs;
  const call = findAlert(state, "panic", NO_SUBJECT);
  const callS = call === null ? null : call.raisedS;
  const acts = wantSms(
    texting.lane,
    { entries: mayLeave(state, texting.lane.terms.positionsEveryS !== null), linkDownForMs: downForMs, callS: callS },
    upMs,
  );
  for (let i = 0; i < acts.length; i++) {
    const act = acts[i] as SmsAct;
    if (act.kind === "stop") power(texting, false, effects);
    else effects.push({ kind: "sms", number: act.number, content: act.content, reference: act.reference });
  }
}

/** The two ways out that time alone moves: the constant rate to the broker, and text messages. After everything else. */
export function passLanes(state: TrackerState, event: Event, upMs: number, utcMs: number | null, effects: Effect[]): void {
  if (event.kind === "sms-outcome" && state.texting !== null)
    hearSmsOutcome(state.texting.lane, event.reference, event.outcome, upMs);
  if (event.kind !== "tick") return;
  passRate(state, upMs, utcMs, effects);
  passSms(state, upMs, effects);
}

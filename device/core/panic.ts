import { clear, findAlert, raise, tellAgain, trouble } from "./alerting.ts";
import { claimsAt } from "./claims.ts";
import { tellPermission } from "./consent-change.ts";
import { callEmergency } from "./emergency.ts";
import type { Effect, Moment } from "./event.ts";
import { feel } from "./feel.ts";
import { lampIsDue } from "./gate.ts";
import type { Pair } from "./pair.ts";
import { stepWhenNone } from "./sealing.ts";
import type { TrackerState } from "./state.ts";

/**
 * The wearer's call for help. It is told at once and at any hour, and again until a guardian answers; no fault of
 * receiver, clock, hours or queue holds it back. Only the wearer's hand begins it and ends it. It says that help is wanted;
 * where the wearer is says a position, through the gate like every other.
 */
export interface PanicWatch {
  /** Uptime at which the device started. */
  startedUpMs: number;
  /** Uptime at which a call by the one button was announced to the wearer, who may still take it back; null: none is. */
  announcedUpMs: number | null;
  /** Uptime at which the present call began, or at which the device started with it; null: there is none. */
  calledUpMs: number | null;
  /** Uptime at which it was told last. */
  toldUpMs: number;
  /** Uptime at which the link was last asked to hurry. */
  hurriedUpMs: number;
  /** The position of this call was asked for outside the hours; once a call. */
  emergency: boolean;
  /** Since when the button that only calls is down; null: it is up. */
  downUpMs: number | null;
  /** What the present press of it does is done. A button that is stuck calls once. */
  held: boolean;
  /** The wearer chose that nobody near them shall notice: no lamp and no vibration say that they called. */
  quiet: boolean;
}

const CALL = trouble("panic", null);

/** So long the wearer can take a call back that five presses made, by one press. */
export const TAKE_BACK_MS = 5000;
/** The button that only calls, held for so long, calls. */
export const CALL_HOLD_MS = 1500;
/** For so long five more presses are the same frightened hand, and not the end of the call. */
export const SAME_HAND_MS = 30000;
const OFTEN_MS = 15000;
const RARELY_MS = 60000;
/** How often it is told often. */
const OFTEN = 16;
/** A call that was answered is over after so long, one that nobody answered after a day. */
const ANSWERED_LASTS_MS = 7200000;
const UNANSWERED_LASTS_MS = 86400000;

export function makePanicWatch(quiet: boolean, upMs: number): PanicWatch {
  return {
    startedUpMs: upMs,
    announcedUpMs: null,
    calledUpMs: null,
    toldUpMs: 0,
    hurriedUpMs: 0,
    emergency: false,
    downUpMs: null,
    held: false,
    quiet: quiet,
  };
}

function feelIt(state: TrackerState, what: "calling" | "called" | "call-over", effects: Effect[]): void {
  if (!state.panic.quiet) feel(what, effects);
}

export function isCalling(state: TrackerState): boolean {
  return findAlert(state, CALL.alert, CALL.subject) !== null;
}

/** Calls now. The wearer feels that it goes out, or that there is nobody to call. */
export function callForHelp(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  const panic = state.panic;
  panic.announcedUpMs = null;
  if (isCalling(state)) return;
  if (!raise(state, CALL, moment, utcMs, effects)) {
    // Also a quiet call: who believes that help comes does not look for another way.
    feel("refused", effects);
    return;
  }
  panic.calledUpMs = moment.upMs;
  panic.toldUpMs = moment.upMs;
  panic.emergency = false;
  feelIt(state, "called", effects);
}

/** The wearer says that it is over, or that it was nothing. */
export function endCall(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  state.panic.announcedUpMs = null;
  state.panic.calledUpMs = null;
  // What the call had opened is shut with it; an emergency that somebody else called is none of its business.
  if (state.permission.vital.actor === "wearer") tellPermission(state, { kind: "call-off" }, moment, utcMs, effects);
  if (clear(state, CALL, "cancelled", moment, utcMs, effects)) feelIt(state, "call-over", effects);
}

/** Whether a press of now still belongs to the row that called. */
export function isSameHand(state: TrackerState, upMs: number): boolean {
  const since = state.panic.calledUpMs;
  return isCalling(state) && since !== null && upMs - since < SAME_HAND_MS;
}

/** Five presses: a call, with a moment to take it back; much later, its end. */
export function hearFivePresses(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  const panic = state.panic;
  if (isCalling(state)) {
    if (!isSameHand(state, moment.upMs)) endCall(state, moment, utcMs, effects);
    return;
  }
  // A hand that goes on pressing does not wait for the moment to be over.
  if (panic.announcedUpMs !== null) return callForHelp(state, moment, utcMs, effects);
  panic.announcedUpMs = moment.upMs;
  feelIt(state, "calling", effects);
}

/** A short row of presses while a call is announced takes it back. @returns whether there was one. */
export function takeBack(state: TrackerState, effects: Effect[]): boolean {
  if (state.panic.announcedUpMs === null) return false;
  state.panic.announcedUpMs = null;
  feelIt(state, "call-over", effects);
  return true;
}

/** The button that only calls, on boards that have one. It does nothing but begin a call, so that a stuck one ends none (F31). */
export function hearCallButton(state: TrackerState, down: boolean, upMs: number): void {
  if (!down) {
    state.panic.downUpMs = null;
    state.panic.held = false;
  } else if (state.panic.downUpMs === null) state.panic.downUpMs = upMs;
}

function tellWhenDue(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  const active = findAlert(state, CALL.alert, CALL.subject);
  if (active === null) return;
  const panic = state.panic;
  // Found in the store at a start: a power cut ends no call.
  if (panic.calledUpMs === null || moment.upMs < panic.calledUpMs) {
    panic.calledUpMs = moment.upMs;
    panic.toldUpMs = moment.upMs - OFTEN_MS;
  }
  const lasts = moment.upMs - panic.calledUpMs;
  if (lasts >= (active.answered ? ANSWERED_LASTS_MS : UNANSWERED_LASTS_MS)) {
    panic.calledUpMs = null;
    clear(state, CALL, "cleared", moment, utcMs, effects);
    return;
  }
  const every = active.times < OFTEN ? OFTEN_MS : RARELY_MS;
  if (active.answered || moment.upMs - panic.toldUpMs < every) return;
  panic.toldUpMs = moment.upMs;
  tellAgain(state, active, moment, utcMs, effects);
}

/**
 * Where nothing agreed to lets a position pass, the call asks for the emergency of R-12: the wearer feels it coming, for a
 * minute, and a press keeps the position to themselves while the call goes on. A quiet call cannot announce it.
 */
function askForPosition(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  const panic = state.panic;
  if (panic.emergency || panic.quiet || !isCalling(state)) return;
  if (lampIsDue(claimsAt(state, moment.upMs, utcMs, null))) return;
  panic.emergency = true;
  callEmergency(state, "wearer", "danger", moment, utcMs, effects);
}

/** So long after a start nothing is prepared: a board that brown-outs again and again must not wear out its flash (F5). */
const SETTLED_MS = 30000;

/** An epoch lies open for a call, so that the call itself needs no write. */
function prepare(state: TrackerState, upMs: number, effects: Effect[]): void {
  if (!state.store.sound || upMs - state.panic.startedUpMs < SETTLED_MS) return;
  for (let i = 0; i < state.pairs.length; i++) stepWhenNone(state, state.pairs[i] as Pair, upMs, effects);
}

/** A link that waits longer after each failure would keep the call for a minute after there is a way again. */
function hurryLink(state: TrackerState, upMs: number, effects: Effect[]): void {
  if (state.linkUp || !isCalling(state)) return;
  const passed = upMs - state.panic.hurriedUpMs;
  if (passed >= 0 && passed < OFTEN_MS) return;
  state.panic.hurriedUpMs = upMs;
  effects.push({ kind: "hurry" });
}

/** One tick. */
export function passPanic(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  const panic = state.panic;
  if (panic.announcedUpMs !== null && !(moment.upMs - panic.announcedUpMs < TAKE_BACK_MS && moment.upMs >= panic.announcedUpMs))
    callForHelp(state, moment, utcMs, effects);
  if (panic.downUpMs !== null && moment.upMs - panic.downUpMs >= CALL_HOLD_MS && !panic.held) {
    panic.held = true;
    callForHelp(state, moment, utcMs, effects);
  }
  tellWhenDue(state, moment, utcMs, effects);
  askForPosition(state, moment, utcMs, effects);
  hurryLink(state, moment.upMs, effects);
  prepare(state, moment.upMs, effects);
}

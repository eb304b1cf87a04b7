import { clear, findAlert, raise, tellAgain, trouble } from "./alerting.ts";
import type { Effect, Moment } from "./event.ts";
import { type FallDetector, forgetMotion, hearMotion, makeFallDetector } from "./fall-detector.ts";
import { FALL_LIMITS } from "./fall-limits.ts";
import { feel } from "./feel.ts";
import { type GateClaims, refusalOf } from "./gate.ts";
import type { TrackerState } from "./state.ts";

/**
 * A fall: motion is read only where the wearer agreed to data on health by an answer of its own (R-17, GDPR 9) and the
 * gate stands open; then the wearer is asked, and only silence is told. Of the motion nothing is kept and nothing leaves.
 */
export interface FallWatch {
  /** Null: this board has no accelerometer, or its notice names no falls. */
  detector: FallDetector | null;
  /** Whether the accelerometer was asked to speak. */
  listens: boolean;
  /** Uptime at which the wearer was asked whether they fell; null: nobody is asked. */
  askedUpMs: number | null;
  /** Uptime at which they last felt the question. */
  feltUpMs: number;
  /** Uptime at which the fall was told first, or at which the device started with it; null: none is told. */
  raisedUpMs: number | null;
  toldUpMs: number;
}

const FALL = trouble("fall", null);

/** So long the wearer may say that it was nothing; nothing is told before. */
export const FALL_ASK_MS = 30000;
/** The question is felt again and again: whoever lies there may need a moment to notice it. */
const FEEL_AGAIN_MS = 5000;
/** A press that has begun when the time is over still counts; longer than this no row of presses lasts. */
const PRESSING_MS = 3000;
const TELL_AGAIN_MS = 60000;
/** A fall that was answered is over after so long, one that nobody answered after a day: as a call for help. */
const ANSWERED_LASTS_MS = 7200000;
const UNANSWERED_LASTS_MS = 86400000;

/** @param able the board has an accelerometer, and the notice names falls. Without it there is no detector at all. */
export function makeFallWatch(able: boolean): FallWatch {
  return {
    detector: able ? makeFallDetector(FALL_LIMITS) : null,
    listens: false,
    askedUpMs: null,
    feltUpMs: 0,
    raisedUpMs: null,
    toldUpMs: 0,
  };
}

/** An emergency does not stand in here: nobody is watched for falls who did not say yes to it. */
function agreedToHealth(state: TrackerState, claims: GateClaims): boolean {
  return state.consent !== null && state.consent.sensitive === "agreed" && claims.consent === "active";
}

/** Asks the accelerometer to speak or to be silent, after every event. In doubt it is silent. */
export function powerMotion(state: TrackerState, claims: GateClaims, effects: Effect[]): void {
  const watch = state.fall;
  const agreed = agreedToHealth(state, claims);
  // A question that was asked before the yes was taken back asks nothing any more.
  if (!agreed) watch.askedUpMs = null;
  const on = watch.detector !== null && agreed && refusalOf(claims) === null;
  if (on === watch.listens) return;
  watch.listens = on;
  if (watch.detector !== null) forgetMotion(watch.detector);
  effects.push({ kind: "motion", on: on });
}

function ask(watch: FallWatch, upMs: number, effects: Effect[]): void {
  watch.feltUpMs = upMs;
  feel("fallen", effects);
}

/** Samples came. @param milliG x, y and z in turn. @param rateHz triples a second. */
export function hearFallMotion(state: TrackerState, milliG: Int16Array, rateHz: number, upMs: number, effects: Effect[]): void {
  const watch = state.fall;
  // Not wanted means not read: what a port still hands over after it was told to stop is dropped unseen.
  if (watch.detector === null || !watch.listens) return;
  if (!hearMotion(watch.detector, milliG, rateHz) || watch.askedUpMs !== null) return;
  const active = findAlert(state, FALL.alert, FALL.subject);
  // It is being told already, and nobody has answered yet.
  if (active !== null && !active.answered) return;
  watch.askedUpMs = upMs;
  ask(watch, upMs, effects);
}

/**
 * The wearer's one press: it was nothing, or they are well again.
 * @param once a single press. More of them mean something else once the fall was told.
 * @returns whether it answered a fall, and so means nothing more.
 */
export function takeBackFall(
  state: TrackerState,
  once: boolean,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): boolean {
  const asked = state.fall.askedUpMs !== null;
  state.fall.askedUpMs = null;
  const taken = asked || (once && clear(state, FALL, "cancelled", moment, utcMs, effects));
  if (taken) feel("call-over", effects);
  return taken;
}

/** The yes to data on health was taken back: no question is asked any more, and what was told is over. */
export function endFall(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  state.fall.askedUpMs = null;
  clear(state, FALL, "cancelled", moment, utcMs, effects);
}

/** Whoever calls for help says more than the question asks. */
export function dropFallQuestion(state: TrackerState): void {
  state.fall.askedUpMs = null;
}

function tellFall(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  // A fall of before that was answered is another incident.
  clear(state, FALL, "cleared", moment, utcMs, effects);
  // Refused, nobody may hear of it now, or nothing more can be kept: asked again with the next tick, while the time runs.
  if (!raise(state, FALL, moment, utcMs, effects)) return;
  state.fall.askedUpMs = null;
  state.fall.raisedUpMs = moment.upMs;
  state.fall.toldUpMs = moment.upMs;
  // A link that waits between two tries may wait for a minute.
  if (!state.linkUp) effects.push({ kind: "hurry" });
  feel("called", effects);
}

/** The question runs on, or its time is over. */
function passQuestion(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  const watch = state.fall;
  if (watch.askedUpMs === null) return;
  const lasts = moment.upMs - watch.askedUpMs;
  if (lasts >= 0 && lasts < FALL_ASK_MS) {
    if (moment.upMs - watch.feltUpMs >= FEEL_AGAIN_MS) ask(watch, moment.upMs, effects);
    return;
  }
  if (state.gesture.presses > 0 && lasts >= 0 && lasts < FALL_ASK_MS + PRESSING_MS) return;
  tellFall(state, moment, utcMs, effects);
  // Where nobody may hear of it for as long again, nobody will.
  if (lasts >= 2 * FALL_ASK_MS) watch.askedUpMs = null;
}

/** One tick. */
export function passFall(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  passQuestion(state, moment, utcMs, effects);
  const active = findAlert(state, FALL.alert, FALL.subject);
  if (active === null) return;
  const watch = state.fall;
  // Found in the store at a start: a power cut ends no incident.
  if (watch.raisedUpMs === null || moment.upMs < watch.raisedUpMs) {
    watch.raisedUpMs = moment.upMs;
    watch.toldUpMs = moment.upMs;
  }
  if (moment.upMs - watch.raisedUpMs >= (active.answered ? ANSWERED_LASTS_MS : UNANSWERED_LASTS_MS)) {
    watch.raisedUpMs = null;
    clear(state, FALL, "cleared", moment, utcMs, effects);
    return;
  }
  if (active.answered || moment.upMs - watch.toldUpMs < TELL_AGAIN_MS) return;
  watch.toldUpMs = moment.upMs;
  if (!state.linkUp) effects.push({ kind: "hurry" });
  tellAgain(state, active, moment, utcMs, effects);
}

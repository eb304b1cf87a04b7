import { claimsAt } from "./claims.ts";
import { hearMessage } from "./command.ts";
import { takeConsent, withdraw } from "./consent-change.ts";
import { forgetAttempts } from "./delivery.ts";
import type { Effect, Event, Moment } from "./event.ts";
import type { Fix } from "./fix.ts";
import { pass, type Refusal } from "./gate.ts";
import { hearLamp } from "./lamp-watch.ts";
import { feed, finish } from "./nmea.ts";
import { passRest, payRest } from "./resting.ts";
import { forgetStale } from "./retention.ts";
import { choose } from "./sampling.ts";
import { fixReport, sendToAll } from "./sending.ts";
import { settle } from "./settle.ts";
import type { TrackerState } from "./state.ts";
import { hearStoreFailure, judgeTrial, tryStore } from "./store-health.ts";
import { hearGnss, utcNow } from "./trusted-time.ts";

/**
 * The ladder of a position, and the only file that knows its order: bytes, sentence, fix, gate, sampling, report, sealed
 * frame, outbox, delivery. `step` takes what happened and returns what is wanted; it calls no port.
 */

/** Receivers speak in bursts: after so long a silence nothing more of this epoch comes. */
const PAUSE_MS = 400;

/** One fix up the ladder. @returns why it may not pass, or null when it passed (sent, or not worth a message). */
function climb(state: TrackerState, fix: Fix, moment: Moment, effects: Effect[]): Refusal | null {
  hearGnss(state.time, moment.upMs, fix.timeMs);
  const utcMs = utcNow(state.time, moment.upMs, moment.hostUtcMs);
  const claims = claimsAt(state, moment.upMs, utcMs, fix.timeMs);
  const permitted = pass(fix, claims);
  if (typeof permitted === "string") return permitted;
  payRest(state, moment.upMs, utcMs, effects);
  state.lastPermittedUpMs = moment.upMs;
  const intervalS = state.consent === null ? 0 : state.consent.intervalS;
  if (!choose(state.sampling, permitted, intervalS)) return null;
  const report = fixReport(state, permitted, claims, moment);
  sendToAll(state, () => report, moment.upMs, effects);
  state.told.silence = "tracking";
  return null;
}

function climbAll(state: TrackerState, moment: Moment, effects: Effect[]): void {
  if (state.gnssUtcMs !== null) hearGnss(state.time, moment.upMs, state.gnssUtcMs);
  state.gnssUtcMs = null;
  const fixes = state.heard;
  state.heard = [];
  for (let i = 0; i < fixes.length; i++) climb(state, fixes[i] as Fix, moment, effects);
}

function hearBytes(state: TrackerState, bytes: Uint8Array, moment: Moment, effects: Effect[]): void {
  // Not wanted means not read: what a port still hands over after it was told to stop is dropped unseen.
  if (!state.wanted.receiverOn) return;
  state.bytesUpMs = moment.upMs;
  feed(state.nmea, bytes, state.sink);
  climbAll(state, moment, effects);
}

/** A receiver that pauses has told all of its epoch, whether or not its order of sentences is known by now. */
function hearPause(state: TrackerState, moment: Moment, effects: Effect[]): void {
  if (!state.wanted.receiverOn || moment.upMs - state.bytesUpMs < PAUSE_MS) return;
  finish(state.nmea, state.sink);
  climbAll(state, moment, effects);
}

/** What only time does: rest is earned, and what waited too long is forgotten. */
function passTime(state: TrackerState, moment: Moment, effects: Effect[]): void {
  const utcMs = utcNow(state.time, moment.upMs, moment.hostUtcMs);
  passRest(state, moment.upMs, utcMs, effects);
  forgetStale(state, utcMs, effects);
}

/** Takes one event. @returns what is wanted, in the order in which it must be done. */
export function step(state: TrackerState, event: Event, moment: Moment): Effect[] {
  const effects: Effect[] = [];
  judgeTrial(state, event);
  if (event.kind !== "store-failed") state.outbox.fresh = 0;
  switch (event.kind) {
    case "bytes":
      hearBytes(state, event.bytes, moment, effects);
      break;
    case "tick":
      tryStore(state, moment.upMs, effects);
      passTime(state, moment, effects);
      hearPause(state, moment, effects);
      break;
    case "lamp":
      hearLamp(state.lamp, event.answer, moment.upMs);
      break;
    case "consent":
      takeConsent(state, event.consent, moment.upMs, effects);
      break;
    case "withdraw":
      withdraw(state, moment.upMs, effects);
      break;
    case "link":
      state.linkUp = event.up && state.wanted.linkOn;
      if (event.up) forgetAttempts(state);
      break;
    case "message":
      hearMessage(state, event.topic, event.payload, effects);
      break;
    case "store-failed":
      hearStoreFailure(state, event.name, moment.upMs);
      break;
  }
  settle(state, moment, utcNow(state.time, moment.upMs, moment.hostUtcMs), effects);
  return effects;
}

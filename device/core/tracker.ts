import { claimsAt } from "./claims.ts";
import { hearMessage } from "./command.ts";
import { endingsOf } from "./consent-change.ts";
import { forgetAttempts } from "./delivery.ts";
import type { Effect, Event, Moment } from "./event.ts";
import type { Fix } from "./fix.ts";
import { judgeFix } from "./fix-quality.ts";
import { pass, type Refusal } from "./gate.ts";
import { hearLamp } from "./lamp-watch.ts";
import { feed, finish, makeNmea } from "./nmea.ts";
import { paceNow } from "./pace.ts";
import { passTime } from "./passing-time.ts";
import { hearPeople } from "./people.ts";
import { hearReceiptStore, writeReceipts } from "./receipts.ts";
import { payRest } from "./resting.ts";
import { keepRetention, mendOutbox } from "./retention.ts";
import { anyoneToldPoints } from "./roster.ts";
import { choose } from "./sampling.ts";
import { sendFix } from "./sending.ts";
import { settle } from "./settle.ts";
import type { TrackerState } from "./state.ts";
import { hearStoreFailure, judgeTrial, keepWritten } from "./store-health.ts";
import { passLanes } from "./texting.ts";
import { gnssUtc, hearGnss, utcNow } from "./trusted-time.ts";
import { watchFix } from "./watching.ts";

/**
 * The ladder of a position, and the only file that knows its order: bytes, sentence, fix, gate, sampling, report, sealed
 * frame, outbox, delivery. `step` takes what happened and returns what is wanted; it calls no port.
 */

/** Receivers speak in bursts: after so long a silence nothing more of this epoch comes. */
const PAUSE_MS = 400;
/** What was heard longer ago belongs to no fix of now: the board slept, or the receiver fell silent in mid-sentence. */
const STALE_MS = 2000;

/** One fix up the ladder. @returns why it may not pass, or null when it passed (sent, or not worth a message). */
function climb(state: TrackerState, fix: Fix, moment: Moment, effects: Effect[]): Refusal | null {
  hearGnss(state.time, moment.upMs, fix.timeMs);
  // A receiver that lost count of the weeks tells an old date with a true position (F14).
  fix.timeMs = gnssUtc(state.time, fix.timeMs);
  const utcMs = utcNow(state.time, moment.upMs, moment.hostUtcMs);
  const claims = claimsAt(state, moment.upMs, utcMs, fix.timeMs);
  const permitted = pass(fix, claims);
  if (typeof permitted === "string") return permitted;
  if (judgeFix(state.quality, permitted, moment.upMs).kind === "repeated") return null;
  payRest(state, moment.upMs, utcMs, effects);
  state.lastPermittedUpMs = moment.upMs;
  watchFix(state, permitted, moment, utcMs, effects);
  if (!anyoneToldPoints(state) || !choose(state.sampling, permitted, paceNow(state, permitted, moment.upMs))) return null;
  sendFix(state, permitted, claims, moment, effects);
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

function forgetStale(state: TrackerState, upMs: number): void {
  if (upMs - state.bytesUpMs <= STALE_MS) return;
  state.nmea = makeNmea("decoded");
  state.bytesUpMs = upMs;
}

function hearBytes(state: TrackerState, bytes: Uint8Array, moment: Moment, effects: Effect[]): void {
  // Not wanted means not read: what a port still hands over after it was told to stop is dropped unseen.
  if (!state.wanted.receiverOn) return;
  forgetStale(state, moment.upMs);
  state.bytesUpMs = moment.upMs;
  feed(state.nmea, bytes, state.sink);
  climbAll(state, moment, effects);
}

/** A receiver that pauses has told all of its epoch, whether or not its order of sentences is known by now. */
function hearPause(state: TrackerState, moment: Moment, effects: Effect[]): void {
  if (!state.wanted.receiverOn || moment.upMs - state.bytesUpMs < PAUSE_MS) return;
  forgetStale(state, moment.upMs);
  finish(state.nmea, state.sink);
  climbAll(state, moment, effects);
}

/**
 * Receipts stand before anything of the same step that the world can see. Only what ends everything comes before them: its
 * first write is the erasing of the queue's key.
 */
function withReceipts(state: TrackerState, utcMs: number | null, effects: Effect[], ended: boolean): Effect[] {
  const written: Effect[] = [];
  writeReceipts(state.cipher, state.receipts, utcMs === null ? null : Math.floor(utcMs / 1000), written);
  return ended ? effects.concat(written) : written.concat(effects);
}

/** Takes one event. @returns what is wanted, in the order in which it must be done. */
export function step(state: TrackerState, event: Event, moment: Moment): Effect[] {
  const effects: Effect[] = [];
  judgeTrial(state, event);
  hearReceiptStore(state.receipts, event.kind === "store-failed" ? event.name : null);
  // Before anything is written: what must be erased may not be written over.
  if (event.kind === "store-failed") hearStoreFailure(state, event.name, moment.upMs);
  else keepWritten(state);
  mendOutbox(state, effects);
  const utcMs = utcNow(state.time, moment.upMs, moment.hostUtcMs);
  const endings = endingsOf(state.consent);
  keepRetention(state, utcMs, moment.upMs, effects);
  switch (event.kind) {
    case "bytes":
      hearBytes(state, event.bytes, moment, effects);
      break;
    case "tick":
      passTime(state, moment, utcMs, effects);
      hearPause(state, moment, effects);
      break;
    case "lamp":
      hearLamp(state.lamp, event.answer, moment.upMs);
      break;
    case "link":
      state.linkUp = event.up && state.wanted.linkOn;
      if (event.up) forgetAttempts(state);
      break;
    case "message":
      hearMessage(state, event.topic, event.payload, moment, utcMs, effects);
      break;
    case "store-failed":
      break;
    case "notice":
      state.permission.notice = event.notice;
      break;
    default:
      hearPeople(state, event, moment, utcMs, effects);
  }
  const now = utcNow(state.time, moment.upMs, moment.hostUtcMs);
  settle(state, moment, now, effects);
  passLanes(state, event, moment.upMs, now, effects);
  return withReceipts(state, now, effects, endingsOf(state.consent) > endings);
}

import { isKept, type Silence } from "../protocol/silence.ts";
import { topicOf } from "../protocol/topic.ts";
import { closeBatches } from "./batching.ts";
import { claimsAt } from "./claims.ts";
import { CONSENT, encodeConsent } from "./consent.ts";
import { heartbeatS, wantsCover } from "./constant-rate.ts";
import { deliver } from "./delivery.ts";
import { REST_MS, receiverRests } from "./duty.ts";
import type { Effect, Moment } from "./event.ts";
import { powerMotion } from "./fall-watch.ts";
import { type GateClaims, lampIsDue, refusalOf } from "./gate.ts";
import { forgetPlaces, sparesFixes } from "./journey-watch.ts";
import { askLamp, lampIsNew } from "./lamp-watch.ts";
import { makeNmea } from "./nmea.ts";
import { endEpoch, type Pair } from "./pair.ts";
import { isCalling } from "./panic.ts";
import { pauseSeemsOver } from "./permission.ts";
import type { LampPattern } from "./ports.ts";
import { topicDay } from "./publishing.ts";
import { noteClaims } from "./receipting.ts";
import { payRest } from "./resting.ts";
import { sendStatus, statusReport } from "./sending.ts";
import type { TrackerState } from "./state.ts";
import { recordTime, TIME } from "./time-record.ts";
import { wantsReceiver } from "./trusted-time.ts";

/** Without a permitted fix for this long, an open gate is told as "no-fix". */
const NO_FIX_MS = 30000;
/** A lamp that flickers must not spend a frame on every flicker. */
const STATUS_PAUSE_MS = 2000;

/** Null: nothing may be said at all, because nobody agreed to anything or there is nobody to tell. */
function silenceNow(state: TrackerState, claims: GateClaims, upMs: number): Silence | null {
  const refusal = refusalOf(claims);
  switch (refusal) {
    case "no-consent":
    case "nobody-to-tell":
      return null;
    case "not-measured":
      return "no-fix";
    case null: {
      const since = state.lastPermittedUpMs === null ? state.openedUpMs : state.lastPermittedUpMs;
      const patience = state.duty.restsUntilUpMs === null ? NO_FIX_MS : NO_FIX_MS + REST_MS;
      return since !== null && upMs - since < patience ? "tracking" : "no-fix";
    }
    case "withdrawn":
      if (state.consent === null || state.consent.farewell) return null;
      return state.consent.deletionAsked ? "deletion-asked" : "withdrawn";
    case "lamp-unconfirmed":
      return lampIsNew(state.lamp, upMs) ? null : refusal;
    case "consent-expired":
    case "objected":
    case "notice-changed":
    case "paused":
    case "storage-fault":
    case "time-untrusted":
    case "outside-hours":
    case "rest-due":
      return refusal;
  }
}

function lampFor(state: TrackerState, claims: GateClaims): LampPattern {
  if (lampIsDue(claims)) return "recording";
  if (state.permission.vital.phase === "announced") return "announced";
  if (isCalling(state) && !state.panic.quiet) return "panic";
  if (claims.consent !== "active") return "dark";
  return claims.store === "faulty" ? "fault" : "silent";
}

function lightLamp(state: TrackerState, claims: GateClaims, upMs: number, effects: Effect[]): void {
  const pattern = lampFor(state, claims);
  if (pattern === state.lamp.asked) return;
  askLamp(state.lamp, pattern, upMs);
  effects.push({ kind: "lamp", pattern: pattern });
}

/** The receiver is for fixes that may pass, or for the time while it is not known; never for anything else. */
function powerReceiver(state: TrackerState, claims: GateClaims, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  const timeWanted = claims.time === "untrusted" && wantsReceiver(state.time, moment.hostUtcMs);
  const seemsOver = pauseSeemsOver(state.permission, state.consent, moment.upMs, utcMs, moment.hostUtcMs);
  const endsPause = claims.consent === "paused" && seemsOver && (utcMs !== null || timeWanted);
  const mayCapture = claims.hours === "open" && claims.rest === "kept";
  const agreed = claims.consent === "active" && (mayCapture || timeWanted);
  const emergency = claims.vital === "open" && (lampIsDue(claims) || timeWanted);
  const follows = claims.roster === "named" && (agreed || emergency || endsPause) && !sparesFixes(state);
  // Who rests is still followed: where the wearer stands is forgotten when the following ends, not with each rest.
  if (follows !== state.duty.follows) forgetPlaces(state);
  state.duty.follows = follows;
  const on = follows && !receiverRests(state, claims, moment.upMs, utcMs);
  if (on === state.wanted.receiverOn) return;
  state.wanted.receiverOn = on;
  // Half an epoch that was heard before must not be told as a fix of now.
  state.nmea = makeNmea("decoded");
  state.heard = [];
  effects.push({ kind: "receiver", on: on });
}

function commandTopics(state: TrackerState): string[] {
  const topics: string[] = [];
  for (let i = 0; i < state.pairs.length; i++) {
    const pair = state.pairs[i] as Pair;
    // The guardian's clock may be a little on the other side of midnight.
    for (let day = pair.dayFloor - 1; day <= pair.dayFloor + 1; day++) {
      topics.push(topicOf(state.cipher, pair.topicKey, "command", day));
    }
  }
  return topics;
}

function connect(state: TrackerState, claims: GateClaims, utcMs: number | null, effects: Effect[]): void {
  const wantedNow = claims.consent === "active" || lampIsDue(claims) || (state.rate !== null && wantsCover(claims));
  // Whoever calls for help stays where an answer can reach them.
  const on = (wantedNow && claims.roster === "named") || state.outbox.waiting.length > 0 || isCalling(state);
  const wanted = state.wanted;
  let latest = 0;
  for (let i = 0; i < state.pairs.length; i++) {
    const day = topicDay(state.pairs[i] as Pair, utcMs);
    if (day > latest) latest = day;
  }
  if (on && (latest !== wanted.topicDay || !wanted.linkOn)) effects.push({ kind: "subscribe", topics: commandTopics(state) });
  wanted.topicDay = latest;
  if (on !== wanted.linkOn) effects.push({ kind: "link", on: on });
  wanted.linkOn = on;
  if (!on) state.linkUp = false;
}

function isFarewell(silence: Silence): boolean {
  return silence === "withdrawn" || silence === "deletion-asked";
}

function statusIsDue(state: TrackerState, silence: Silence, upMs: number): boolean {
  const told = state.told;
  if (told.silence !== silence) {
    return told.upMs === null || told.silence === null || isFarewell(silence) || upMs - told.upMs >= STATUS_PAUSE_MS;
  }
  return (
    !isKept(silence) && state.linkUp && told.upMs !== null && upMs - told.upMs >= heartbeatS(state.rate, told.percent) * 1000
  );
}

function endEpochs(state: TrackerState): void {
  for (let i = 0; i < state.pairs.length; i++) endEpoch(state.pairs[i] as Pair);
}

function tellStatus(state: TrackerState, claims: GateClaims, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  const silence = silenceNow(state, claims, moment.upMs);
  if (silence === null || !statusIsDue(state, silence, moment.upMs)) return;
  // A change of the indicator ends the epoch, as docs/protocol.md lists.
  if (silence === "lamp-unconfirmed" || state.told.silence === "lamp-unconfirmed") endEpochs(state);
  state.told.silence = silence;
  sendStatus(state, (slot) => statusReport(state, silence, claims, moment, utcMs, slot), moment.upMs, effects);
  if (isFarewell(silence) && state.consent !== null) {
    state.consent.farewell = true;
    effects.push({ kind: "replace", name: CONSENT, bytes: encodeConsent(state.consent) });
  }
}

/** The latest trusted moment: a clock that is set back while the device is off shall not open again what just closed. */
export function storeTime(state: TrackerState, effects: Effect[]): void {
  if (state.store.sound) effects.push({ kind: "replace", name: TIME, bytes: recordTime(state.time) });
}

/** Brings lamp, receiver, link and guardians in line with the gate, after every event. */
export function settle(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  const claims = claimsAt(state, moment.upMs, utcMs, null);
  noteClaims(state, claims, moment, utcMs);
  const open = refusalOf(claims) === null;
  closeBatches(state, open, moment.upMs, effects);
  if (open) payRest(state, moment.upMs, utcMs, effects);
  if (open && state.openedUpMs === null) state.openedUpMs = moment.upMs;
  if (!open) {
    if (state.openedUpMs !== null) storeTime(state, effects);
    state.openedUpMs = null;
    state.lastPermittedUpMs = null;
  }
  lightLamp(state, claims, moment.upMs, effects);
  powerReceiver(state, claims, moment, utcMs, effects);
  powerMotion(state, claims, effects);
  // Told as it is after the lamp was asked: what was confirmed before says nothing of the new pattern.
  tellStatus(state, claimsAt(state, moment.upMs, utcMs, null), moment, utcMs, effects);
  connect(state, claims, utcMs, effects);
  deliver(state, moment.upMs, utcMs, effects);
}

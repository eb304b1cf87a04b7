import type { Silence } from "../protocol/silence.ts";
import { topicOf } from "../protocol/topic.ts";
import { claimsAt } from "./claims.ts";
import { encodeConsent } from "./consent.ts";
import { deliver, topicDay } from "./delivery.ts";
import type { Effect, Moment } from "./event.ts";
import { type GateClaims, lampIsDue, refusalOf } from "./gate.ts";
import { askLamp, lampIsNew } from "./lamp-watch.ts";
import { endEpoch, type Pair } from "./pair.ts";
import type { LampPattern } from "./ports.ts";
import { payRest } from "./resting.ts";
import { HEARTBEAT_S } from "./sampling.ts";
import { sendToAll, statusReport } from "./sending.ts";
import type { TrackerState } from "./state.ts";
import { CONSENT } from "./store-health.ts";

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
      return since !== null && upMs - since < NO_FIX_MS ? "tracking" : "no-fix";
    }
    case "withdrawn":
      return state.consent !== null && state.consent.farewell ? null : "withdrawn";
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

function lampFor(claims: GateClaims): LampPattern {
  if (lampIsDue(claims)) return "recording";
  if (claims.consent !== "active") return "dark";
  return claims.store === "faulty" ? "fault" : "silent";
}

function lightLamp(state: TrackerState, claims: GateClaims, upMs: number, effects: Effect[]): void {
  const pattern = lampFor(claims);
  if (pattern === state.lamp.asked) return;
  askLamp(state.lamp, pattern, upMs);
  effects.push({ kind: "lamp", pattern: pattern });
}

function powerReceiver(state: TrackerState, claims: GateClaims, effects: Effect[]): void {
  const timeWanted = claims.time === "untrusted" && state.time.source === "gnss";
  const mayCapture = claims.hours === "open" && claims.rest === "kept";
  const on = claims.consent === "active" && claims.roster === "named" && (mayCapture || timeWanted);
  if (on === state.wanted.receiverOn) return;
  state.wanted.receiverOn = on;
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
  const on = (claims.consent === "active" && claims.roster === "named") || state.outbox.waiting.length > 0;
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

// Silences that were announced and are then kept: a heartbeat would tell that the wearer is somewhere about.
function isKept(silence: Silence): boolean {
  switch (silence) {
    case "outside-hours":
    case "withdrawn":
    case "consent-expired":
    case "objected":
    case "notice-changed":
    case "paused":
      return true;
    case "tracking":
    case "lamp-unconfirmed":
    case "time-untrusted":
    case "no-fix":
    case "storage-fault":
    case "rest-due":
      return false;
  }
}

function statusIsDue(state: TrackerState, silence: Silence, upMs: number): boolean {
  const told = state.told;
  if (told.silence !== silence) {
    return told.upMs === null || told.silence === null || silence === "withdrawn" || upMs - told.upMs >= STATUS_PAUSE_MS;
  }
  return !isKept(silence) && state.linkUp && told.upMs !== null && upMs - told.upMs >= HEARTBEAT_S * 1000;
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
  sendToAll(state, (slot) => statusReport(state, silence, claims, moment, utcMs, slot), moment.upMs, effects);
  if (silence === "withdrawn" && state.consent !== null) {
    state.consent.farewell = true;
    effects.push({ kind: "replace", name: CONSENT, bytes: encodeConsent(state.consent) });
  }
}

/** Brings lamp, receiver, link and guardians in line with the gate, after every event. */
export function settle(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  const claims = claimsAt(state, moment.upMs, utcMs, null);
  const open = refusalOf(claims) === null;
  if (open) payRest(state, moment.upMs, utcMs, effects);
  if (open && state.openedUpMs === null) state.openedUpMs = moment.upMs;
  if (!open) {
    state.openedUpMs = null;
    state.lastPermittedUpMs = null;
  }
  lightLamp(state, claims, moment.upMs, effects);
  powerReceiver(state, claims, effects);
  // Told as it is after the lamp was asked: what was confirmed before says nothing of the new pattern.
  tellStatus(state, claimsAt(state, moment.upMs, utcMs, null), moment, utcMs, effects);
  connect(state, claims, utcMs, effects);
  deliver(state, moment.upMs, utcMs, effects);
}

import type { Cipher } from "../protocol/cipher.ts";
import { claimsAt } from "./claims.ts";
import { hearMessage } from "./command.ts";
import { decodeConsent } from "./consent.ts";
import { takeConsent, withdraw } from "./consent-change.ts";
import { forgetAttempts } from "./delivery.ts";
import type { Effect, Event, Moment } from "./event.ts";
import type { Fix } from "./fix.ts";
import { pass, type Refusal } from "./gate.ts";
import { hearLamp, makeLampWatch } from "./lamp-watch.ts";
import { feed, makeNmea, type NmeaSink } from "./nmea.ts";
import { decodeOutbox } from "./outbox.ts";
import { decodePair, MAX_PAIRS, type Pair } from "./pair.ts";
import { choose, makeSampling } from "./sampling.ts";
import { fixReport, sendToAll } from "./sending.ts";
import { settle } from "./settle.ts";
import type { TrackerState } from "./state.ts";
import { hearStoreFailure, judgeTrial, tryStore } from "./store-health.ts";
import { hearGnss, makeTrustedTime, type TimeSource, utcNow } from "./trusted-time.ts";

/**
 * The ladder of a position, and the only file that knows its order: bytes, sentence, fix, gate, sampling, report, sealed
 * frame, outbox, delivery. `step` takes what happened and returns what is wanted; it calls no port.
 */

/** What the store held when the device started, and what the board is. */
export interface Boot {
  cipher: Cipher;
  timeSource: TimeSource;
  /** UTC at which this firmware was built: no earlier time is believed. */
  builtMs: number;
  /** Stored record, or null. */
  consent: Uint8Array | null;
  pairs: Uint8Array[];
  outbox: Uint8Array | null;
}

function readPairs(records: Uint8Array[]): Pair[] {
  const pairs: Pair[] = [];
  for (let i = 0; i < records.length && i < MAX_PAIRS; i++) {
    const pair = decodePair(records[i] as Uint8Array);
    if (pair !== null) pairs.push(pair);
  }
  return pairs;
}

function makeSink(state: () => TrackerState): NmeaSink {
  return {
    fix: (fix) => {
      state().heard.push(fix);
    },
    refused: () => {
      state().refusedSentences += 1;
    },
    named: () => undefined,
    time: (utcMs) => {
      state().gnssUtcMs = utcMs;
    },
  };
}

export function makeTracker(boot: Boot): TrackerState {
  const state: TrackerState = {
    cipher: boot.cipher,
    nmea: makeNmea("decoded"),
    sink: makeSink(() => state),
    heard: [],
    gnssUtcMs: null,
    refusedSentences: 0,
    consent: boot.consent === null ? null : decodeConsent(boot.consent),
    pairs: readPairs(boot.pairs),
    time: makeTrustedTime(boot.timeSource, boot.builtMs),
    lamp: makeLampWatch(),
    sampling: makeSampling(),
    outbox: decodeOutbox(boot.outbox),
    store: { sound: true, trying: false, triedUpMs: 0 },
    linkUp: false,
    lastPermittedUpMs: null,
    openedUpMs: null,
    told: { silence: null, upMs: null },
    wanted: { receiverOn: false, linkOn: false, topicDay: 0 },
  };
  return state;
}

/** One fix up the ladder. @returns why it may not pass, or null when it passed (sent, or not worth a message). */
function climb(state: TrackerState, fix: Fix, moment: Moment, effects: Effect[]): Refusal | null {
  hearGnss(state.time, moment.upMs, fix.timeMs);
  const utcMs = utcNow(state.time, moment.upMs, moment.hostUtcMs);
  const claims = claimsAt(state, moment.upMs, utcMs, fix.timeMs);
  const permitted = pass(fix, claims);
  if (typeof permitted === "string") return permitted;
  state.lastPermittedUpMs = moment.upMs;
  const intervalS = state.consent === null ? 0 : state.consent.intervalS;
  if (!choose(state.sampling, permitted, intervalS)) return null;
  const report = fixReport(state, permitted, claims, moment);
  sendToAll(state, () => report, moment.upMs, effects);
  state.told.silence = "tracking";
  return null;
}

function hearBytes(state: TrackerState, bytes: Uint8Array, moment: Moment, effects: Effect[]): void {
  // Not wanted means not read: what a port still hands over after it was told to stop is dropped unseen.
  if (!state.wanted.receiverOn) return;
  feed(state.nmea, bytes, state.sink);
  if (state.gnssUtcMs !== null) hearGnss(state.time, moment.upMs, state.gnssUtcMs);
  state.gnssUtcMs = null;
  const fixes = state.heard;
  state.heard = [];
  for (let i = 0; i < fixes.length; i++) climb(state, fixes[i] as Fix, moment, effects);
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

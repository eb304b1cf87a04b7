import type { Cipher } from "../protocol/cipher.ts";
import { decodeAlerts } from "./alert-record.ts";
import { decodeConsent } from "./consent.ts";
import { makeRate } from "./constant-rate.ts";
import { makeDuty } from "./duty.ts";
import { makeFallWatch } from "./fall-watch.ts";
import { bootFences } from "./fence-keeping.ts";
import { makeQualityWatch } from "./fix-quality.ts";
import { makeGestureWatch } from "./gesture.ts";
import { type JourneyTerms, NOTHING_WATCHED } from "./journey-terms.ts";
import { makeJourneyWatch } from "./journey-watch.ts";
import { makeLampWatch } from "./lamp-watch.ts";
import { makeNmea, type NmeaSink } from "./nmea.ts";
import type { NoticeHashes } from "./notice-record.ts";
import { outboxKeyName, readOutboxKeys } from "./outbox-key.ts";
import type { OutboxLimits } from "./outbox-limits.ts";
import { type ReadOutbox, readOutbox } from "./outbox-log.ts";
import { decodePair, MAX_PAIRS, type Pair } from "./pair.ts";
import { makePanicWatch } from "./panic.ts";
import { makePermission } from "./permission.ts";
import type { StoreName } from "./ports.ts";
import { makeReceipts } from "./receipt-boot.ts";
import { makeLampFaultWatch, makeTimeFaultWatch } from "./receipt-faults.ts";
import { noteVital, readNoted } from "./receipting.ts";
import { decodeRestMeter, fullRestMeter, makeRestMeter, type RestMeter } from "./rest-meter.ts";
import { makeSampling } from "./sampling.ts";
import type { SmsTerms } from "./sms.ts";
import type { Mending, TrackerState } from "./state.ts";
import type { Stored } from "./stored.ts";
import { makeSwitches } from "./switches.ts";
import { makeTexting } from "./texting.ts";
import { restoreTime } from "./time-record.ts";
import { makeTrustedTime, type TimeSource } from "./trusted-time.ts";
import { bootVital, type VitalWatch } from "./vital-interest.ts";

/** What the store held when the device started, and what the board is. */
export interface Boot extends Stored {
  cipher: Cipher;
  timeSource: TimeSource;
  /** UTC at which this firmware was built: no earlier time is believed. */
  builtMs: number;
  upMs: number;
  /** Of the notice that the live configuration makes; null: there is none. */
  notice: NoticeHashes | null;
  /** Seconds between two frames of the constant-rate mode; absent or null: it is off. */
  constantRateS?: number | null;
  /** See `Board`. */
  steady?: boolean;
  /** Room for what waits; absent: as much as a card has. */
  queue?: OutboxLimits | undefined;
  /** What may go by text message; absent or null: nothing. */
  sms?: SmsTerms | null;
  /** See `Board`. */
  restsReceiver?: boolean;
  /** The wearer chose that a call for help is neither seen nor felt at the device. Absent: it is. */
  quietCall?: boolean;
  /** Whether falls are watched for: an accelerometer is there, and the notice names them. Absent: no. */
  falls?: boolean;
  /** What of the journey is watched. Absent: nothing. */
  journey?: JourneyTerms | undefined;
}

function readPairs(records: Uint8Array[]): Pair[] {
  const pairs: Pair[] = [];
  for (let i = 0; i < records.length && i < MAX_PAIRS; i++) {
    const pair = decodePair(records[i] as Uint8Array);
    if (pair !== null) pairs.push(pair);
  }
  return pairs;
}

// A device that was agreed to before and has lost its meter must take it that it recorded all day.
function readRest(boot: Boot): RestMeter {
  if (boot.rest !== null) return decodeRestMeter(boot.rest);
  return boot.consent === null ? makeRestMeter() : fullRestMeter();
}

function makeSink(state: () => TrackerState): NmeaSink {
  return {
    fix: (fix) => {
      state().heard.push(fix);
    },
    refused: () => {
      state().refusedSentences += 1;
    },
    time: (utcMs) => {
      state().gnssUtcMs = utcMs;
    },
  };
}

function mendingOf(read: ReadOutbox, torn: StoreName[]): Mending | null {
  const erase = torn.slice(0);
  if (read.leftover !== null) erase.push(outboxKeyName(read.leftover.generation));
  return erase.length > 0 || read.cutShort ? { erase: erase, cutShort: read.cutShort } : null;
}

function restoredTime(boot: Boot): TrackerState["time"] {
  const time = makeTrustedTime(boot.timeSource, boot.builtMs);
  restoreTime(time, boot.time);
  return time;
}

function stateAfter(boot: Boot, vital: VitalWatch): TrackerState {
  const pairs = readPairs(boot.pairs);
  const keys = readOutboxKeys(boot.cipher, boot.outboxKeys);
  const read = readOutbox(boot.cipher, keys, boot.outbox, boot.queue);
  const receipts = makeReceipts(boot.cipher, boot.receiptKey, boot.receipts);
  const state: TrackerState = {
    cipher: boot.cipher,
    nmea: makeNmea("decoded"),
    sink: makeSink(() => state),
    heard: [],
    gnssUtcMs: null,
    bytesUpMs: 0,
    refusedSentences: 0,
    consent: boot.consent === null ? null : decodeConsent(boot.consent),
    permission: makePermission(vital, boot.notice),
    gesture: makeGestureWatch(),
    pairs: pairs,
    fences: bootFences(boot.fences, pairs),
    time: restoredTime(boot),
    lamp: makeLampWatch(boot.upMs),
    rest: readRest(boot),
    sampling: makeSampling(),
    quality: makeQualityWatch(),
    journey: makeJourneyWatch(boot.journey === undefined ? NOTHING_WATCHED : boot.journey),
    steady: boot.steady === true,
    outbox: read.outbox,
    mending: mendingOf(read, keys.torn),
    slotsEndedS: 0,
    alerts: decodeAlerts(boot.alerts),
    switches: makeSwitches(),
    duty: makeDuty(boot.restsReceiver === true, boot.upMs),
    fall: makeFallWatch(boot.falls === true),
    panic: makePanicWatch(boot.quietCall === true, boot.upMs),
    receipts: receipts,
    noted: readNoted(receipts),
    lampFaults: makeLampFaultWatch(receipts),
    timeFaults: makeTimeFaultWatch(receipts),
    timeWasKnown: false,
    store: { sound: true, trying: false, triedUpMs: 0, owed: [] },
    rate: makeRate(boot.constantRateS === undefined ? null : boot.constantRateS),
    linkUp: false,
    texting: makeTexting(boot.sms === undefined ? null : boot.sms),
    announcedUpMs: null,
    locatedUpMs: [],
    lastPermittedUpMs: null,
    openedUpMs: null,
    told: { silence: null, upMs: null, percent: null },
    wanted: { receiverOn: false, linkOn: false, topicDay: 0 },
  };
  return state;
}

/** All that the firmware knows at a start. */
export function makeTracker(boot: Boot): TrackerState {
  const vital = bootVital(boot.vital, boot.upMs);
  const state = stateAfter(boot, vital.watch);
  // An emergency that the restart cut short is over, and the receipts say so.
  noteVital(state, vital.notes, null);
  return state;
}

import type { Cipher } from "../protocol/cipher.ts";
import { decodeConsent } from "./consent.ts";
import { makeLampWatch } from "./lamp-watch.ts";
import { makeNmea, type NmeaSink } from "./nmea.ts";
import type { NoticeHashes } from "./notice-record.ts";
import { decodeOutbox } from "./outbox.ts";
import { decodePair, MAX_PAIRS, type Pair } from "./pair.ts";
import { decodeRestMeter, fullRestMeter, makeRestMeter, type RestMeter } from "./rest-meter.ts";
import { makeSampling } from "./sampling.ts";
import type { TrackerState } from "./state.ts";
import { makeTrustedTime, type TimeSource } from "./trusted-time.ts";

/** What the store held when the device started, and what the board is. */
export interface Boot {
  cipher: Cipher;
  timeSource: TimeSource;
  /** UTC at which this firmware was built: no earlier time is believed. */
  builtMs: number;
  /** Stored record, or null. */
  consent: Uint8Array | null;
  notice: NoticeHashes | null;
  pairs: Uint8Array[];
  outbox: Uint8Array | null;
  rest: Uint8Array | null;
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

export function makeTracker(boot: Boot): TrackerState {
  const state: TrackerState = {
    cipher: boot.cipher,
    nmea: makeNmea("decoded"),
    sink: makeSink(() => state),
    heard: [],
    gnssUtcMs: null,
    bytesUpMs: 0,
    refusedSentences: 0,
    consent: boot.consent === null ? null : decodeConsent(boot.consent),
    notice: boot.notice,
    pairs: readPairs(boot.pairs),
    time: makeTrustedTime(boot.timeSource, boot.builtMs),
    lamp: makeLampWatch(),
    rest: readRest(boot),
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

import { type EpochEnd, endsEpoch, learn, makeEpochEnd } from "./epoch-end.ts";
import type { Fix, FixQuality } from "./fix.ts";
import { isPosition, KIND_GSA, KIND_GST, KIND_OTHER, KIND_ZDA } from "./sentence/formatter.ts";
import { mergeQuality } from "./sentence/mode.ts";
import { known, type Sentence, type SentenceRefusal } from "./sentence/sentence.ts";
import { carry, DAY_MS, type KnownDay } from "./utc-day.ts";

/** Merges the sentences of one epoch, those with the same time of day, into one fix. */
export interface Assembly {
  epoch: Epoch;
  end: EpochEnd;
  known: KnownDay;
}

interface Epoch {
  /** NaN: none has begun. */
  timeOfDayMs: number;
  latDeg: number;
  lonDeg: number;
  quality: FixQuality | null;
  altitudeM: number;
  accuracyM: number;
  hdop: number;
  satellites: number;
  speedMps: number;
  courseDeg: number;
  /** Counted over the GSA of all constellations, for receivers that send no GGA. */
  satellitesOfGsa: number;
  /** The kind of the sentence that the position is from. */
  kind: number;
  /** A sentence of this epoch said that there is no fix. */
  denied: boolean;
  /** The epoch has been told, or refused: it gives nothing more. */
  told: boolean;
}

/** Times of one epoch may differ by this much: one sentence has hundredths of a second, another thousandths. */
const SAME_EPOCH_MS = 10;

function sameEpoch(a: number, b: number): boolean {
  const step = a - b;
  return step >= 0 - SAME_EPOCH_MS && step <= SAME_EPOCH_MS;
}

function emptyEpoch(timeOfDayMs: number): Epoch {
  return {
    timeOfDayMs: timeOfDayMs,
    latDeg: NaN,
    lonDeg: NaN,
    quality: null,
    altitudeM: NaN,
    accuracyM: NaN,
    hdop: NaN,
    satellites: NaN,
    speedMps: NaN,
    courseDeg: NaN,
    satellitesOfGsa: NaN,
    kind: KIND_OTHER,
    denied: false,
    told: false,
  };
}

export function makeAssembly(): Assembly {
  return { epoch: emptyEpoch(NaN), end: makeEpochEnd(), known: { day: NaN, timeOfDayMs: 0 } };
}

function orNull(value: number): number | null {
  return known(value) ? value : null;
}

export type Told = Fix | SentenceRefusal | null;

/** What the epoch amounts to, once: a fix, why its position is none, or null when it had no position. */
export function tell(assembly: Assembly): Told {
  const epoch = assembly.epoch;
  const quality = epoch.quality;
  if (epoch.told || quality === null) return null;
  epoch.told = true;
  if (epoch.denied) return "contradicted";
  const timeMs = carry(assembly.known, epoch.timeOfDayMs);
  if (!known(timeMs)) return "no-date";
  assembly.known.day = Math.floor(timeMs / DAY_MS);
  assembly.known.timeOfDayMs = epoch.timeOfDayMs;
  return {
    timeMs: timeMs,
    latDeg: epoch.latDeg,
    lonDeg: epoch.lonDeg,
    altitudeM: orNull(epoch.altitudeM),
    accuracyM: orNull(epoch.accuracyM),
    hdop: orNull(epoch.hdop),
    satellites: orNull(known(epoch.satellites) ? epoch.satellites : epoch.satellitesOfGsa),
    speedMps: orNull(epoch.speedMps),
    courseDeg: orNull(epoch.courseDeg),
    quality: quality,
  };
}

/**
 * Before a sentence is added: when its time is another one, the epoch before is over. Only sentences that can hold a
 * position begin an epoch: ZDA may run ahead by the leap seconds that the receiver does not know yet, GST may lag.
 * @returns what that epoch amounted to, unless it was told already.
 */
export function begin(assembly: Assembly, sentence: Sentence, kind: number): Told {
  const timeOfDayMs = sentence.timeOfDayMs;
  if (!isPosition(kind) || !known(timeOfDayMs)) return null;
  if (sameEpoch(timeOfDayMs, assembly.epoch.timeOfDayMs)) return null;
  const told = tell(assembly);
  learn(assembly.end);
  assembly.epoch = emptyEpoch(timeOfDayMs);
  return told;
}

/**
 * A sentence of this epoch gave nothing. It counts for the order of the sentences all the same.
 * @param denies whether it says that there is no fix: in doubt there is none
 * @returns what the epoch amounted to, when this sentence completes it.
 */
export function addRefused(assembly: Assembly, kind: number, denies: boolean): Told {
  if (denies) assembly.epoch.denied = true;
  return endsEpoch(assembly.end, kind, denies) ? tell(assembly) : null;
}

// The last position of an epoch counts, as for gpsd; never the latitude of one sentence with the longitude of another.
function addPosition(epoch: Epoch, sentence: Sentence, kind: number): boolean {
  if (sentence.quality === null) return false;
  epoch.latDeg = sentence.latDeg;
  epoch.lonDeg = sentence.lonDeg;
  epoch.quality = epoch.quality === null ? sentence.quality : mergeQuality(epoch.quality, sentence.quality);
  epoch.kind = kind;
  return true;
}

function addSatellites(epoch: Epoch, sentence: Sentence, kind: number): void {
  if (!known(sentence.satellites)) return;
  if (kind === KIND_GSA) {
    epoch.satellitesOfGsa = sentence.satellites + (known(epoch.satellitesOfGsa) ? epoch.satellitesOfGsa : 0);
  } else if (!(epoch.satellites >= sentence.satellites)) epoch.satellites = sentence.satellites;
}

/** @returns whether the sentence told anything that the epoch did not have. */
function addMeasures(epoch: Epoch, sentence: Sentence, kind: number): boolean {
  let news = false;
  if (!known(epoch.altitudeM) && known(sentence.altitudeM)) {
    epoch.altitudeM = sentence.altitudeM;
    news = true;
  }
  if (known(sentence.accuracyM) && (kind === KIND_GST || !known(epoch.accuracyM))) {
    epoch.accuracyM = sentence.accuracyM;
    news = true;
  }
  if (!known(epoch.hdop) && known(sentence.hdop)) {
    epoch.hdop = sentence.hdop;
    news = true;
  }
  if (!known(epoch.speedMps) && known(sentence.speedMps)) {
    epoch.speedMps = sentence.speedMps;
    epoch.courseDeg = sentence.courseDeg;
    news = true;
  }
  addSatellites(epoch, sentence, kind);
  return news;
}

/**
 * Adds a sentence to the epoch that `begin` has made current.
 * @returns the fix, when this sentence completes the epoch.
 */
export function add(assembly: Assembly, sentence: Sentence, kind: number): Told {
  if (known(sentence.day) && known(sentence.timeOfDayMs)) {
    assembly.known.day = sentence.day;
    assembly.known.timeOfDayMs = sentence.timeOfDayMs;
  }
  const epoch = assembly.epoch;
  const late = known(sentence.timeOfDayMs) && !sameEpoch(sentence.timeOfDayMs, epoch.timeOfDayMs);
  if (kind === KIND_ZDA || late) return null;
  const moved = addPosition(epoch, sentence, kind);
  const news = addMeasures(epoch, sentence, kind) || moved;
  return endsEpoch(assembly.end, kind, news) ? tell(assembly) : null;
}

import type { FixQuality } from "../fix.ts";

/**
 * What one sentence told. One is made and filled again for each sentence. NaN is "this sentence did not say": inside
 * the rung it spares a boxed null a field; a `Fix` says null.
 */
export interface Sentence {
  /** UTC, milliseconds since midnight. */
  timeOfDayMs: number;
  /** Days since 1 January 1970. */
  day: number;
  latDeg: number;
  lonDeg: number;
  quality: FixQuality | null;
  altitudeM: number;
  accuracyM: number;
  hdop: number;
  satellites: number;
  speedMps: number;
  courseDeg: number;
}

/**
 * Why a sentence gave nothing. "not-valid": the receiver itself says that it has no fix. "few-satellites": it claims one
 * from fewer than three. "no-position": it claims one, but a field of it is empty. "out-of-range": latitude 99, or 75
 * minutes. "no-time", "no-date": a position that cannot be placed in time. "contradicted": another sentence of the epoch
 * says that there is no fix.
 */
export type SentenceRefusal =
  | "malformed"
  | "not-valid"
  | "few-satellites"
  | "no-position"
  | "out-of-range"
  | "no-time"
  | "no-date"
  | "contradicted";

export function makeSentence(): Sentence {
  return {
    timeOfDayMs: NaN,
    day: NaN,
    latDeg: NaN,
    lonDeg: NaN,
    quality: null,
    altitudeM: NaN,
    accuracyM: NaN,
    hdop: NaN,
    satellites: NaN,
    speedMps: NaN,
    courseDeg: NaN,
  };
}

export function clearSentence(sentence: Sentence): void {
  sentence.timeOfDayMs = NaN;
  sentence.day = NaN;
  sentence.latDeg = NaN;
  sentence.lonDeg = NaN;
  sentence.quality = null;
  sentence.altitudeM = NaN;
  sentence.accuracyM = NaN;
  sentence.hdop = NaN;
  sentence.satellites = NaN;
  sentence.speedMps = NaN;
  sentence.courseDeg = NaN;
}

/** Whether a sentence said this number: NaN alone is not below or equal to infinity. */
export function known(value: number): boolean {
  return value <= Infinity;
}

import {
  AGREEMENT_MS,
  agrees,
  type Carried,
  DRIFT,
  follow,
  isFresh,
  MAX_ERROR_MS,
  near,
  strayedMs,
  wasConfirmed,
} from "./carried-time.ts";
import { type Heard, heardAfter, speaking } from "./heard-time.ts";
import { repairWeeks } from "./week-rollover.ts";

/**
 * Which time of day the device believes: one in which two independent sources agree, or which one source confirms of a
 * time that was trusted before and carried on by uptime. Sources that contradict one another are no time at all, and the
 * gate is shut: nobody guesses (F11 to F14, F16, P41).
 *
 * "rtc": a clock of the board that nobody keeps right. It may agree, but the device never follows it.
 * "host": a clock that the network keeps right, as on Linux. It is believed alone after boot, for it has two sources
 * behind it; the receiver or a beacon may contradict it at any moment, and no fix passes whose own time differs.
 * "gnss": a board without a clock worth asking. The receiver is believed alone after boot once it has told the same time
 * for ten minutes; while it is silent the carried time is enough, for 60 days.
 */
export type TimeSource = "host" | "gnss" | "rtc";

export interface TrustedTime {
  source: TimeSource;
  /** No moment before the firmware was built is believed, and none 20 years later (P39). */
  builtMs: number;
  gnss: Heard | null;
  /** The guardian's beacon: it may be late, never early. */
  beacon: Heard | null;
  carried: Carried | null;
  /** The latest moment that two sources surely stood behind. Nothing before it is believed any more. */
  floorMs: number;
  /** Uptime at which that was: since then so much has surely passed. Null: before the first question since boot. */
  floorUpMs: number | null;
  /** The latest moment that was trusted at all: time stands still rather than go back behind it, until two sources say so. */
  aloneFloorMs: number;
  /** `aloneFloorMs` as the store has it; null: the store has none. */
  storedMs: number | null;
  /** The stored record was damaged: no source is believed alone any more until two have agreed. */
  damaged: boolean;
}

/** A receiver that is further than this from the trusted time is not believed, nor is its position. */
export const MAX_DISAGREEMENT_MS = 600000;
/** So long a receiver alone must tell the same time before a board without any other believes it. */
export const ALONE_MS = 600000;
const HORIZON_MS = 20 * 365.25 * 86400000;
const HALF_ROLLOVER_MS = 512 * 7 * 86400000;
/** No consent lasts longer: after a longer sleep a single source has nothing to open. */
const MAX_SLEEP_MS = 400 * 86400000;

/** @param builtMs UTC at which the firmware was built. */
export function makeTrustedTime(source: TimeSource, builtMs: number): TrustedTime {
  return {
    source: source,
    builtMs: builtMs,
    gnss: null,
    beacon: null,
    carried: null,
    floorMs: builtMs,
    floorUpMs: null,
    aloneFloorMs: builtMs,
    storedMs: null,
    damaged: false,
  };
}

function earliest(time: TrustedTime): number {
  return Math.max(time.builtMs, time.floorMs - AGREEMENT_MS);
}

function isPossible(time: TrustedTime, utcMs: number): boolean {
  return utcMs >= earliest(time) && utcMs <= time.builtMs + HORIZON_MS;
}

/**
 * The receiver's date with lost weeks put right. Use it for the time of a fix as well.
 * @returns NaN when it cannot be a date of this device's life.
 */
export function gnssUtc(time: TrustedTime, utcMs: number): number {
  const horizon = time.builtMs + HORIZON_MS;
  // Where the present is known a little, a date just before it is a lie and not one of twenty years ahead.
  const latest = time.floorMs > time.builtMs ? Math.min(horizon, time.floorMs + HALF_ROLLOVER_MS) : horizon;
  const repaired = repairWeeks(utcMs, earliest(time), latest);
  return repaired <= horizon ? repaired : NaN;
}

/** Takes the receiver's own date and time, from a fix or RMC or ZDA. */
export function hearGnss(time: TrustedTime, upMs: number, gnssUtcMs: number): void {
  const utcMs = gnssUtc(time, gnssUtcMs);
  if (utcMs >= 0) time.gnss = heardAfter(time.gnss, upMs, utcMs - upMs);
}

/**
 * Takes the guardian's time out of a command that was opened. A network delays it, so it says "not earlier than this":
 * of several the one that was least late counts.
 */
export function hearBeacon(time: TrustedTime, upMs: number, utcMs: number): void {
  if (!isPossible(time, utcMs)) return;
  const known = speaking(time.beacon, upMs);
  if (known === null || utcMs - upMs >= known) time.beacon = heardAfter(null, upMs, utcMs - upMs);
}

/** A single source after boot: not behind what was trusted, and not further ahead than a consent lasts. */
function mayBeginAlone(time: TrustedTime, utcMs: number): boolean {
  if (time.damaged || time.carried !== null || utcMs < time.aloneFloorMs - AGREEMENT_MS) return false;
  return time.storedMs === null || utcMs <= time.aloneFloorMs + MAX_SLEEP_MS;
}

/** Two sources agree on this offset. They may set a time right that one alone, or none, stood behind. */
function confirm(time: TrustedTime, upMs: number, offsetMs: number): void {
  const carried = time.carried;
  if (carried !== null && agrees(carried, upMs, offsetMs)) {
    follow(carried, upMs, offsetMs);
    carried.confirmedUpMs = upMs;
  } else {
    time.carried = { offsetMs: offsetMs, upMs: upMs, confirmedUpMs: upMs };
  }
  const utcMs = offsetMs + upMs;
  // A smaller difference may be straying: it is waited out instead.
  if (utcMs < time.aloneFloorMs - MAX_ERROR_MS) time.aloneFloorMs = Math.max(utcMs, time.floorMs);
  time.damaged = false;
}

/** One source tells this offset and none contradicts it. @returns whether it is the carried time's, or may begin one. */
function takeAlone(time: TrustedTime, upMs: number, offsetMs: number, mayBegin: boolean): boolean {
  if (time.carried === null && mayBegin && mayBeginAlone(time, offsetMs + upMs)) {
    time.carried = { offsetMs: offsetMs, upMs: upMs, confirmedUpMs: null };
    return true;
  }
  if (time.carried === null || !agrees(time.carried, upMs, offsetMs)) return false;
  follow(time.carried, upMs, offsetMs);
  return true;
}

function isNear(aMs: number | null, bMs: number | null): boolean {
  return aMs !== null && bMs !== null && near(aMs, bMs);
}

function isBehind(offsetMs: number, beaconMs: number | null): boolean {
  return beaconMs !== null && beaconMs - offsetMs > AGREEMENT_MS;
}

/** @returns the offset to believe now, or null. */
function byHost(time: TrustedTime, upMs: number, host: number | null): number | null {
  const gnss = speaking(time.gnss, upMs);
  const beacon = speaking(time.beacon, upMs);
  if (host === null || isBehind(host, beacon) || (gnss !== null && !near(gnss, host))) return null;
  if (gnss !== null || isNear(beacon, host)) {
    confirm(time, upMs, host);
    return host;
  }
  return takeAlone(time, upMs, host, true) ? host : null;
}

function carriedOffset(time: TrustedTime): number | null {
  return time.carried === null ? null : time.carried.offsetMs;
}

function byReceiver(time: TrustedTime, upMs: number, host: number | null, gnss: number): number | null {
  const beacon = speaking(time.beacon, upMs);
  if (isBehind(gnss, beacon)) return null;
  if (isNear(host, gnss) || isNear(beacon, gnss)) {
    confirm(time, upMs, gnss);
    return carriedOffset(time);
  }
  const steady = time.source === "gnss" && time.gnss !== null && time.gnss.upMs - time.gnss.sinceUpMs >= ALONE_MS;
  return takeAlone(time, upMs, gnss, steady) ? carriedOffset(time) : null;
}

/** While the receiver is silent, as it is outside the hours. */
function byWitness(time: TrustedTime, upMs: number, host: number | null): number | null {
  const beacon = speaking(time.beacon, upMs);
  if (host !== null && isNear(host, beacon)) {
    confirm(time, upMs, host);
    return carriedOffset(time);
  }
  const carried = time.carried;
  if (carried === null || !isFresh(carried, upMs)) return null;
  if (beacon !== null && beacon > carried.offsetMs && !agrees(carried, upMs, beacon)) return null;
  const witnessed = (host !== null && agrees(carried, upMs, host)) || (beacon !== null && agrees(carried, upMs, beacon));
  return time.source === "gnss" || witnessed ? carried.offsetMs : null;
}

function believed(time: TrustedTime, upMs: number, hostUtcMs: number | null): number | null {
  const host = hostUtcMs !== null && isPossible(time, hostUtcMs) ? hostUtcMs - upMs : null;
  if (time.source === "host") return byHost(time, upMs, host);
  const gnss = speaking(time.gnss, upMs);
  return gnss === null ? byWitness(time, upMs, host) : byReceiver(time, upMs, host, gnss);
}

/** Whether two independent sources stood behind the time since boot and lately: what cannot be undone should ask. */
export function isConfirmed(time: TrustedTime, upMs: number): boolean {
  return time.carried !== null && wasConfirmed(time.carried, upMs);
}

// Without what may have strayed: else a carried time that runs ahead would refuse the true sources.
function raiseFloor(time: TrustedTime, upMs: number, offsetMs: number): void {
  const carried = time.carried;
  if (carried === null || !wasConfirmed(carried, upMs)) return;
  const sureMs = offsetMs + upMs - strayedMs(carried, upMs);
  if (sureMs <= time.floorMs) return;
  time.floorMs = sureMs;
  time.floorUpMs = upMs;
}

/**
 * Now, in UTC milliseconds, or null when nothing trustworthy tells it. Ask at every step: it takes in what was heard.
 * @param hostUtcMs the board's clock, or null while it does not know.
 */
export function utcNow(time: TrustedTime, upMs: number, hostUtcMs: number | null): number | null {
  const offset = believed(time, upMs, hostUtcMs);
  if (offset === null || !isPossible(time, offset + upMs)) return null;
  // Time stands still rather than go back, so that a window that has just closed does not open again (F13).
  const utcMs = Math.max(offset + upMs, time.aloneFloorMs);
  time.aloneFloorMs = utcMs;
  raiseFloor(time, upMs, offset);
  return utcMs;
}

/**
 * UTC that it surely is already: the latest moment that two sources stood behind, and what has passed since by uptime.
 * While the device was off nobody counted, so after a start it may lag; no clock that is wrong makes it run ahead.
 */
export function sureUtc(time: TrustedTime, upMs: number): number {
  if (time.floorUpMs === null) time.floorUpMs = upMs;
  return time.floorMs + Math.max(0, upMs - time.floorUpMs) * (1 - DRIFT);
}

/** Whether listening to the receiver could help while the time is not trusted. */
export function wantsReceiver(time: TrustedTime, hostUtcMs: number | null): boolean {
  return time.source !== "host" || (hostUtcMs !== null && isPossible(time, hostUtcMs));
}

/** Whether a fix belongs to the present, so that a stale or lying receiver's does not pass as new. */
export function isPresent(fixMs: number, nowMs: number): boolean {
  const distance = fixMs - nowMs;
  return distance < MAX_DISAGREEMENT_MS && distance > -MAX_DISAGREEMENT_MS;
}

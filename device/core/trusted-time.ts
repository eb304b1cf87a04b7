/**
 * Which time of day the device believes. A board with a set clock uses it and holds the receiver against it; a board
 * without one takes the receiver's and carries it on by its own uptime, forward only (F11 to F14).
 */
export type TimeSource = "host" | "gnss";

export interface TrustedTime {
  source: TimeSource;
  /** The receiver's UTC minus uptime, in milliseconds; null until it has told a date. */
  gnssOffsetMs: number | null;
  /** No moment before this is believed: build of the firmware, then the latest moment ever seen. */
  floorMs: number;
}

/** A receiver that is further than this from a set clock is not believed, nor is its position. */
export const MAX_DISAGREEMENT_MS = 600000;
/** 20 years after the build: a later date is a fault, not a time (F14). */
const HORIZON_MS = 20 * 365.25 * 86400000;

/** @param builtMs UTC at which the firmware was built. */
export function makeTrustedTime(source: TimeSource, builtMs: number): TrustedTime {
  return { source: source, gnssOffsetMs: null, floorMs: builtMs };
}

function claimedUtc(time: TrustedTime, upMs: number, hostUtcMs: number | null): number | null {
  if (time.source === "host") return hostUtcMs;
  return time.gnssOffsetMs === null ? null : time.gnssOffsetMs + upMs;
}

/** Now, or null when no trustworthy source has told it. */
export function utcNow(time: TrustedTime, upMs: number, hostUtcMs: number | null): number | null {
  const claimed = claimedUtc(time, upMs, hostUtcMs);
  if (claimed === null || claimed < time.floorMs - MAX_DISAGREEMENT_MS) return null;
  return claimed > time.floorMs + HORIZON_MS ? null : claimed;
}

/** Takes the receiver's own date and time. */
export function hearGnss(time: TrustedTime, upMs: number, gnssUtcMs: number): void {
  if (time.source !== "gnss" || gnssUtcMs < time.floorMs - MAX_DISAGREEMENT_MS) return;
  time.gnssOffsetMs = gnssUtcMs - upMs;
}

/** Whether a fix belongs to the present, so that a stale or lying receiver's does not pass as new. */
export function isPresent(fixMs: number, nowMs: number): boolean {
  const distance = fixMs - nowMs;
  return distance < MAX_DISAGREEMENT_MS && distance > -MAX_DISAGREEMENT_MS;
}

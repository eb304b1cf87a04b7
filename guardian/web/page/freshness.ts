import type { DeviceView } from "../../core/view.ts";

/**
 * When a position may be drawn as the present one. Everything else is drawn hollow with the time it was true: a map that
 * shows an old place as now gives false safety.
 */

/** A device that stands still reports once a minute; three missed reports and the place is no longer "now". */
export const FRESH_MS = 180_000;

export interface Circumstances {
  nowMs: number;
  /** The page hears the server. */
  serverHeard: boolean;
  /** The server hears the broker. */
  linkUp: boolean;
}

/** The age of the last position by the device's own time, or null when there is none. */
export function fixAgeMs(view: DeviceView, nowMs: number): number | null {
  return view.lastFix === null ? null : Math.max(0, nowMs - view.lastFix.fix.timeS * 1000);
}

/** True when the last position is the present one, as far as anybody can know. */
export function isLive(view: DeviceView, now: Circumstances): boolean {
  if (!now.serverHeard || !now.linkUp || view.explanation !== "tracking") return false;
  if (view.lastFix === null) return false;
  // A time that lies ahead would stay "now" until it came.
  const ageMs = now.nowMs - view.lastFix.fix.timeS * 1000;
  return ageMs <= FRESH_MS && ageMs >= -FRESH_MS;
}

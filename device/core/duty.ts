import { isRaisedIn } from "./alert-record.ts";
import type { GateClaims } from "./gate.ts";
import { stoodMs } from "./standing.ts";
import type { TrackerState } from "./state.ts";

/**
 * The receiver costs most of the charge. Where the wearer has stood still for a while it rests, and wakes for one good fix
 * before the heartbeat is due (U16). It never rests while somebody waits for a position, or while the time is not sure.
 */
export interface Duty {
  /** Uptime until which it rests; null: it listens. */
  restsUntilUpMs: number | null;
  /** Uptime since which it listens. */
  awakeUpMs: number;
  /** Whether the board gains anything by it. */
  wanted: boolean;
}

/** So long in one place before the receiver rests. */
export const REST_AFTER_MS = 300000;
/** Short enough for a heartbeat each minute, and for whoever walks off to be followed after as much. */
export const REST_MS = 45000;

export function makeDuty(wanted: boolean, upMs: number): Duty {
  return { restsUntilUpMs: null, awakeUpMs: upMs, wanted: wanted };
}

function mayRest(state: TrackerState, claims: GateClaims, upMs: number): boolean {
  if (!state.duty.wanted || state.sampling.asked || state.quality.suspicious) return false;
  if (claims.vital === "open" || claims.time !== "trusted" || isRaisedIn(state.alerts, "panic")) return false;
  const stood = stoodMs(state.journey.standing, upMs);
  return stood !== null && stood >= REST_AFTER_MS;
}

/** Whether the receiver rests now. To be asked at every event; an uptime that goes back wakes it. */
export function receiverRests(state: TrackerState, claims: GateClaims, upMs: number): boolean {
  const duty = state.duty;
  const may = mayRest(state, claims, upMs);
  if (duty.restsUntilUpMs !== null) {
    const left = duty.restsUntilUpMs - upMs;
    if (may && left > 0 && left <= REST_MS) return true;
    duty.restsUntilUpMs = null;
    duty.awakeUpMs = upMs;
    return false;
  }
  // Only a fix of this waking says that the wearer still is where they were.
  if (!may || state.lastPermittedUpMs === null || state.lastPermittedUpMs < duty.awakeUpMs) return false;
  duty.restsUntilUpMs = upMs + REST_MS;
  return true;
}

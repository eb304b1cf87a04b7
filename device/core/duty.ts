import { isRaisedIn } from "./alert-record.ts";
import { heartbeatS } from "./constant-rate.ts";
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
  /** Whether the wearer may be followed at all, with a receiver that rests or listens. */
  follows: boolean;
  /** Whether the board gains anything by it. */
  wanted: boolean;
}

/** So long in one place before the receiver rests. */
export const REST_AFTER_MS = 300000;
/** At most so long: whoever walks off is followed after as much. */
export const REST_MS = 58000;
/** So long before the heartbeat it wakes, for a receiver to find itself again. */
const WAKE_MS = 3000;
/** A shorter rest saves nothing. */
const LEAST_REST_MS = 5000;

export function makeDuty(wanted: boolean, upMs: number): Duty {
  return { restsUntilUpMs: null, awakeUpMs: upMs, follows: false, wanted: wanted };
}

function mayRest(state: TrackerState, claims: GateClaims, upMs: number): boolean {
  const duty = state.duty;
  if (!duty.wanted || !duty.follows || state.sampling.asked || state.quality.suspicious) return false;
  if (claims.consent !== "active" || claims.vital === "open" || claims.time !== "trusted") return false;
  if (isRaisedIn(state.alerts, "panic") || isRaisedIn(state.alerts, "fall")) return false;
  const standing = state.journey.standing;
  const stood = stoodMs(standing, upMs);
  // One fix elsewhere may be the first of a way: the next ones tell.
  return stood !== null && stood >= REST_AFTER_MS && standing.leaving === 0;
}

/** Milliseconds until it must listen again for the next heartbeat. */
function restMs(state: TrackerState, utcMs: number | null): number {
  if (utcMs === null || state.sampling.lastMs === null) return 0;
  const due = state.sampling.lastMs + heartbeatS(state.rate, state.told.percent) * 1000;
  return Math.min(REST_MS, due - utcMs - WAKE_MS);
}

/** Whether the receiver rests now. To be asked at every event; an uptime that goes back wakes it. */
export function receiverRests(state: TrackerState, claims: GateClaims, upMs: number, utcMs: number | null): boolean {
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
  const rest = restMs(state, utcMs);
  if (rest < LEAST_REST_MS) return false;
  duty.restsUntilUpMs = upMs + rest;
  return true;
}

import type { GateClaims } from "./gate.ts";
import { lampConfirmed } from "./lamp-watch.ts";
import { permissionClaims } from "./permission.ts";
import { restIsKept } from "./resting.ts";
import { anyoneServed } from "./roster.ts";
import { inHours } from "./schedule.ts";
import type { TrackerState } from "./state.ts";
import { isPresent } from "./trusted-time.ts";

/**
 * The facts that the gate decides on, at this moment.
 * @param utcMs trusted time, or null.
 * @param fixMs time of the fix in question: it must belong to the present and to the hours as well; null: no fix is in question.
 */
export function claimsAt(state: TrackerState, upMs: number, utcMs: number | null, fixMs: number | null): GateClaims {
  const timely = utcMs !== null && (fixMs === null || isPresent(fixMs, utcMs));
  const schedule = state.consent === null ? null : state.consent.schedule;
  const open = schedule !== null && utcMs !== null && inHours(schedule, utcMs) && (fixMs === null || inHours(schedule, fixMs));
  const permission = permissionClaims(state.permission, state.consent, upMs, utcMs);
  return {
    consent: permission.consent,
    vital: permission.vital,
    store: state.store.sound ? "sound" : "faulty",
    roster: anyoneServed(state) ? "named" : "empty",
    time: timely ? "trusted" : "untrusted",
    hours: open ? "open" : "closed",
    rest: restIsKept(state, upMs, utcMs) ? "kept" : "due",
    lamp: lampConfirmed(state.lamp, upMs) ? "confirmed" : "unconfirmed",
  };
}

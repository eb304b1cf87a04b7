import { heartbeatTimes } from "../../device/protocol/sparing.ts";
import type { Hearing } from "./hearing.ts";
import type { Explanation } from "./view.ts";

/** The console's own connection to the broker. */
export interface LinkState {
  up: boolean;
  /** When it last came up or went down, console's clock. */
  sinceMs: number;
}

export interface Explained {
  explanation: Explanation;
  /** Since when it holds, console's clock; null when that has no beginning. */
  sinceMs: number | null;
}

/** While it tracks, a device is heard at least this often unless it promised otherwise. */
export const HEARTBEAT_S = 60;
/** What the network may take on top of a promise before the guardian is told that it was broken. */
export const GRACE_S = 30;

/**
 * When the device should have been heard at the latest, console's clock; null when it promised nothing. Only differences
 * of the device's own times are used, counted from when this console received them, so neither clock needs to be right.
 */
export function dueMs(hearing: Hearing): number | null {
  const account = hearing.account;
  if (account === null) return null;
  const told = account.kind === "status" ? hearing.lastStatus?.status : hearing.lastFix?.fix;
  const heartbeatMs = (HEARTBEAT_S * heartbeatTimes(told?.batteryPercent ?? null) + GRACE_S) * 1000;
  const promised = account.kind === "status" ? (hearing.lastStatus?.status ?? null) : null;
  let due: number;
  if (promised !== null && promised.nextS !== 0) {
    due = account.receivedMs + (Math.max(0, promised.nextS - promised.timeS) + GRACE_S) * 1000;
  } else if (account.silence === "tracking") {
    due = account.receivedMs + heartbeatMs;
  } else {
    return null;
  }
  // Older frames that arrive later still show that the device is on the air: it is emptying its backlog.
  const heard = hearing.lastHeardMs ?? account.receivedMs;
  return heard > account.receivedMs ? Math.max(due, heard + heartbeatMs) : due;
}

/**
 * Why the map stands still, or that it does not. The console's own trouble comes first, because while it lasts nothing
 * can be said of the device; a broken promise comes before the account that it was given in.
 */
export function explain(hearing: Hearing, link: LinkState, nowMs: number): Explained {
  if (!link.up) return { explanation: "broker-unreachable", sinceMs: link.sinceMs };
  if (hearing.account === null) return { explanation: "never-heard", sinceMs: null };
  const due = dueMs(hearing);
  if (due !== null && nowMs > due) return { explanation: "overdue", sinceMs: due };
  return { explanation: hearing.account.silence, sinceMs: hearing.account.sinceMs };
}

import { coverBody } from "../protocol/cover.ts";
import { heartbeatTimes } from "../protocol/sparing.ts";
import { claimsAt } from "./claims.ts";
import { deliverOne } from "./delivery.ts";
import type { Effect } from "./event.ts";
import type { GateClaims } from "./gate.ts";
import type { Pair } from "./pair.ts";
import { telemetryTopic } from "./publishing.ts";
import { isNamed } from "./roster.ts";
import { HEARTBEAT_S } from "./sampling.ts";
import { sealNext, stepWhenOver } from "./sealing.ts";
import type { TrackerState } from "./state.ts";

/**
 * A mode in which exactly one short frame every so many seconds goes to each guardian, whatever happens: one that waits,
 * else a cover. Times and lengths then tell nothing of the wearer. It costs speed: a call for help waits for its turn, and
 * what an outage left goes out one frame at a time.
 */
export interface ConstantRate {
  everyS: number;
  /** Uptime of the next frame. */
  dueUpMs: number;
}

export const MIN_RATE_S = 5;
/** The guardian takes a device for overdue that was not heard for a minute and a half. */
export const MAX_RATE_S = 60;

/** @param everyS MIN_RATE_S to MAX_RATE_S; anything else counts as the nearest of them. null: the mode is off. */
export function makeRate(everyS: number | null): ConstantRate | null {
  if (everyS === null) return null;
  // Also a value that is no number.
  const seconds = everyS >= MIN_RATE_S ? Math.min(everyS, MAX_RATE_S) : MIN_RATE_S;
  return { everyS: seconds, dueUpMs: 0 };
}

/** Seconds between two fixes: half of the frames at most are fixes, so that what waits becomes fewer. */
export function slowed(rate: ConstantRate | null, intervalS: number): number {
  return rate === null ? intervalS : Math.max(intervalS, 2 * rate.everyS);
}

/** @param percent of charge that the last report told */
export function heartbeatS(rate: ConstantRate | null, percent: number | null): number {
  return slowed(rate, HEARTBEAT_S * heartbeatTimes(percent));
}

/** Covers are sent as long as something is agreed to, also while it rests; after its end there is silence. */
export function wantsCover(claims: GateClaims): boolean {
  return claims.consent === "active" || claims.consent === "paused" || claims.vital === "open";
}

/** Not kept and not sent again: there is nothing in it to lose. */
function sendCover(state: TrackerState, pair: Pair, upMs: number, utcMs: number | null, effects: Effect[]): void {
  stepWhenOver(state, pair, upMs, effects);
  const sealed = sealNext(state, pair, coverBody());
  if (sealed === null) return;
  effects.push({ kind: "publish", topic: telemetryTopic(state, pair, utcMs), payload: sealed.frame });
}

/** To be asked on every tick and on nothing else: an event that has to do with the wearer must not move a frame. */
export function passRate(state: TrackerState, upMs: number, utcMs: number | null, effects: Effect[]): void {
  const rate = state.rate;
  if (rate === null || upMs < rate.dueUpMs) return;
  const everyMs = rate.everyS * 1000;
  rate.dueUpMs = (Math.floor(upMs / everyMs) + 1) * everyMs;
  if (!state.linkUp) return;
  const cover = wantsCover(claimsAt(state, upMs, utcMs, null));
  for (let i = 0; i < state.pairs.length; i++) {
    const pair = state.pairs[i] as Pair;
    if (deliverOne(state, pair, upMs, utcMs, effects)) continue;
    if (cover && isNamed(state, pair.slot)) sendCover(state, pair, upMs, utcMs, effects);
  }
}

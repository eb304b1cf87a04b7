import type { Effect } from "./event.ts";
import { advanceRest, encodeRestMeter, mayRecord, payForRecording, REST_METER } from "./rest-meter.ts";
import type { TrackerState } from "./state.ts";

/** A minor's hours of rest, as the gate asks for them. An adult's consent asks for none, and the meter stands still. */
function restMinutes(state: TrackerState): number {
  return state.consent === null ? 0 : state.consent.restMinutes;
}

/** Whether the gate may stand open now as far as rest goes. */
export function restIsKept(state: TrackerState, upMs: number, utcMs: number | null): boolean {
  const minutes = restMinutes(state);
  return minutes === 0 || mayRecord(state.rest, minutes, upMs, utcMs);
}

/** Lets the meter forget, on every tick. */
export function passRest(state: TrackerState, upMs: number, utcMs: number | null, effects: Effect[]): void {
  if (restMinutes(state) === 0 || !advanceRest(state.rest, upMs, utcMs)) return;
  effects.push({ kind: "replace", name: REST_METER, bytes: encodeRestMeter(state.rest) });
}

/** Pays for an open gate. The record stands before anything that was captured behind it is sealed. */
export function payRest(state: TrackerState, upMs: number, utcMs: number | null, effects: Effect[]): void {
  if (restMinutes(state) === 0 || utcMs === null || !payForRecording(state.rest, upMs, utcMs)) return;
  effects.push({ kind: "replace", name: REST_METER, bytes: encodeRestMeter(state.rest) });
}

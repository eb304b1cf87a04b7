import type { Effect } from "./event.ts";
import type { StoreName } from "./ports.ts";
import type { TrackerState } from "./state.ts";
import { encodeVital } from "./vital-interest.ts";

export const VITAL: StoreName = "vital";

/** Keeps what a restart must know of an emergency: that there was one, so that none follows too soon. */
export function keepVital(state: TrackerState, effects: Effect[]): void {
  const record = encodeVital(state.permission.vital);
  if (record === null) effects.push({ kind: "erase", name: VITAL });
  else effects.push({ kind: "replace", name: VITAL, bytes: record });
}

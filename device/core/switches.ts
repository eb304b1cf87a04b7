import { clear, isRaised, raise, trouble } from "./alerting.ts";
import type { Effect, Moment } from "./event.ts";
import type { TrackerState } from "./state.ts";

/** What a contact of the board tells: the strap is open, the case is open, the charger is there. Closed by default. */
export const SWITCH_NAMES = ["strap-open", "tamper", "charging"] as const;
export type SwitchName = (typeof SWITCH_NAMES)[number];

/** One contact. */
export interface SwitchWatch {
  name: SwitchName;
  on: boolean;
  /** Uptime since which it has been so. */
  sinceUpMs: number;
}

/** A contact that opens for less is a knock, not a hand (U23). */
export const SETTLED_MS = 3000;

export function makeSwitches(): SwitchWatch[] {
  return SWITCH_NAMES.map((name) => ({ name: name, on: false, sinceUpMs: 0 }));
}

/** A contact changed. */
export function hearSwitch(state: TrackerState, name: SwitchName, on: boolean, upMs: number): void {
  for (let i = 0; i < state.switches.length; i++) {
    const watch = state.switches[i] as SwitchWatch;
    if (watch.name !== name || watch.on === on) continue;
    watch.on = on;
    watch.sinceUpMs = upMs;
  }
}

/** One tick: what has been so for a moment is told once, and its end once. */
export function passSwitches(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  for (let i = 0; i < state.switches.length; i++) {
    const watch = state.switches[i] as SwitchWatch;
    if (watch.on === isRaised(state, watch.name)) continue;
    const lasts = moment.upMs - watch.sinceUpMs;
    if (lasts >= 0 && lasts < SETTLED_MS) continue;
    if (watch.on) raise(state, trouble(watch.name, null), moment, utcMs, effects);
    else clear(state, trouble(watch.name, null), "cleared", moment, utcMs, effects);
  }
}

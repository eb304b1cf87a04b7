import { hearSafe } from "./agreed-ends.ts";
import { takeConsent } from "./consent-change.ts";
import { callEmergency } from "./emergency.ts";
import type { Effect, Event, Moment } from "./event.ts";
import { hearHand, hearScreen } from "./hand.ts";
import { callForHelp, endCall, hearCallButton } from "./panic.ts";
import { sendAway } from "./removal.ts";
import type { TrackerState } from "./state.ts";
import { hearSwitch } from "./switches.ts";

/** Everything that people do at the device. */
export function hearPeople(state: TrackerState, event: Event, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  if (event.kind === "consent") takeConsent(state, event.consent, moment, utcMs, effects);
  else if (event.kind === "button") hearHand(state, event.down, moment, utcMs, effects);
  else if (event.kind === "remove-guardian") sendAway(state, event.slot, moment.upMs, utcMs, effects);
  else if (event.kind === "safe") hearSafe(state, moment.upMs, utcMs, effects);
  else if (event.kind === "call") callEmergency(state, event.actor, event.reason, moment, utcMs, effects);
  else if (event.kind === "help") callForHelp(state, moment, utcMs, effects);
  else if (event.kind === "help-over") endCall(state, moment, utcMs, effects);
  else if (event.kind === "call-button") hearCallButton(state, event.down, moment.upMs);
  else if (event.kind === "switch") hearSwitch(state, event.name, event.on, moment.upMs);
  else hearScreen(state, event, moment, utcMs, effects);
}

import type { WearerPanelState } from "../../wearer-panel.ts";
import { clockTime, moment } from "../words.ts";

const LAMP_WORDS: Record<NonNullable<WearerPanelState["lamp"]>, string> = {
  recording: "A steady light: the device is recording.",
  silent: "A short ember every three seconds: the device is on and records nothing.",
  announced: "A slow, even blink: somebody calls an emergency.",
  panic: "A double flash every second: the call for help goes out.",
  fault: "A fast blink: the device has a fault and records nothing.",
  dark: "The lamp is dark: the device records nothing.",
};

/** What the simulated lamp shows, in words for those who cannot see the drawing. */
export function lampWords(state: WearerPanelState): string {
  return state.lamp === null ? "The lamp does not answer." : LAMP_WORDS[state.lamp];
}

/** In place of any of these while the page hears nothing: what was true a moment ago is not shown as true now. */
export const LAMP_UNHEARD = "Nothing is heard of the device, so what its lamp shows is not known.";

const CONSENT_WORDS: Record<WearerPanelState["consent"], string> = {
  none: "No consent yet",
  active: "Consent given",
  withdrawn: "Consent withdrawn",
  "deletion-asked": "Deletion asked for",
  objected: "Objected",
  expired: "Consent has run out",
  "notice-changed": "Notice changed",
  paused: "Paused",
};

export function consentWords(state: WearerPanelState): string {
  return CONSENT_WORDS[state.consent];
}

const STANDING_WORDS: Record<WearerPanelState["consent"], string> = {
  none: "Nobody has agreed to anything yet.",
  active: "What was agreed stands. The wearer can end it at any moment.",
  withdrawn: "Only a new yes, given here, starts it again.",
  "deletion-asked": "The device erased what it held. Only a new yes, given here, starts it again.",
  objected: "It rests until the wearer agrees anew.",
  expired: "The agreed time is over. It rests until the wearer agrees anew.",
  "notice-changed": "It rests until the new notice is read and agreed to.",
  paused: "Two presses end the pause.",
};

function emergencyWords(state: WearerPanelState, nowMs: number): string | null {
  const until = state.emergencyUntilMs;
  if (until === null) return null;
  switch (state.emergency) {
    case "announced":
      return `An emergency is called. Unless a press refuses it, it opens at ${clockTime(until)}.`;
    case "open":
      return `An emergency is open, until ${moment(until, nowMs)} at the latest. Any press ends it.`;
    case "none":
    case "closed":
      return null;
  }
}

const CALL_WORDS: Record<WearerPanelState["call"], string | null> = {
  none: null,
  announced: "A call for help goes out in a moment. One press takes it back.",
  calling:
    "The call for help goes out, again and again, until somebody answers. Five presses, half a minute later or more, end it.",
  heard: "A guardian has heard the call. Five presses end it.",
};

/** What holds now and how it ends, in one or two sentences. Holds no ticking figure, because it is read aloud at every change. */
export function standingWords(state: WearerPanelState, nowMs: number): string {
  const call = CALL_WORDS[state.call];
  if (call !== null) return call;
  const emergency = emergencyWords(state, nowMs);
  if (emergency !== null) return emergency;
  if (state.consent === "paused" && state.pausedUntilMs !== null)
    return `Paused until ${moment(state.pausedUntilMs, nowMs)}. Two presses end it earlier.`;
  return STANDING_WORDS[state.consent];
}

/** What the present press becomes when it is held on, as far as the device has told; null while nothing is pressed. */
export function holdWords(state: WearerPanelState): string | null {
  if (!state.buttonDown) return null;
  if (state.consent === "deletion-asked") return "Deleted. Let go.";
  if (state.consent === "withdrawn") return "Withdrawn. Held on to 10 seconds, your data is deleted as well.";
  return "Held for 2 seconds, consent is withdrawn.";
}

/** Whether anybody could call an emergency now; if not, why not. */
export function cannotCall(state: WearerPanelState, nowMs: number): string | null {
  if (state.consent === "withdrawn" || state.consent === "deletion-asked" || state.consent === "objected")
    return "No emergency can be called: the wearer said no.";
  if (state.emergency === "closed" && state.emergencyUntilMs !== null)
    return `That emergency is over. None can be called before ${moment(state.emergencyUntilMs, nowMs)}.`;
  return null;
}

/** The button's language, beside the drawing. */
export const LEGEND: readonly { sign: readonly ("short" | "long" | "longer")[]; what: string; does: string }[] = [
  { sign: ["short"], what: "Press once", does: "feel how it is" },
  { sign: ["short", "short"], what: "Twice", does: "pause, or go on" },
  { sign: ["short", "short", "short"], what: "Three times", does: "object" },
  { sign: ["short", "short", "short", "short", "short"], what: "Five times", does: "call for help" },
  { sign: ["long"], what: "Hold 2 s", does: "withdraw consent" },
  { sign: ["longer"], what: "Hold 10 s", does: "delete my data too" },
];

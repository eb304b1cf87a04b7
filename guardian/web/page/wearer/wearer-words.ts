import type { WearerPanelState } from "../../wearer-panel.ts";

const LAMP_WORDS: Record<NonNullable<WearerPanelState["lamp"]>, string> = {
  recording: "The lamp glows: the device is recording.",
  silent: "The lamp shows an ember: the device is on and records nothing.",
  fault: "The lamp flashes red: the device has a fault and records nothing.",
  dark: "The lamp is dark: the device records nothing.",
};

/** What the simulated lamp shows, in words for those who cannot see the drawing. */
export function lampWords(state: WearerPanelState): string {
  return state.lamp === null ? "The lamp does not answer." : LAMP_WORDS[state.lamp];
}

/** In place of any of these while the page hears nothing: what was true a moment ago is not shown as true now. */
export const LAMP_UNHEARD = "Nothing is heard of the device, so what its lamp shows is not known.";

export function consentWords(state: WearerPanelState): string {
  switch (state.consent) {
    case "active":
      return "Consent given";
    case "withdrawn":
      return "Consent withdrawn";
    case "none":
      return "No consent yet";
  }
}

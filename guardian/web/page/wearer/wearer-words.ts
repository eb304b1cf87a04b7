import type { WearerPanelState } from "../../wearer-panel.ts";

/** What the simulated lamp shows, in words for those who cannot see the drawing. */
export function lampWords(state: WearerPanelState): string {
  if (state.lamp === null) return "The lamp does not answer.";
  switch (state.lamp) {
    case "recording":
      return "The lamp glows: the device is recording.";
    case "silent":
      return "The lamp shows an ember: the device is on and records nothing.";
    case "fault":
      return "The lamp flashes red: the device has a fault and records nothing.";
    case "dark":
      return "The lamp is dark: the device records nothing.";
  }
}

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

import { NO_SUBJECT } from "../../device/protocol/report.ts";
import { type Incident, standingOf } from "./incidents.ts";

/** An incident in words for the page and the command line. */

type Told = Pick<Incident, "alert" | "subject" | "measure" | "phase" | "acknowledged">;

function measured(measure: number | null, unit: string): string {
  return measure === null ? "" : ` (${measure} ${unit})`;
}

/** What happened, as a headline. @param fence what the guardian calls the fence; null: its number. */
export function incidentTitle({ alert, subject, measure, phase }: Told, fence: string | null = null): string {
  const place = fence ?? (subject === NO_SUBJECT ? "a zone" : `zone ${subject}`);
  switch (alert) {
    case "panic":
      return "Call for help";
    case "fall":
      return "A fall";
    case "fence":
      return phase === "cleared" ? `Back in ${place}` : `Left ${place}`;
    case "overspeed":
      return `Too fast${measured(measure, "km/h")}`;
    case "low-battery":
      return `The battery is low${measured(measure, "%")}`;
    case "no-fix":
      return "No position is found";
    case "not-moving":
      return `Has not moved${measured(measure, "min")}`;
    case "not-arrived":
      return "Has not arrived";
    case "tamper":
      return "The device was opened";
    case "strap-open":
      return "The strap is open";
    case "charging":
      return "On the charger";
  }
}

/** What it asks of the guardian. */
export function incidentSentence(told: Told): string {
  switch (standingOf(told)) {
    case "cancelled":
      return "The wearer says that it was nothing.";
    case "over":
      return "It is over.";
    case "answered":
      return told.alert === "panic" ? "Answered: the wearer felt that they were heard." : "Answered.";
    case "open":
      return told.alert === "panic" ? "The wearer pressed for help and is waiting to be heard." : "Nobody has answered yet.";
  }
}

/** Those that a person must see first. */
export function isUrgent(told: Told): boolean {
  return standingOf(told) === "open" && (told.alert === "panic" || told.alert === "fall");
}

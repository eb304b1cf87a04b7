import type { Refusal } from "../../device/core/gate.ts";
import type { Report } from "../../device/protocol/report.ts";
import type { Silence } from "../../device/protocol/silence.ts";

/** Why no position leaves, for somebody who watches. */
export const WHY: Record<Refusal, string> = {
  "no-consent": "nobody has agreed",
  "nobody-to-tell": "nobody is paired, or the consent names nobody",
  "not-measured": "it was not measured",
  withdrawn: "the wearer withdrew",
  objected: "the wearer objected",
  "consent-expired": "the consent is over",
  "notice-changed": "the notice is another than was agreed to",
  paused: "the wearer pauses",
  "storage-fault": "the memory does not work",
  "time-untrusted": "the time is not known for sure",
  "outside-hours": "these are not the agreed hours",
  "rest-due": "a minor rests",
  "lamp-unconfirmed": "the lamp has not confirmed that it is lit",
};

/** What the guardian reads of it. */
export const HEARD: Record<Silence, string> = {
  tracking: "The lamp is lit, positions arrive.",
  "no-fix": "The receiver finds no position.",
  withdrawn: "Consent was withdrawn.",
  "deletion-asked": "Consent was withdrawn, and everything is to be deleted.",
  objected: "The wearer objected.",
  "consent-expired": "The consent is over.",
  "notice-changed": "The notice has changed; the wearer has to agree anew.",
  paused: "The wearer pauses.",
  "storage-fault": "The device cannot store.",
  "time-untrusted": "The device does not know the time.",
  "outside-hours": "Outside the agreed hours.",
  "rest-due": "A minor rests.",
  "lamp-unconfirmed": "The lamp is not confirmed.",
};

/** What a report is, in two or three words; never where. */
export function whatOf(report: Report): string {
  switch (report.kind) {
    case "fix":
      return report.flags.panic ? "a position, urgent" : "a position";
    case "status":
      return `status: ${report.silence}`;
    case "alert":
      return `alert: ${report.alert}, ${report.phase}`;
    default:
      return report.kind;
  }
}

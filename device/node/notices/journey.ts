import type { JourneyConfig } from "../journey-config.ts";
import { countEn, listEn } from "./english.ts";
import type { NoticeFacts } from "./facts.ts";
import { countEl, listEl } from "./greek.ts";

/** What guardians are told by themselves, besides positions; null: nothing of the journey is watched. */

function english({ overspeed, notMovingMinutes, noFixMinutes, notArrived }: JourneyConfig): string[] {
  const clauses: string[] = [];
  if (overspeed !== undefined)
    clauses.push(`when you go faster than ${overspeed.kmh} km/h for ${countEn(overspeed.forS, "second", "seconds")}`);
  if (notMovingMinutes !== undefined)
    clauses.push(`when you stay in one place for ${countEn(notMovingMinutes, "minute", "minutes")}`);
  if (noFixMinutes !== undefined) clauses.push(`when you cannot be found for ${countEn(noFixMinutes, "minute", "minutes")}`);
  if (notArrived) clauses.push("when a booked trip is over and you are still on the way");
  return clauses;
}

/** In Greek an adult is spoken to in the plural. */
interface Spoken {
  go: string;
  stay: string;
  are: string;
  your: string;
}

const FORMAL: Spoken = { go: "κινείστε", stay: "μένετε", are: "είστε", your: "σας" };
const FAMILIAR: Spoken = { go: "κινείσαι", stay: "μένεις", are: "είσαι", your: "σου" };

function greek({ overspeed, notMovingMinutes, noFixMinutes, notArrived }: JourneyConfig, to: Spoken): string[] {
  const clauses: string[] = [];
  if (overspeed !== undefined)
    clauses.push(
      `όταν ${to.go} με πάνω από ${overspeed.kmh} χλμ/ώρα για ${countEl(overspeed.forS, "δευτερόλεπτο", "δευτερόλεπτα")}`,
    );
  if (notMovingMinutes !== undefined)
    clauses.push(`όταν ${to.stay} στο ίδιο σημείο για ${countEl(notMovingMinutes, "λεπτό", "λεπτά")}`);
  if (noFixMinutes !== undefined)
    clauses.push(`όταν δεν βρίσκεται η θέση ${to.your} για ${countEl(noFixMinutes, "λεπτό", "λεπτά")}`);
  if (notArrived) clauses.push(`όταν τελειώνει μια κρατημένη διαδρομή και ${to.are} ακόμη στον δρόμο`);
  return clauses;
}

export function journeyEn({ terms }: NoticeFacts, reader: "adult" | "child"): string | null {
  const clauses = terms.journey === undefined ? [] : english(terms.journey);
  if (clauses.length === 0) return null;
  return `${reader === "adult" ? "Your guardians are alerted" : "The grown-ups are told"} ${listEn(clauses)}.`;
}

export function journeyEl({ terms }: NoticeFacts, reader: "adult" | "young" | "child"): string | null {
  const clauses = terms.journey === undefined ? [] : greek(terms.journey, reader === "adult" ? FORMAL : FAMILIAR);
  if (clauses.length === 0) return null;
  if (reader === "child") return `Οι μεγάλοι το μαθαίνουν ${listEl(clauses)}.`;
  return `Οι κηδεμόνες ${reader === "adult" ? "σας" : "σου"} ειδοποιούνται ${listEl(clauses)}.`;
}

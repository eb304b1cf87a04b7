import type { NoticeFacts } from "./facts.ts";

/** How a fall is noticed, for a notice that names falls; null: it names none. */

function areNamed({ terms }: NoticeFacts): boolean {
  return (terms.sensitive ?? []).includes("falls");
}

export function fallsEn(facts: NoticeFacts, reader: "adult" | "child"): string | null {
  if (!areNamed(facts)) return null;
  const press = facts.terms.stopBy === "button" ? "Press once" : "Press a three times";
  if (reader === "child") {
    return `It feels when you fall. It shakes and asks you. ${press} if you are all right. If you do not press, the grown-ups are told.`;
  }
  return (
    "A sensor of motion feels a fall. It is read only during the agreed hours, and nothing of it is kept. " +
    `The device asks you first, for half a minute. ${press}, and nobody is told. Otherwise your guardians are told that you fell.`
  );
}

export function fallsEl(facts: NoticeFacts, reader: "adult" | "young" | "child"): string | null {
  if (!areNamed(facts)) return null;
  const how = facts.terms.stopBy === "button" ? "μία φορά" : "το a τρεις φορές";
  if (reader === "child") {
    return `Νιώθει αν πέσεις. Τρέμει και σε ρωτάει. Πάτα ${how}, αν είσαι καλά. Αν δεν πατήσεις, το μαθαίνουν οι μεγάλοι.`;
  }
  const young = reader === "young";
  return (
    "Ένας αισθητήρας κίνησης νιώθει μια πτώση. Διαβάζεται μόνο στις ώρες που συμφωνήθηκαν. Τίποτε από αυτόν δεν φυλάσσεται. " +
    `Η συσκευή ${young ? "σε" : "σας"} ρωτά πρώτα, για μισό λεπτό. ${young ? "Πάτα" : "Πατήστε"} ${how}, και δεν το μαθαίνει κανείς. ` +
    `Αλλιώς οι κηδεμόνες ${young ? "σου" : "σας"} μαθαίνουν ότι ${young ? "έπεσες" : "πέσατε"}.`
  );
}

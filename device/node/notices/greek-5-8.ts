import { GUARDIAN_DAYS, page, purposeForChild, retentionDays, type Wording } from "./facts.ts";
import { countEl, helpEl, listEl, precisionEl, pressEl, SPOKEN_EL, sensitiveEl } from "./greek.ts";
import { hoursOf } from "./hours-of.ts";
import { journeyEl } from "./journey.ts";
import { textsEl } from "./text-messages.ts";

/** From five to eight, to be read aloud: very short sentences about a little box and its little lamp. */
export const GREEK_5_8: Wording = {
  controller: ({ terms }) =>
    page(
      "Ποιος προσέχει το κουτάκι",
      `${terms.controller}.`,
      terms.representative === undefined ? null : `Μπορείς να ρωτήσεις και εδώ: ${terms.representative}.`,
    ),
  purpose: (facts) =>
    page(
      "Γιατί το έχεις",
      purposeForChild(facts),
      facts.basis === "legal-duty" ? "Το θέλει ο νόμος." : "Ρωτάμε τους μεγάλους που σε φροντίζουν. Πες κι εσύ τη γνώμη σου.",
    ),
  data: (facts) => {
    const sensitive = sensitiveEl(facts, "child");
    return page(
      "Τι ξέρει το κουτάκι",
      "Ξέρει πού είσαι. Ξέρει τι ώρα είναι. Ξέρει αν είναι σίγουρο.",
      "Ξέρει πόσο ψηλά είσαι. Ξέρει πόσο γρήγορα πας. Ξέρει προς τα πού πας.",
      "Ξέρει πόση μπαταρία έχει.",
      sensitive === null ? null : `Ξέρει για το σώμα σου: ${sensitive}.`,
      journeyEl(facts, "child"),
    );
  },
  recipients: ({ terms, guardians }) =>
    page(
      "Ποιος το βλέπει",
      `${countEl(guardians, "μεγάλος", "μεγάλοι")}${terms.recipients === undefined ? "" : `: ${listEl(terms.recipients)}`}.`,
      "Κανείς άλλος δεν το βλέπει.",
      textsEl(terms, "child"),
    ),
  hours: ({ terms }) =>
    page(
      "Πότε κοιτάζει",
      hoursOf(terms, SPOKEN_EL),
      `Είναι η ώρα της ζώνης ${terms.timeZone}.`,
      "Μετά κοιμάται. Κοιμάται δέκα ώρες κάθε μέρα, ή πιο πολύ.",
    ),
  exactness: (facts) =>
    page(
      "Πόσο καλά βλέπει",
      `Κοιτάζει. Μετά περιμένει ${countEl(facts.terms.intervalS, "δευτερόλεπτο", "δευτερόλεπτα")}. Μετά κοιτάζει πάλι.`,
      `Βλέπει με ακρίβεια περίπου ${precisionEl(facts, "in-full")}.`,
    ),
  retention: (facts) =>
    page(
      "Πόσο το κρατάει",
      `Το κουτάκι το κρατάει ${countEl(retentionDays(facts), "μέρα", "μέρες")}, όχι πιο πολύ.`,
      `Οι μεγάλοι το κρατάνε ${GUARDIAN_DAYS} μέρες, όχι πιο πολύ. Μετά σβήνεται.`,
    ),
  lamp: () => page("Το φωτάκι", "Όταν το κουτάκι κοιτάζει, το φωτάκι ανάβει.", "Χάλασε το φωτάκι; Τότε το κουτάκι δεν κοιτάζει."),
  rights: () =>
    page(
      "Τι μπορείς να πεις",
      "Μπορείς να πεις: δείξε μου. Μπορείς να πεις: θέλω αντίγραφο.",
      "Μπορείς να πεις: αυτό είναι λάθος. Μπορείς να πεις: σβήσε το.",
      "Μπορείς να πεις: δεν το θέλω. Υπάρχει ένα γραφείο που σε βοηθάει.",
    ),
  withdrawal: ({ terms }) =>
    page(
      "Πώς το σταματάς",
      `Θέλεις να σταματήσει; Πάτα ${pressEl(terms)}. Σταματάει αμέσως.`,
      `Χρειάζεσαι βοήθεια; Πάτα ${helpEl(terms)}.`,
      "Δεν χρειάζεται να ρωτήσεις. Δεν χρειάζεται να πεις γιατί.",
      `Σε ${countEl(terms.months, "μήνα", "μήνες")} σταματάει. Άλλαξε κάτι; Πάλι σταματάει.`,
    ),
};

import { GUARDIAN_DAYS, page, purposeForChild, retentionDays, type Wording } from "./facts.ts";
import { countEl, helpEl, listEl, precisionEl, pressEl, SPOKEN_EL, sensitiveEl } from "./greek.ts";
import { hoursOf } from "./hours-of.ts";
import { journeyEl } from "./journey.ts";
import { textsEl } from "./text-messages.ts";

/** From nine to thirteen: short sentences, no words of the law. */
export const GREEK_9_13: Wording = {
  controller: ({ terms }) =>
    page(
      "Ποιος το φροντίζει",
      `${terms.controller}.`,
      terms.representative === undefined ? null : `Μπορείς να ρωτήσεις και εδώ: ${terms.representative}.`,
    ),
  purpose: (facts) =>
    page(
      "Γιατί το φοράς",
      purposeForChild(facts),
      facts.basis === "legal-duty"
        ? "Το ζητά ο νόμος."
        : "Πρέπει να πουν ναι οι μεγάλοι που σε φροντίζουν. Μπορείς να πεις κι εσύ τη γνώμη σου.",
    ),
  data: (facts) => {
    const sensitive = sensitiveEl(facts, "child");
    return page(
      "Τι ξέρει η συσκευή",
      "Ξέρει πού είσαι και τι ώρα είναι. Ξέρει και πόσο σίγουρη είναι.",
      "Ξέρει πόσο ψηλά είσαι. Ξέρει πόσο γρήγορα πας και προς τα πού.",
      "Ξέρει πόση μπαταρία έχει.",
      sensitive === null ? null : `Για το σώμα σου ξέρει: ${sensitive}.`,
      journeyEl(facts, "child"),
    );
  },
  recipients: ({ terms, guardians }) =>
    page(
      "Ποιος το βλέπει",
      `${countEl(guardians, "μεγάλος", "μεγάλοι")}${terms.recipients === undefined ? "" : `: ${listEl(terms.recipients)}`}. Κανείς άλλος.`,
      "Ταξιδεύει σε κλειστό φάκελο. Μόνο εκείνοι τον ανοίγουν.",
      textsEl(terms, "child"),
    ),
  hours: ({ terms }) =>
    page(
      "Πότε",
      hoursOf(terms, SPOKEN_EL),
      `Μετρά η ώρα της ζώνης ${terms.timeZone}. Όλες τις άλλες ώρες δεν κοιτάζει.`,
      "Τουλάχιστον δέκα ώρες κάθε μέρα είναι μόνο δικές σου.",
    ),
  exactness: (facts) =>
    page(
      "Πόσο καλά βλέπει",
      `Κοιτάζει μία φορά κάθε ${countEl(facts.terms.intervalS, "δευτερόλεπτο", "δευτερόλεπτα")}, όχι πιο συχνά.`,
      `Λέει τη θέση σου με ακρίβεια περίπου ${precisionEl(facts, "in-full")}.`,
    ),
  retention: (facts) =>
    page(
      "Πόσο καιρό μένουν",
      `Η συσκευή τα κρατά το πολύ ${countEl(retentionDays(facts), "μέρα", "μέρες")}.`,
      `Οι μεγάλοι τα κρατούν το πολύ ${GUARDIAN_DAYS} μέρες. Μετά σβήνονται.`,
    ),
  lamp: () =>
    page(
      "Το φωτάκι",
      "Όταν η συσκευή κοιτάζει πού είσαι, το φωτάκι είναι αναμμένο.",
      "Αν χαλάσει το φωτάκι, η συσκευή δεν κοιτάζει.",
    ),
  rights: () =>
    page(
      "Τι μπορείς να ζητήσεις",
      "Μπορείς να δεις τι έχει γραφτεί για εσένα. Μπορείς να πάρεις αντίγραφο.",
      "Αν κάτι είναι λάθος, πρέπει να διορθωθεί. Μπορείς να ζητήσεις να σβηστεί.",
      "Μπορείς να πεις όχι. Μπορείς να ζητήσεις βοήθεια από την Αρχή Προστασίας Δεδομένων.",
    ),
  withdrawal: ({ terms }) =>
    page(
      "Πώς το σταματάς",
      `Το σταματάς όποτε θέλεις: πάτα ${pressEl(terms)}. Σταματά αμέσως.`,
      `Χρειάζεσαι βοήθεια; Πάτα ${helpEl(terms)}.`,
      "Δεν χρειάζεται να ρωτήσεις κανέναν. Δεν χρειάζεται να πεις γιατί.",
      `Σε ${countEl(terms.months, "μήνα", "μήνες")} σταματά μόνο του. Αν αλλάξει κάτι εδώ, πάλι σταματά.`,
    ),
};

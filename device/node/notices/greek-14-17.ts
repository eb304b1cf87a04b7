import { GUARDIAN_DAYS, page, purposeForChild, retentionDays, type Wording } from "./facts.ts";
import { CLOCK_EL, countEl, handEl, listEl, precisionEl, pressEl, sensitiveEl } from "./greek.ts";
import { hoursOf } from "./hours-of.ts";
import { journeyEl } from "./journey.ts";
import { textsEl } from "./text-messages.ts";

/** From fourteen on: the whole truth in plain sentences, and the question what they think. */
export const GREEK_14_17: Wording = {
  controller: ({ terms }) =>
    page(
      "Ποιος έχει την ευθύνη",
      `${terms.controller}.`,
      terms.representative === undefined ? null : `Μπορείς να απευθυνθείς και εδώ: ${terms.representative}.`,
    ),
  purpose: (facts) =>
    page(
      "Γιατί",
      purposeForChild(facts),
      facts.basis === "legal-duty"
        ? "Το ζητά ο νόμος."
        : "Πρέπει να συμφωνήσουν οι γονείς σου. Ρωτάμε όμως και τη δική σου γνώμη.",
      "Αν έχεις αντίρρηση, δεν ξεκινά τίποτα ώσπου να εξεταστούν οι λόγοι σου και να γραφτεί η απάντηση.",
    ),
  data: (facts) => {
    const sensitive = sensitiveEl(facts, "adult");
    return page(
      "Τι καταγράφει η συσκευή",
      "Πού βρίσκεσαι, με τη βοήθεια δορυφόρων, μαζί με την ώρα και την ακρίβεια.",
      "Σε τι υψόμετρο είσαι, με ποια ταχύτητα κινείσαι και προς ποια κατεύθυνση. Πόση μπαταρία έχει.",
      sensitive === null ? null : `Για την υγεία σου: ${sensitive}. Αυτό το ρωτάμε χωριστά.`,
      journeyEl(facts, "young"),
    );
  },
  recipients: ({ terms, guardians }) =>
    page(
      "Ποιος τα βλέπει",
      `${countEl(guardians, "κηδεμόνας", "κηδεμόνες")}${terms.recipients === undefined ? "" : `: ${listEl(terms.recipients)}`}. Κανείς άλλος.`,
      "Στη διαδρομή είναι σφραγισμένα, και η εταιρεία του διαδικτύου δεν μπορεί να τα διαβάσει.",
      textsEl(terms, "adult"),
    ),
  hours: ({ terms }) =>
    page(
      "Πότε",
      hoursOf(terms, CLOCK_EL),
      `Μετρά η ώρα της ζώνης ${terms.timeZone}. Τις υπόλοιπες ώρες δεν καταγράφεται τίποτα.`,
      "Τουλάχιστον δέκα ώρες σε κάθε εικοσιτετράωρο είναι μόνο δικές σου.",
    ),
  exactness: (facts) =>
    page(
      "Πόσο συχνά και με πόση ακρίβεια",
      `Το πολύ μία φορά κάθε ${countEl(facts.terms.intervalS, "δευτερόλεπτο", "δευτερόλεπτα")}, με ακρίβεια περίπου ${precisionEl(facts, "short")}`,
    ),
  retention: (facts) =>
    page(
      "Πόσο καιρό φυλάσσονται",
      `Στη συσκευή το πολύ ${countEl(retentionDays(facts), "ημέρα", "ημέρες")}. Στον κηδεμόνα το πολύ ${GUARDIAN_DAYS} ημέρες.`,
      "Ύστερα διαγράφονται.",
    ),
  lamp: () =>
    page(
      "Πώς το καταλαβαίνεις",
      "Το φωτάκι είναι αναμμένο όποτε καταγράφεται η θέση σου.",
      "Αν το φωτάκι χαλάσει, δεν καταγράφεται τίποτα.",
    ),
  rights: () =>
    page(
      "Τα δικαιώματά σου",
      "Μπορείς να δεις όλα όσα υπάρχουν για εσένα και να πάρεις αντίγραφο.",
      "Μπορείς να ζητήσεις να διορθωθούν τα λάθη, να κλειδωθούν ή να διαγραφούν.",
      "Μπορείς να φέρεις αντίρρηση. Μπορείς να προσφύγεις στην Αρχή Προστασίας Δεδομένων.",
    ),
  withdrawal: ({ terms }) =>
    page(
      "Πώς το σταματάς",
      `Το σταματάς όποτε θέλεις: πάτα ${pressEl(terms)}. Δεν χρειάζεται άδεια ούτε εξήγηση.`,
      handEl(terms),
      `Λήγει μόνο του σε ${countEl(terms.months, "μήνα", "μήνες")}. Αν αλλάξει κάτι από αυτά, σταματά και ρωτάμε ξανά.`,
    ),
};

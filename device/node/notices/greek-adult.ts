import { GUARDIAN_DAYS, page, retentionDays, type Wording } from "./facts.ts";
import { CLOCK_EL, countEl, GROUND_EL, handEl, listEl, precisionEl, pressEl, sensitiveEl } from "./greek.ts";
import { hoursOf } from "./hours-of.ts";
import { journeyEl } from "./journey.ts";
import { textsEl } from "./text-messages.ts";

/** For an adult wearer, and for whoever agrees on the wearer's behalf. */
export const GREEK_ADULT: Wording = {
  controller: ({ terms }) =>
    page(
      "Υπεύθυνος επεξεργασίας",
      terms.controller,
      terms.representative === undefined ? null : `Εκπρόσωπος: ${terms.representative}`,
    ),
  purpose: ({ terms, basis }) => page("Σκοπός", terms.purpose, GROUND_EL[basis]),
  data: (facts) => {
    const sensitive = sensitiveEl(facts, "adult");
    return page(
      "Τι καταγράφεται",
      "Η θέση σας από δορυφόρους, η ώρα, η ακρίβεια, το υψόμετρο, η ταχύτητα και η κατεύθυνση, και η μπαταρία της συσκευής.",
      sensitive === null ? null : `Δεδομένα υγείας, αν συμφωνήσετε σε ξεχωριστή ερώτηση: ${sensitive}.`,
      journeyEl(facts, "adult"),
    );
  },
  recipients: ({ terms, guardians }) =>
    page(
      "Ποιος τα λαμβάνει",
      `${countEl(guardians, "συνδεδεμένος κηδεμόνας", "συνδεδεμένοι κηδεμόνες")}${terms.recipients === undefined ? "" : `: ${listEl(terms.recipients)}`}.`,
      "Ταξιδεύουν σφραγισμένα, ώστε κανείς ενδιάμεσος να μην μπορεί να τα διαβάσει.",
      textsEl(terms, "adult"),
    ),
  hours: ({ terms, minor }) =>
    page(
      "Πότε",
      hoursOf(terms, CLOCK_EL),
      `Ισχύει η τοπική ώρα της ζώνης ${terms.timeZone}. Έξω από αυτές τις ώρες δεν καταγράφεται τίποτα.`,
      minor ? "Τουλάχιστον δέκα ώρες σε κάθε εικοσιτετράωρο μένουν ελεύθερες." : null,
    ),
  exactness: (facts) =>
    page(
      "Πόσο συχνά και με πόση ακρίβεια",
      `Το πολύ μία φορά κάθε ${countEl(facts.terms.intervalS, "δευτερόλεπτο", "δευτερόλεπτα")}, με ακρίβεια περίπου ${precisionEl(facts, "short")}`,
    ),
  retention: (facts) =>
    page(
      "Πόσο καιρό φυλάσσονται",
      `Στη συσκευή ώσπου να τα λάβει ο κηδεμόνας, το πολύ ${countEl(retentionDays(facts), "ημέρα", "ημέρες")}.`,
      `Στον κηδεμόνα το πολύ ${GUARDIAN_DAYS} ημέρες.`,
    ),
  lamp: () =>
    page(
      "Πώς το βλέπετε",
      "Το φωτάκι είναι αναμμένο όποτε καταγράφεται η θέση σας. Αν το φωτάκι δεν λειτουργεί, δεν καταγράφεται τίποτα.",
    ),
  rights: () =>
    page(
      "Τα δικαιώματά σας",
      "Μπορείτε να δείτε όσα τηρούνται για εσάς, να πάρετε αντίγραφο, να τα διορθώσετε και να τα διαγράψετε.",
      "Μπορείτε να ζητήσετε περιορισμό ή μεταφορά τους, και να εναντιωθείτε.",
      "Μπορείτε να προσφύγετε στην Αρχή Προστασίας Δεδομένων Προσωπικού Χαρακτήρα.",
    ),
  withdrawal: ({ terms }) =>
    page(
      "Πώς σταματά",
      `Ανακαλείτε τη συγκατάθεση όποτε θέλετε, πάνω στη συσκευή, χωρίς να ρωτήσετε κανέναν και χωρίς λόγο: πατήστε ${pressEl(terms)}, ή δώστε την εντολή lychnos consent withdraw.`,
      handEl(terms),
      "Όσα στάλθηκαν νωρίτερα παραμένουν νόμιμα.",
      `Λήγει μόνη της σε ${countEl(terms.months, "μήνα", "μήνες")}. Αν αλλάξει κάτι σε αυτή την ενημέρωση, η καταγραφή σταματά ώσπου να συμφωνήσετε ξανά.`,
    ),
};

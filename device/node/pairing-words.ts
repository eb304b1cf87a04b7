import type { DeviceFault } from "./exchange-side.ts";

/** Why nothing was paired. no-press: nobody began; let-go: the button was let go too early; no-answer: the other side fell silent. */
export type NotPaired = DeviceFault | "no-press" | "let-go" | "not-confirmed" | "no-answer" | "stray" | "closed";

/** What the wearer reads while pairing. Every sentence of a failure says what to do. */
export interface PairingWords {
  begin: { button: string; keys: string };
  waiting: string;
  compare: string;
  confirm: { button: string; keys: string };
  tooQuick: string;
  confirmed: string;
  paired(slot: number, config: string): string;
  nothing: string;
  why: Record<NotPaired, string>;
}

const AGAIN = "Begin again on both sides.";

export const PAIRING_ENGLISH: PairingWords = {
  begin: {
    button: "Step 1 of 3. Hold the wearer's button, and go on holding it until four words appear.",
    keys: "Step 1 of 3. Wearer: press Enter to let a guardian in.",
  },
  waiting: "Waiting for the guardian's console: lychnos guardian pair",
  compare: "Step 2 of 3. Compare these four words with the guardian's screen:",
  confirm: {
    button:
      "Step 3 of 3. If they are the same, let go and press the button once more. If they are not, do nothing, or press Ctrl-C.",
    keys: "Step 3 of 3. Does the guardian's screen show the same four words? Type yes or no: ",
  },
  tooQuick: "That was too quick to have compared them. ",
  confirmed: "Confirmed here. Waiting for the guardian to confirm as well.",
  paired: (slot, config) =>
    `Paired, as guardian ${slot}. The pairing's key is destroyed. Next: lychnos consent grant --config ${config}`,
  nothing: "nothing is paired and the key is destroyed.",
  why: {
    "no-press": "nobody pressed. Run the command again when the wearer is there.",
    "let-go": `the button was let go before the words were there. ${AGAIN} Hold it until you see them.`,
    "not-confirmed":
      "the words were not confirmed. Make a new pairing at the guardian's; if the words differ twice, use a cable.",
    "no-answer": `the guardian's side did not answer in time. See that its command runs. ${AGAIN}`,
    closed: `the connection to the guardian's side ended. ${AGAIN}`,
    stray: "something else speaks on this line. Stop the other program (a console, a modem) or use another cable.",
    damaged: `a message was damaged on its way: the line is noisy. See to the cable. ${AGAIN}`,
    "out-of-order": `a message came that was not due: an old one, or one of somebody else. ${AGAIN}`,
    commitment: `the other side changed its keys half-way: somebody may be in between. Use a cable. ${AGAIN}`,
    "weak-key":
      "the other side offered a key that would keep nothing secret: it is broken, or somebody is in between. Use a cable.",
    forged: `the last message is not from whom the words were compared with. Use a cable. ${AGAIN}`,
    ended: `the guardian's side ended it. ${AGAIN}`,
  },
};

const PALI = "Ξεκινήστε ξανά και στις δύο πλευρές.";

export const PAIRING_GREEK: PairingWords = {
  begin: {
    button: "Βήμα 1 από 3. Κρατήστε πατημένο το κουμπί της συσκευής ώσπου να δείτε τέσσερις λέξεις.",
    keys: "Βήμα 1 από 3. Πατήστε Enter για να δεχτείτε έναν κηδεμόνα.",
  },
  waiting: "Αναμονή για τον υπολογιστή του κηδεμόνα: lychnos guardian pair",
  compare: "Βήμα 2 από 3. Συγκρίνετε τις τέσσερις λέξεις με την οθόνη του κηδεμόνα:",
  confirm: {
    button:
      "Βήμα 3 από 3. Αν είναι ίδιες, αφήστε το κουμπί και πατήστε το άλλη μία φορά. Αν δεν είναι, μην κάνετε τίποτα, ή πατήστε Ctrl-C.",
    keys: "Βήμα 3 από 3. Δείχνει η οθόνη του κηδεμόνα τις ίδιες τέσσερις λέξεις; Γράψτε ναι ή όχι: ",
  },
  tooQuick: "Πολύ γρήγορα για να τις συγκρίνατε. ",
  confirmed: "Επιβεβαιώθηκε εδώ. Αναμονή να επιβεβαιώσει και ο κηδεμόνας.",
  paired: (slot, config) =>
    `Έγινε η σύζευξη, κηδεμόνας ${slot}. Το κλειδί της καταστράφηκε. Επόμενο: lychnos consent grant --config ${config}`,
  nothing: "δεν έγινε σύζευξη και το κλειδί καταστράφηκε.",
  why: {
    "no-press": "κανείς δεν πάτησε. Ξανατρέξτε την εντολή όταν είναι παρών όποιος φοράει τη συσκευή.",
    "let-go": `το κουμπί αφέθηκε πριν εμφανιστούν οι λέξεις. ${PALI} Κρατήστε το ώσπου να τις δείτε.`,
    "not-confirmed": "οι λέξεις δεν επιβεβαιώθηκαν. Κάντε νέα σύζευξη από τον κηδεμόνα· αν διαφέρουν δύο φορές, με καλώδιο.",
    "no-answer": `η πλευρά του κηδεμόνα δεν απάντησε εγκαίρως. Δείτε αν τρέχει η εντολή της. ${PALI}`,
    closed: `η σύνδεση με τον κηδεμόνα διακόπηκε. ${PALI}`,
    stray: "σε αυτή τη γραμμή μιλάει κάτι άλλο. Σταματήστε το άλλο πρόγραμμα ή αλλάξτε καλώδιο.",
    damaged: `ένα μήνυμα έφτασε αλλοιωμένο: η γραμμή έχει θόρυβο. Ελέγξτε το καλώδιο. ${PALI}`,
    "out-of-order": `ήρθε μήνυμα που δεν ήταν η σειρά του: παλιό, ή κάποιου άλλου. ${PALI}`,
    commitment: `η άλλη πλευρά άλλαξε κλειδιά στη μέση: ίσως κάποιος παρεμβαίνει. Χρησιμοποιήστε καλώδιο. ${PALI}`,
    "weak-key": "η άλλη πλευρά έδωσε κλειδί που δεν κρύβει τίποτα: χάλασε, ή κάποιος παρεμβαίνει. Χρησιμοποιήστε καλώδιο.",
    forged: `το τελευταίο μήνυμα δεν είναι από εκείνον με τον οποίο συγκρίνατε τις λέξεις. Με καλώδιο. ${PALI}`,
    ended: `η πλευρά του κηδεμόνα το σταμάτησε. ${PALI}`,
  },
};

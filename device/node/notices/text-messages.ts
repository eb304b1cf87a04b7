import type { ServiceTerms } from "../config.ts";

type Reader = "adult" | "child";

interface Words {
  always: string;
  positions: string;
  plainWords: string;
}

const EN: Record<Reader, Words> = {
  adult: {
    always:
      "Without a data connection, alerts and calls for help go to their phones as sealed text messages. The telephone company sees to which number and when, and cannot read them.",
    positions: "Positions go that way too, now and then, sealed.",
    plainWords: "A call for help also goes in plain words, which the company can read. They never say where you are.",
  },
  child: {
    always: "Without internet, a call for help goes to their phone as a text message. It is locked. Only they can read it.",
    positions: "Where you are can go that way too. It is locked too.",
    plainWords: "One message says in plain words that you called for help. It does not say where you are.",
  },
};

const EL: Record<Reader, Words> = {
  adult: {
    always:
      "Χωρίς σύνδεση δεδομένων, οι ειδοποιήσεις και οι κλήσεις για βοήθεια πηγαίνουν στα τηλέφωνά τους ως σφραγισμένα μηνύματα SMS. Η εταιρεία τηλεφωνίας βλέπει σε ποιον αριθμό και πότε, και δεν μπορεί να τα διαβάσει.",
    positions: "Με τον ίδιο τρόπο πηγαίνουν πού και πού και θέσεις, σφραγισμένες.",
    plainWords: "Η κλήση για βοήθεια πηγαίνει και με απλά λόγια, που η εταιρεία μπορεί να διαβάσει. Ποτέ δεν λένε τη θέση.",
  },
  child: {
    always:
      "Χωρίς ίντερνετ, η κλήση για βοήθεια πηγαίνει στο τηλέφωνό τους με μήνυμα. Είναι κλειδωμένο. Μόνο αυτοί το διαβάζουν.",
    positions: "Έτσι μπορεί να πάει και το πού είσαι. Κλειδωμένο κι αυτό.",
    plainWords: "Ένα μήνυμα λέει με απλά λόγια ότι ζήτησες βοήθεια. Δεν λέει πού είσαι.",
  },
};

function linesOf(words: Words, terms: ServiceTerms): string | null {
  const { texts } = terms;
  if (texts === undefined) return null;
  return [words.always, texts.positions ? words.positions : null, texts.plainWords ? words.plainWords : null]
    .filter((line) => line !== null)
    .join("\n");
}

/** What the notice says of text messages; null where the configuration has none, so that no other notice changes. */
export function textsEn(terms: ServiceTerms, reader: Reader): string | null {
  return linesOf(EN[reader], terms);
}

export function textsEl(terms: ServiceTerms, reader: Reader): string | null {
  return linesOf(EL[reader], terms);
}

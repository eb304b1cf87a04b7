import type { Basis } from "../../core/basis.ts";
import type { SensitiveData, ServiceTerms } from "../config.ts";
import type { NoticeFacts } from "./facts.ts";
import type { HourWords } from "./hours-of.ts";

/** Words that the Greek notices share. */

const MONTHS =
  "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου".split(" ");
const PRECISION = ["100 χλμ.", "10 χλμ.", "1 χλμ.", "100 μ.", "10 μ.", "1 μ.", "10 εκ."];
/** In full, for children: an abbreviation would also end a sentence. */
const PRECISION_IN_FULL = ["100 χιλιόμετρα", "10 χιλιόμετρα", "1 χιλιόμετρο", "100 μέτρα", "10 μέτρα", "1 μέτρο", "10 εκατοστά"];
type Reader = "adult" | "child";
const SENSITIVE: Record<Reader, Record<SensitiveData, string>> = {
  adult: { falls: "πτώσεις", "heart-rate": "καρδιακοί παλμοί", steps: "βήματα" },
  child: { falls: "αν πέσεις", "heart-rate": "πόσο γρήγορα χτυπά η καρδιά σου", steps: "πόσα βήματα κάνεις" },
};

/** How a person stops it on this device; see gesture.ts and wearer-keys.ts. */
export function pressEl(terms: ServiceTerms): string {
  return terms.stopBy === "button" ? "παρατεταμένα το κουμπί, για δύο δευτερόλεπτα" : "τρεις φορές το πλήκτρο w";
}

/** What else the hand can do, besides stopping for good. */
export function handEl(terms: ServiceTerms): string {
  if (terms.stopBy === "button")
    return "Δύο πατήματα: παύση μιας ώρας. Τρία: αντίρρηση. Δέκα δευτερόλεπτα πατημένο: διαγραφή όλων των δεδομένων. Πέντε πατήματα: κλήση για βοήθεια.";
  return "Τρεις φορές το p: παύση μιας ώρας. Το o: αντίρρηση. Το d: διαγραφή όλων των δεδομένων. Το h: κλήση για βοήθεια.";
}

/** How a child calls for help. */
export function helpEl(terms: ServiceTerms): string {
  return terms.stopBy === "button" ? "πέντε φορές το κουμπί" : "τρεις φορές το πλήκτρο h";
}

export function listEl(items: string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} και ${items.at(-1)}`;
}

export function countEl(count: number, one: string, more: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${more}`;
}

export function precisionEl(facts: NoticeFacts, form: "short" | "in-full"): string {
  return (form === "short" ? PRECISION : PRECISION_IN_FULL)[facts.terms.decimals] ?? "";
}

export function sensitiveEl(facts: NoticeFacts, reader: Reader): string | null {
  const data = facts.terms.sensitive ?? [];
  return data.length === 0 ? null : listEl(data.map((each) => SENSITIVE[reader][each]));
}

/** The legal ground, to the wearer (GDPR 13(1)(c)). */
export const GROUND_EL: Record<Basis, string> = {
  adult: "Νομική βάση είναι η δική σας συγκατάθεση.",
  "court-supporter": "Νομική βάση είναι η γραπτή συγκατάθεση του δικαστικού συμπαραστάτη σας.",
  parents: "Νομική βάση είναι η συγκατάθεση και των δύο γονέων, ή εκείνου που έχει την επιμέλεια, για το συμφέρον του παιδιού.",
  "legal-duty": "Νομική βάση είναι μια υποχρέωση που ορίζει ο νόμος.",
  "vital-interest": "Νομική βάση είναι μια έκτακτη ανάγκη: η ζωή και η ασφάλειά σας.",
};

// The first of a month is feminine singular, every other day plural.
function withArticle(date: string): string {
  return `${date.startsWith("1η") ? "την" : "τις"} ${date}`;
}

function onDate(date: string): string {
  return `${date.startsWith("1η") ? "την" : "στις"} ${date}`;
}

const SHARED: Omit<HourWords, "span" | "tripBetween"> = {
  days: ["Δευτέρα", "Τρίτη", "Τετάρτη", "Πέμπτη", "Παρασκευή", "Σάββατο", "Κυριακή"],
  everyDay: "κάθε μέρα",
  run: (first, last) => `${first} έως ${last}`,
  list: listEl,
  date: (day, month, year) => `${day === 1 ? "1η" : day} ${MONTHS[month - 1]} ${year}`,
  notOn: (date) => `όχι ${onDate(date)}`,
  notBetween: (first, last) => `όχι από ${withArticle(first)} έως ${withArticle(last)}`,
  tripOn: (date, span) => `επιπλέον ${onDate(date)} ${span}`,
};

// One o'clock is feminine singular; every other hour is plural.
function article(hour: number): string {
  return hour === 1 ? "τη" : "τις";
}

function atClock(time: string): string {
  return `${article(Number(time.slice(0, 2)))} ${time}`;
}

/** Times as a timetable has them. */
export const CLOCK_EL: HourWords = {
  ...SHARED,
  span: (from, to, intoNextDay) => `από ${atClock(from)} έως ${atClock(to)}${intoNextDay ? " της επόμενης μέρας" : ""}`,
  tripBetween: (fromDate, from, toDate, to) =>
    `επιπλέον από ${withArticle(fromDate)}, ώρα ${from}, έως ${withArticle(toDate)}, ώρα ${to}`,
};

function partOfDay(hour: number): string {
  if (hour < 4) return "μετά τα μεσάνυχτα";
  if (hour < 12) return "το πρωί";
  if (hour < 15) return "το μεσημέρι";
  if (hour < 19) return "το απόγευμα";
  return "το βράδυ";
}

function spoken(time: string): string {
  if (time === "00:00" || time === "24:00") return "τα μεσάνυχτα";
  const hour = Number(time.slice(0, 2));
  const minutes = time.slice(3);
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  return `${article(twelve)} ${twelve}${minutes === "00" ? "" : `:${minutes}`} ${partOfDay(hour)}`;
}

/** Times as a child hears them. */
export const SPOKEN_EL: HourWords = {
  ...SHARED,
  span: (from, to, intoNextDay) => `από ${spoken(from)} έως ${spoken(to)}${intoNextDay ? " της επόμενης μέρας" : ""}`,
  tripBetween: (fromDate, from, toDate, to) =>
    `επιπλέον από ${withArticle(fromDate)}, ${spoken(from)}, έως ${withArticle(toDate)}, ${spoken(to)}`,
};

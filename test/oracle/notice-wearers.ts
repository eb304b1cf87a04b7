import { FIELD_HASH_BYTES, NOTICE_FIELDS, type NoticeHashes } from "../../device/core/notice-record.ts";
import type { ServiceTerms, Wearer } from "../../device/node/config.ts";
import { equalBytes } from "../../device/protocol/bytes.ts";

export const LANGUAGES = ["en", "el"] as const;
export const AGES = ["adult", "5-8", "9-13", "14-17"] as const;

/** All eight variants. */
export const WEARERS: Wearer[] = LANGUAGES.flatMap((language) => AGES.map((ageGroup) => ({ ageGroup, language })));

const COMMON = {
  timeZone: "Europe/Athens",
  hours: [
    { days: ["mon" as const, "tue" as const, "wed" as const, "thu" as const, "fri" as const], from: "07:20", to: "08:00" },
    { days: ["sat" as const, "mon" as const], from: "13:00", to: "14:30" },
  ],
  closed: ["2026-12-25", "2026-07-01..2026-08-31"],
  trips: [{ from: "2026-05-04T08:30", to: "2026-05-04T09:10" }],
  intervalS: 10,
  decimals: 4,
  retentionDays: 7,
  months: 9,
};

export const TERMS: Record<Wearer["language"], ServiceTerms> = {
  en: {
    ...COMMON,
    controller: "Maria Doe, Lamp Street 1, Larissa",
    representative: "Nikos Roe, Mill Street 2, Volos",
    purpose: "So that the way to school and home goes well.",
    purposeForChild: "So that you get home safely.",
    recipients: ["Maria", "Eleni"],
  },
  el: {
    ...COMMON,
    controller: "Μαρία Παπαδοπούλου, Οδός Λύχνου 1, Λάρισα",
    representative: "Νίκος Γεωργίου, Οδός Μύλου 2, Βόλος",
    purpose: "Για να πηγαίνει καλά ο δρόμος προς το σχολείο και το σπίτι.",
    purposeForChild: "Για να φτάνεις καλά στο σπίτι.",
    recipients: ["Μαρία", "Ελένη"],
  },
};

/** The items whose hashes differ, in the order of the record. */
export function changedFields(before: NoticeHashes, after: NoticeHashes): string[] {
  return NOTICE_FIELDS.filter((_, i) => {
    const [from, to] = [i * FIELD_HASH_BYTES, (i + 1) * FIELD_HASH_BYTES];
    return !equalBytes(before.fields.slice(from, to), after.fields.slice(from, to));
  });
}

/** Sentences as a reader hears them: pages, lines and stops end one; a Greek question mark does, a place in a number does not. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n|[.!?;:·](?=\s|$)/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
}

export function wordsOf(sentence: string): number {
  return sentence.split(/\s+/u).filter((word) => /[\p{L}\d]/u.test(word)).length;
}

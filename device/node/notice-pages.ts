import { createHash } from "node:crypto";
import type { Basis } from "../core/basis.ts";
import type { AgeGroup, Language } from "../core/consent.ts";
import { FIELD_HASH_BYTES, fieldHashLength, NOTICE_FIELDS, type NoticeField, type NoticeHashes } from "../core/notice-record.ts";
import type { ServiceTerms, Wearer } from "./config.ts";
import { ENGLISH_5_8 } from "./notices/english-5-8.ts";
import { ENGLISH_9_13 } from "./notices/english-9-13.ts";
import { ENGLISH_14_17 } from "./notices/english-14-17.ts";
import { ENGLISH_ADULT } from "./notices/english-adult.ts";
import type { Wording } from "./notices/facts.ts";
import { GREEK_5_8 } from "./notices/greek-5-8.ts";
import { GREEK_9_13 } from "./notices/greek-9-13.ts";
import { GREEK_14_17 } from "./notices/greek-14-17.ts";
import { GREEK_ADULT } from "./notices/greek-adult.ts";

/** What the notice depends on: nothing else may change its text. */
export interface NoticeAsked {
  terms: ServiceTerms;
  wearer: Wearer;
  basis: Basis;
  /** Paired guardians who would be told. */
  guardians: number;
}

export interface NoticePage {
  /** For a minor's device there are two notices: the child's own, and the one for those who agree. */
  reader: "child" | "adult";
  /** The item whose hash the page is part of; null: of the whole only. */
  field: NoticeField | null;
  text: string;
}

const WORDINGS: Record<Language, Record<AgeGroup, Wording>> = {
  en: { adult: ENGLISH_ADULT, "5-8": ENGLISH_5_8, "9-13": ENGLISH_9_13, "14-17": ENGLISH_14_17 },
  el: { adult: GREEK_ADULT, "5-8": GREEK_5_8, "9-13": GREEK_9_13, "14-17": GREEK_14_17 },
};

const PAGES: readonly [keyof Wording, NoticeField | null][] = [
  ["controller", "controller"],
  ["purpose", "purpose"],
  ["data", "data"],
  ["recipients", "recipients"],
  ["hours", "hours"],
  ["exactness", "data"],
  ["retention", "retention"],
  ["lamp", null],
  ["rights", "rights"],
  ["withdrawal", "rights"],
];

function pagesFor(reader: NoticePage["reader"], age: AgeGroup, asked: NoticeAsked): NoticePage[] {
  const wording = WORDINGS[asked.wearer.language][age];
  const facts = {
    terms: asked.terms,
    guardians: asked.guardians,
    basis: asked.basis,
    minor: asked.wearer.ageGroup !== "adult",
  };
  return PAGES.map(([item, field]) => ({ reader, field, text: wording[item](facts) }));
}

/**
 * The notice that is read before anything can start, one page an item, made of the live configuration so that
 * paper and behaviour cannot differ. For a minor the child's own pages come first, then those for who agrees.
 */
export function noticePages(asked: NoticeAsked): NoticePage[] {
  const age = asked.wearer.ageGroup;
  const adult = pagesFor("adult", "adult", asked);
  return age === "adult" ? adult : [...pagesFor("child", age, asked), ...adult];
}

/** SHA-256 over the texts of pages in their order. */
export function hashOfTexts(texts: string[]): Uint8Array {
  return new Uint8Array(createHash("sha256").update(texts.join("\n\f\n"), "utf8").digest());
}

/** Hashes of each item and of the whole: a consent is bound to exactly this text. */
export function noticeHashes(pages: readonly NoticePage[]): NoticeHashes {
  const fields = new Uint8Array(fieldHashLength());
  for (const [index, field] of NOTICE_FIELDS.entries()) {
    const texts = pages.filter((page) => page.field === field).map((page) => page.text);
    fields.set(hashOfTexts(texts).subarray(0, FIELD_HASH_BYTES), index * FIELD_HASH_BYTES);
  }
  return { fields, whole: hashOfTexts(pages.map((page) => page.text)) };
}

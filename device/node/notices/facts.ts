import type { Basis } from "../../core/basis.ts";
import type { ServiceTerms } from "../config.ts";

/** Everything that a notice tells, from the live configuration. */
export interface NoticeFacts {
  terms: ServiceTerms;
  /** How many paired guardians would be told. */
  guardians: number;
  basis: Basis;
  /** A minor wears the device: then some hours of every day stay free. */
  minor: boolean;
}

/** One item of a notice: a heading, and lines below it. */
export type Item = (facts: NoticeFacts) => string;

/** A notice in one language for one age, an item a page; every variant has every item. */
export interface Wording {
  controller: Item;
  purpose: Item;
  data: Item;
  recipients: Item;
  hours: Item;
  exactness: Item;
  retention: Item;
  lamp: Item;
  rights: Item;
  withdrawal: Item;
}

/** @returns a page: the heading, and each line indented below it. */
export function page(heading: string, ...lines: (string | null)[]): string {
  return [heading, ...lines.filter((line) => line !== null).map((line) => `  ${line.replaceAll("\n", "\n  ")}`)].join("\n");
}

export function retentionDays(facts: NoticeFacts): number {
  return facts.terms.retentionDays ?? 14;
}

/** The guardian's console deletes after so many days, whatever was agreed for the device (guardian/store). */
export const GUARDIAN_DAYS = 14;

/** The child is told in words for their age, where the family wrote some. */
export function purposeForChild(facts: NoticeFacts): string {
  return facts.terms.purposeForChild ?? facts.terms.purpose;
}

import type { BasisRefusal } from "../../core/basis.ts";
import type { Language } from "../../core/consent.ts";
import { QUESTIONS_EN } from "./questions-english.ts";
import { QUESTIONS_EL } from "./questions-greek.ts";

/** What the command `consent grant` says and asks, in one language. */
export interface Questions {
  /** Answers that mean yes, in small letters. */
  yes: readonly string[];
  no: readonly string[];
  /** Below a page. @param index from 1. */
  next(index: number, count: number): string;
  /** On the first page only: who else may agree for an adult. */
  otherGround: string;
  /** For a minor: who agrees. */
  whoAgrees: string;
  notUnderstood: string;
  childFirst: string;
  /** From 14 on an answer is needed; below, it may be left out. */
  opinion(needed: boolean): string;
  weigh: string;
  adultsNow: string;
  supporterReference: string;
  firstParent: string;
  secondParent: string;
  soleParent: string;
  custodyReference: string;
  dutyReference: string;
  sensitive: string;
  agree: string;
  nothingAgreed: string;
  agreed(number: number, until: string): string;
  refusals: Record<BasisRefusal, string>;
}

export const QUESTIONS: Record<Language, Questions> = { en: QUESTIONS_EN, el: QUESTIONS_EL };

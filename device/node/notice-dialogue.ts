import type { Basis, Opinion } from "../core/basis.ts";
import { DUTY_NAMED, FIRST_PARENT, OWN_ACT, SECOND_PARENT, SOLE_CUSTODY, SUPPORTER_CONSENT } from "../core/consent.ts";
import type { ServiceTerms, Wearer } from "./config.ts";
import type { GrantAct } from "./notice.ts";
import type { KeptNotice } from "./notice-kept.ts";
import { type NoticePage, noticePages } from "./notice-pages.ts";
import { QUESTIONS, type Questions } from "./notices/questions.ts";

/** The screen and the keyboard of whoever agrees. */
export interface Conversation {
  say(text: string): void;
  /** The next line that was typed; null at the end of the input. */
  answer(): Promise<string | null>;
}

export interface Asked {
  terms: ServiceTerms;
  wearer: Wearer;
  guardians: number;
}

export interface Granted {
  act: GrantAct;
  kept: KeptNotice;
}

/** So often an answer that is none is asked for again; then it counts as no. */
const MAX_TRIES = 5;
/** Characters of a reference that are kept. */
const MAX_REFERENCE = 500;

/** Thrown inside this file alone, where the input ended or the answer was no; nothing is agreed then. */
class NotAgreed extends Error {}

interface Talk {
  asked: Asked;
  words: Questions;
  conversation: Conversation;
  /** Pages that were passed through, in their order. */
  passed: NoticePage[];
  references: KeptNotice["references"];
}

async function answered(talk: Talk, question: string): Promise<string> {
  talk.conversation.say(question);
  const line = await talk.conversation.answer();
  if (line === null) throw new NotAgreed();
  return line.trim();
}

function means(words: readonly string[], line: string): boolean {
  return words.includes(line.toLocaleLowerCase("el"));
}

/** Asks again until one of the answers is given, a few times. */
async function choice<T extends string>(talk: Talk, question: string, answers: Record<string, T>): Promise<T> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const line = (await answered(talk, `\n${question}`)).toLowerCase();
    const found = Object.hasOwn(answers, line) ? answers[line] : undefined;
    if (found !== undefined) return found;
    talk.conversation.say(`${talk.words.notUnderstood}\n`);
  }
  throw new NotAgreed();
}

/** A reference that is given counts as evidence; an empty line as none. @returns the bit, or 0. */
async function evidence(talk: Talk, question: string, bit: number): Promise<number> {
  const text = await answered(talk, `\n${question}`);
  if (text.length === 0) return 0;
  talk.references.push({ what: question.split(".")[0] ?? question, text: text.slice(0, MAX_REFERENCE) });
  return bit;
}

/** Shows every page and waits for each. @returns what was typed below the first page. */
async function readThrough(talk: Talk, pages: NoticePage[], first: string): Promise<string> {
  let below = "";
  for (const [index, page] of pages.entries()) {
    const hint = index === 0 ? `${first}${talk.words.next(1, pages.length)}` : talk.words.next(index + 1, pages.length);
    const line = await answered(talk, `\n${page.text}\n  ${hint} `);
    if (index === 0) below = line.toLowerCase();
    if (index === 0 && ["s", "d"].includes(below) && first.length > 0) return below;
    talk.passed.push(page);
  }
  return below;
}

function pagesOf(talk: Talk, basis: Basis, reader: NoticePage["reader"]): NoticePage[] {
  return noticePages({ ...talk.asked, basis }).filter((page) => page.reader === reader);
}

/** The adult's pages; on the first one they may say that somebody else agrees, and then begin again. */
async function adultReads(talk: Talk): Promise<Basis> {
  const other = await readThrough(talk, pagesOf(talk, "adult", "adult"), `${talk.words.otherGround}\n  `);
  if (other !== "s" && other !== "d") return "adult";
  const basis = other === "s" ? "court-supporter" : "legal-duty";
  await readThrough(talk, pagesOf(talk, basis, "adult"), "");
  return basis;
}

async function weighed(talk: Talk): Promise<Opinion> {
  return (await evidence(talk, talk.words.weigh, 1)) === 0 ? "objects" : "weighed";
}

async function opinionOf(talk: Talk): Promise<Opinion> {
  const needed = talk.asked.wearer.ageGroup === "14-17";
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const line = await answered(talk, `\n${talk.words.opinion(needed)}`);
    if (means(talk.words.yes, line)) return "agrees";
    if (means(talk.words.no, line)) return weighed(talk);
    if (line.length === 0 && !needed) return "not-asked";
    talk.conversation.say(`${talk.words.notUnderstood}\n`);
  }
  throw new NotAgreed();
}

async function parentsEvidence(talk: Talk, custody: "p" | "s"): Promise<number> {
  if (custody === "s") {
    const parent = await evidence(talk, talk.words.soleParent, FIRST_PARENT);
    return parent | (await evidence(talk, talk.words.custodyReference, SOLE_CUSTODY));
  }
  const first = await evidence(talk, talk.words.firstParent, FIRST_PARENT);
  return first | (await evidence(talk, talk.words.secondParent, SECOND_PARENT));
}

interface Ground {
  basis: Basis;
  evidence: number;
  opinion: Opinion;
}

async function minorsGround(talk: Talk): Promise<Ground> {
  const who = await choice(talk, talk.words.whoAgrees, { p: "p", s: "s", d: "d" });
  const basis = who === "d" ? "legal-duty" : "parents";
  talk.conversation.say(`\n${talk.words.childFirst}\n`);
  await readThrough(talk, pagesOf(talk, basis, "child"), "");
  const opinion = await opinionOf(talk);
  // An objection that nobody weighed ends it here: no parent is asked to sign over it.
  if (opinion === "objects") return { basis, evidence: 0, opinion };
  talk.conversation.say(`\n${talk.words.adultsNow}\n`);
  await readThrough(talk, pagesOf(talk, basis, "adult"), "");
  const given = who === "d" ? await evidence(talk, talk.words.dutyReference, DUTY_NAMED) : await parentsEvidence(talk, who);
  return { basis, evidence: given, opinion };
}

async function adultsGround(talk: Talk): Promise<Ground> {
  const basis = await adultReads(talk);
  if (basis === "court-supporter") {
    return { basis, evidence: await evidence(talk, talk.words.supporterReference, SUPPORTER_CONSENT), opinion: "not-asked" };
  }
  if (basis === "legal-duty") {
    return { basis, evidence: await evidence(talk, talk.words.dutyReference, DUTY_NAMED), opinion: "not-asked" };
  }
  return { basis, evidence: 0, opinion: "not-asked" };
}

async function saysYes(talk: Talk, question: string): Promise<boolean> {
  return means(talk.words.yes, await answered(talk, `\n${question}`));
}

function wholeNotice(talk: Talk, basis: Basis): boolean {
  const due = noticePages({ ...talk.asked, basis });
  return due.length === talk.passed.length && due.every((page, i) => page.text === talk.passed[i]?.text);
}

async function converse(talk: Talk): Promise<Granted> {
  const { wearer, terms } = talk.asked;
  const ground = wearer.ageGroup === "adult" ? await adultsGround(talk) : await minorsGround(talk);
  if (ground.opinion !== "objects" && !(await saysYes(talk, talk.words.agree))) throw new NotAgreed();
  const asksHealth = ground.opinion !== "objects" && (terms.sensitive ?? []).length > 0;
  const sensitive = asksHealth && (await saysYes(talk, talk.words.sensitive)) ? "agreed" : "none";
  const childRead = talk.passed.some((page) => page.reader === "child");
  return {
    act: {
      ...ground,
      wearer,
      // The yes itself is the adult wearer's own act.
      evidence: ground.basis === "adult" ? OWN_ACT : ground.evidence,
      noticeWhole: wholeNotice(talk, ground.basis),
      childNotice: childRead ? wearer.ageGroup : null,
      sensitive,
    },
    kept: { pages: talk.passed.map((page) => page.text), references: talk.references },
  };
}

/**
 * Shows the notice page by page, hears a minor, takes the evidence and asks for the yes.
 * @returns null when nothing was agreed. Whether what was agreed is lawful, `consentVerdict` says.
 */
export async function askForConsent(asked: Asked, conversation: Conversation): Promise<Granted | null> {
  const talk: Talk = { asked, conversation, words: QUESTIONS[asked.wearer.language], passed: [], references: [] };
  try {
    return await converse(talk);
  } catch (error) {
    if (error instanceof NotAgreed) return null;
    throw error;
  }
}

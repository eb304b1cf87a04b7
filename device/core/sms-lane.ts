import type { Waiting } from "./outbox.ts";
import { SMS_LIMIT_MS, type SmsContent, type SmsNumber, type SmsOutcome, type SmsTerms } from "./sms.ts";
import { newestFix, urgentOf } from "./sms-choice.ts";
import { type Course, isDue, makeCourse, noteGone, noteOutcome } from "./sms-course.ts";

/**
 * What goes by text message, and when: the second path of a call for help (P43), and, where it was agreed to, now and then
 * a position. It sends the very frames that wait in the outbox, so a guardian counts each once whichever way it came (P23),
 * and takes none of them out: that the network accepted a message is not delivery (F27).
 */

/** With a broker that answers nothing, a call for help takes the second path after so long (F21, F25). */
const UNHEARD_MS = 45000;
/** And without a broker after so long; everything else waits for `afterS`. */
const CALL_AFTER_MS = 10000;
const DAY_MS = 86400000;
/** A lost outcome ends here, so that no fault of an adapter can close the lane. */
const LOST_MS = SMS_LIMIT_MS + 30000;
/** Times that the plain words are tried at one number in one emergency. */
const WORD_TRIES = 6;
const WORDS_PAUSE_MS = 10000;

interface Place {
  slot: number;
  epoch: number;
  number: number;
}

interface UnderWay extends Place {
  reference: number;
  /** Place of the phone number in the terms. */
  to: number;
  content: SmsContent;
  urgent: boolean;
  upMs: number;
}

export interface SmsLane {
  terms: SmsTerms;
  /** One at a time: a modem can do no more, and the cost stays in sight. */
  underWay: UnderWay | null;
  nextReference: number;
  /** One for each guardian's slot that has a number. */
  courses: Course[];
  /** Of each number, in the present emergency: tries left for the plain words. */
  wordsLeft: number[];
  wordsDueUpMs: number;
  /** Messages of the present 24 hours, and when these began. */
  spent: number;
  dayUpMs: number;
  /** Nothing is sent before: the modem or the network is in trouble. */
  notBeforeUpMs: number;
}

/** stop: what is under way was taken back, by its acknowledgement or by the wearer. */
export type SmsAct = { kind: "send"; number: number; content: SmsContent; reference: number } | { kind: "stop" };

/** The modem or the network is in trouble, which no other number mends. */
const TROUBLE_PAUSE_MS = 20000;

function allWords(terms: SmsTerms): number[] {
  const left: number[] = [];
  for (let i = 0; i < terms.numbers.length; i++) left.push(WORD_TRIES);
  return left;
}

function courseOf(courses: Course[], slot: number): Course | null {
  for (let i = 0; i < courses.length; i++) {
    const course = courses[i] as Course;
    if (course.slot === slot) return course;
  }
  return null;
}

export function makeSmsLane(terms: SmsTerms): SmsLane {
  const courses: Course[] = [];
  for (let i = 0; i < terms.numbers.length; i++) {
    const slot = (terms.numbers[i] as SmsNumber).slot;
    const known = courseOf(courses, slot);
    if (known === null) courses.push(makeCourse(slot, i));
    else known.numbers.push(i);
  }
  return {
    terms: terms,
    underWay: null,
    nextReference: 1,
    courses: courses,
    wordsLeft: allWords(terms),
    wordsDueUpMs: 0,
    spent: 0,
    dayUpMs: 0,
    notBeforeUpMs: 0,
  };
}

function isAmong(place: Place, entries: Waiting[]): boolean {
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i] as Waiting;
    if (entry.slot === place.slot && entry.epoch === place.epoch && entry.number === place.number) return true;
  }
  return false;
}

function handOver(lane: SmsLane, entry: Waiting, to: number, content: SmsContent, upMs: number): SmsAct[] {
  const reference = lane.nextReference;
  lane.nextReference += 1;
  lane.underWay = {
    slot: entry.slot,
    epoch: entry.epoch,
    number: entry.number,
    reference: reference,
    to: to,
    content: content,
    urgent: entry.worth !== "fix",
    upMs: upMs,
  };
  return [{ kind: "send", number: to, content: content, reference: reference }];
}

function frameOf(entry: Waiting): SmsContent {
  return { kind: "frame", frame: entry.frame };
}

/** Plain words to the numbers that are marked for them, once in a call for help. */
function wordsFor(lane: SmsLane, course: Course, call: Waiting, callS: number, upMs: number): SmsAct[] {
  if (upMs < lane.wordsDueUpMs) return [];
  for (let i = 0; i < course.numbers.length; i++) {
    const to = course.numbers[i] as number;
    const number = lane.terms.numbers[to];
    const left = lane.wordsLeft[to] as number;
    if (number === undefined || !number.clear || left === 0) continue;
    lane.wordsLeft[to] = left - 1;
    return handOver(lane, call, to, { kind: "words", what: "help", atS: callS }, upMs);
  }
  return [];
}

/** Whether an alert takes the second path now. A call for help is not counted: nobody is left in need for a bill. */
function mayGo(lane: SmsLane, course: Course, now: LaneNow, upMs: number): boolean {
  if (now.callS === null) return now.linkDownForMs >= lane.terms.afterS * 1000 && lane.spent < lane.terms.perDay;
  return now.linkDownForMs >= CALL_AFTER_MS || (course.sinceUpMs !== null && upMs - course.sinceUpMs >= UNHEARD_MS);
}

function urgentActs(lane: SmsLane, now: LaneNow, upMs: number): SmsAct[] {
  if (now.callS === null) lane.wordsLeft = allWords(lane.terms);
  for (let i = 0; i < lane.courses.length; i++) {
    const course = lane.courses[i] as Course;
    const entry = urgentOf(course, now.entries, now.callS !== null);
    if (entry === null) {
      noteGone(course);
      continue;
    }
    if (course.sinceUpMs === null) course.sinceUpMs = upMs;
    if (!mayGo(lane, course, now, upMs)) continue;
    if (isDue(course, upMs)) return handOver(lane, entry, course.numbers[course.at] as number, frameOf(entry), upMs);
    const words = now.callS === null ? [] : wordsFor(lane, course, entry, now.callS, upMs);
    if (words.length > 0) return words;
  }
  return [];
}

function positionActs(lane: SmsLane, now: LaneNow, upMs: number): SmsAct[] {
  const every = lane.terms.positionsEveryS;
  if (every === null || now.linkDownForMs < lane.terms.afterS * 1000 || lane.spent >= lane.terms.perDay) return [];
  for (let i = 0; i < lane.courses.length; i++) {
    const course = lane.courses[i] as Course;
    if (course.positionUpMs !== null && upMs - course.positionUpMs < every * 1000) continue;
    const fix = newestFix(course, now.entries);
    if (fix === null) continue;
    // Counted from the attempt, so that a network that refuses does not make the rate a fast one.
    course.positionUpMs = upMs;
    return handOver(lane, fix, course.numbers[course.at] as number, frameOf(fix), upMs);
  }
  return [];
}

/** @returns what is left under way: a lost outcome is in doubt, and what waits no more is taken back. */
function lookUnderWay(lane: SmsLane, entries: Waiting[], upMs: number): SmsAct[] {
  const underWay = lane.underWay;
  if (underWay === null) return [];
  if (isAmong(underWay, entries)) {
    if (upMs - underWay.upMs > LOST_MS) hearSmsOutcome(lane, underWay.reference, { kind: "in-doubt" }, upMs);
    return [];
  }
  lane.underWay = null;
  return [{ kind: "stop" }];
}

function countDay(lane: SmsLane, upMs: number): void {
  if (upMs - lane.dayUpMs < DAY_MS) return;
  lane.dayUpMs = upMs;
  lane.spent = 0;
}

/** Of the modem, its SIM or the network: no other number mends it. */
function isTrouble(outcome: SmsOutcome): boolean {
  const kind = outcome.kind;
  return kind === "hung" || kind === "no-sim" || kind === "sim-locked" || kind === "no-network";
}

/**
 * What became of a message.
 * @param reference of the act that sent it; any other is an outcome of before, and is passed over.
 */
export function hearSmsOutcome(lane: SmsLane, reference: number, outcome: SmsOutcome, upMs: number): void {
  const underWay = lane.underWay;
  if (underWay === null || underWay.reference !== reference) return;
  lane.underWay = null;
  if (outcome.kind === "accepted" || outcome.kind === "in-doubt") lane.spent += 1;
  if (isTrouble(outcome)) {
    lane.notBeforeUpMs = upMs + TROUBLE_PAUSE_MS;
    if (underWay.content.kind === "words") lane.wordsLeft[underWay.to] = (lane.wordsLeft[underWay.to] as number) + 1;
    return;
  }
  if (underWay.content.kind === "words") {
    if (outcome.kind === "accepted" || outcome.kind === "unsendable") lane.wordsLeft[underWay.to] = 0;
    else lane.wordsDueUpMs = upMs + WORDS_PAUSE_MS;
    return;
  }
  const course = courseOf(lane.courses, underWay.slot);
  if (course !== null) noteOutcome(course, underWay, underWay.urgent, outcome, upMs);
}

/** How things stand at one tick. */
export interface LaneNow {
  /** What waits in the outbox and may leave, oldest first, durable. */
  entries: Waiting[];
  /** Since when there is no broker; 0 while there is one. */
  linkDownForMs: number;
  /** Second at which the wearer's present call for help began, 0 when the time was not known; null: there is none. */
  callS: number | null;
}

/** What to do now; to be asked on every tick. */
export function wantSms(lane: SmsLane, now: LaneNow, upMs: number): SmsAct[] {
  countDay(lane, upMs);
  const taken = lookUnderWay(lane, now.entries, upMs);
  if (lane.underWay !== null || taken.length > 0 || upMs < lane.notBeforeUpMs) return taken;
  const urgent = urgentActs(lane, now, upMs);
  return urgent.length > 0 ? urgent : positionActs(lane, now, upMs);
}

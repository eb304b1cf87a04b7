import type { SmsOutcome } from "./sms.ts";

/**
 * How the messages to one guardian fare: which of their numbers is next and when. A number is tried twice, then the next one
 * has its turn; after a round of all of them there is a pause that doubles (F27).
 */
export interface Course {
  slot: number;
  /** Places of this guardian's numbers in the terms, in their order. Never empty. */
  numbers: number[];
  /** Whose turn it is. */
  at: number;
  tries: number;
  /** Rounds through all numbers without any taking it. */
  rounds: number;
  dueUpMs: number;
  /** Frames that the network took and that still wait, oldest first. */
  taken: { epoch: number; number: number }[];
  /** Alerts, and positions of a call, that the network took while any of them waits. */
  takenCount: number;
  /** Uptime since which an alert has been waiting; null: none does. */
  sinceUpMs: number | null;
  /** Uptime of the last position that was sent. */
  positionUpMs: number | null;
}

const TRIES = 2;
const RETRY_MS = 5000;
const ROUND_MS = 15000;
const ROUND_MAX_MS = 600000;
/** Between two that were taken: the first five a minute apart, then ever rarer, because each costs. */
const PACE_MS = 60000;
const PACE_MAX_MS = 900000;
const QUICK_CALLS = 5;
/** Frames whose acceptance is remembered. Forgotten ones may go once more, and count once at the guardian. */
export const MAX_TAKEN = 64;

export function makeCourse(slot: number, number: number): Course {
  return {
    slot: slot,
    numbers: [number],
    at: 0,
    tries: 0,
    rounds: 0,
    dueUpMs: 0,
    taken: [],
    takenCount: 0,
    sinceUpMs: null,
    positionUpMs: null,
  };
}

export function isDue(course: Course, upMs: number): boolean {
  return upMs >= course.dueUpMs;
}

/** Nothing urgent waits any more: it was acknowledged, or erased. */
export function noteGone(course: Course): void {
  if (course.sinceUpMs === null) return;
  course.sinceUpMs = null;
  course.taken = [];
  course.takenCount = 0;
  course.tries = 0;
  course.rounds = 0;
  course.dueUpMs = 0;
}

function doubled(fromMs: number, times: number, mostMs: number): number {
  let wait = fromMs;
  for (let i = 0; i < times && wait < mostMs; i++) wait *= 2;
  return Math.min(wait, mostMs);
}

function nextNumber(course: Course, upMs: number): void {
  course.tries = 0;
  course.at += 1;
  if (course.at < course.numbers.length) {
    course.dueUpMs = upMs;
    return;
  }
  course.at = 0;
  course.dueUpMs = upMs + doubled(ROUND_MS, course.rounds, ROUND_MAX_MS);
  course.rounds += 1;
}

function noteTaken(course: Course, place: { epoch: number; number: number }, isUrgent: boolean, upMs: number): void {
  course.taken.push({ epoch: place.epoch, number: place.number });
  if (course.taken.length > MAX_TAKEN) course.taken.shift();
  course.tries = 0;
  course.rounds = 0;
  if (!isUrgent) return;
  course.takenCount += 1;
  course.dueUpMs = upMs + doubled(PACE_MS, Math.max(0, course.takenCount - QUICK_CALLS), PACE_MAX_MS);
  // Taken is not delivered: while nobody acknowledges it, the next call goes to the next phone.
  course.at = (course.at + 1) % course.numbers.length;
}

/** What became of a sealed frame at the number whose turn it was. Trouble of the modem itself is not for here. */
export function noteOutcome(
  course: Course,
  place: { epoch: number; number: number },
  isUrgent: boolean,
  outcome: SmsOutcome,
  upMs: number,
): void {
  if (outcome.kind === "accepted") {
    noteTaken(course, place, isUrgent, upMs);
    return;
  }
  // A refused position is no reason to ring another phone with it; the next one is due in its time.
  if (!isUrgent) return;
  const hopeless = outcome.kind === "unsendable" || (outcome.kind === "refused" && outcome.reason === "number");
  course.tries += 1;
  if (hopeless || course.tries >= TRIES) nextNumber(course, upMs);
  else course.dueUpMs = upMs + RETRY_MS;
}

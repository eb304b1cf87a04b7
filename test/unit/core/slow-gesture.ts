import { integer, type Random } from "../../random.ts";

/** One contact of the button: from closing to opening, in milliseconds. */
export interface Contact {
  fromMs: number;
  toMs: number;
}

/** What was meant, and from when on it may be known. */
export interface Meant {
  gesture: string;
  dueMs: number;
}

/** What opens for less than 30 ms has not opened. */
function withoutBounces(contacts: Contact[]): Contact[] {
  const out: Contact[] = [];
  for (const contact of contacts) {
    const last = out.at(-1);
    if (last !== undefined && contact.fromMs - last.toMs < 30) last.toMs = contact.toMs;
    else out.push({ ...contact });
  }
  return out;
}

const BY_COUNT = new Map([
  [1, "ask"],
  [2, "pause"],
  [3, "object"],
]);

/**
 * The rules once more, read slowly and with the whole story known beforehand: no state, no ticks. The first contact is at
 * least half a second after the first look.
 */
export function slowGestures(contacts: Contact[]): Meant[] {
  const presses = withoutBounces(contacts);
  const meant: Meant[] = [];
  let row = 0;
  presses.forEach((press, i) => {
    if (press.toMs - press.fromMs >= 2000) {
      row = 0;
      meant.push({ gesture: "withdraw", dueMs: press.fromMs + 2000 });
      if (press.toMs - press.fromMs >= 10_000) meant.push({ gesture: "delete", dueMs: press.fromMs + 10_000 });
      return;
    }
    row++;
    if (row === 5) meant.push({ gesture: "help", dueMs: press.toMs + 30 });
    const next = presses[i + 1];
    if (next !== undefined && next.fromMs - press.toMs < 600) return;
    const gesture = BY_COUNT.get(row);
    if (gesture !== undefined) meant.push({ gesture, dueMs: press.toMs + 600 });
    row = 0;
  });
  return meant;
}

const LENGTHS = [
  [10, 40],
  [60, 400],
  [1950, 100],
  [2000, 3000],
  [9900, 200],
  [28_000, 4000],
] as const;
const GAPS = [
  [0, 29],
  [30, 30],
  [60, 400],
  [590, 20],
  [600, 2000],
] as const;

function between(next: Random, ranges: readonly (readonly [number, number])[], weights: number[]): number {
  let share = integer(
    next,
    weights.reduce((sum, weight) => sum + weight, 0),
  );
  for (const [i, weight] of weights.entries()) {
    share -= weight;
    const [from, width] = ranges[i] ?? [0, 0];
    if (share < 0) return from + integer(next, width);
  }
  return 0;
}

/**
 * A made-up story of a button: taps, rows, bounces, holds, and lengths on either side of every limit.
 * @param leastGapMs 30 or more: no bounces.
 */
export function makeContacts(next: Random, count: number, leastGapMs = 0): Contact[] {
  const contacts: Contact[] = [];
  let atMs = 1000;
  for (let i = 0; i < count; i++) {
    const toMs = atMs + between(next, LENGTHS, [4, 8, 2, 1, 1, 1]);
    contacts.push({ fromMs: atMs, toMs });
    atMs = toMs + Math.max(leastGapMs, between(next, GAPS, [4, 2, 6, 2, 4]));
  }
  return contacts;
}

import { DURATION, readDuration } from "./duration.ts";

/** What stands in the places of a phrase, in their order. */
export type Slots = readonly (number | string)[];

/** One sentence of the closed vocabulary: "press the button for {duration}". */
export interface Phrase {
  says: string;
}

const SLOTS: Record<string, { pattern: string; read: (text: string) => number | string }> = {
  duration: { pattern: DURATION, read: (text) => readDuration(text) ?? 0 },
  number: { pattern: "\\d+(?:\\.\\d+)?", read: Number },
  words: { pattern: '"[^"]*"', read: (text) => text.slice(1, -1) },
};
const SLOT = /\{(duration|number|words)\}/g;

function escaped(text: string): string {
  return text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
}

/** @returns what stands in the places; null when the sentence is another one. */
export function slotsOf(phrase: Phrase, sentence: string): Slots | null {
  const kinds = [...phrase.says.matchAll(SLOT)].map(([, kind]) => kind as string);
  const pattern = escaped(phrase.says).replace(SLOT, (_all, kind: string) => `(${(SLOTS[kind] as { pattern: string }).pattern})`);
  const match = new RegExp(`^${pattern}$`, "i").exec(sentence);
  if (match === null) return null;
  return kinds.map((kind, i) => (SLOTS[kind] as { read: (text: string) => number | string }).read(match[i + 1] as string));
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/"[^"]*"/g, "{words}")
    .split(/[^a-z{}]+/)
    .filter((word) => word !== "");
}

function likeness(sentence: string, says: string): number {
  const meant = new Set(wordsOf(says));
  const given = wordsOf(sentence);
  const shared = given.filter((word) => meant.has(word)).length;
  return shared / Math.max(1, given.length + meant.size - shared);
}

/** The phrases that were most likely meant, best first. */
export function nearestPhrases(phrases: readonly Phrase[], sentence: string, count: number): string[] {
  const ranked = phrases.map(({ says }) => ({ says, like: likeness(sentence, says) })).sort((a, b) => b.like - a.like);
  return ranked.slice(0, count).map(({ says }) => shown(says));
}

/** A phrase with an example in each place, as a person would write it. */
export function shown(says: string): string {
  return says
    .replace("{duration}", "5 min")
    .replace("{duration}", "2 s")
    .replace("{number}", "3")
    .replace("{words}", '"withdrawn"');
}

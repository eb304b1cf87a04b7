import { describe, expect, it } from "vitest";
import { PlainWatch } from "./naive/plain-watch.ts";
import { OurLine } from "./ours/our-line.ts";
import type { Heard, Target } from "./target.ts";

const DAY_MS = 86_400_000;
const GRAM = 4;

/** Every run of four bytes in what was heard. The words that all of a protocol's messages share are left out. */
function gramsOf(heard: readonly Heard[]): Set<string> {
  const grams = new Set<string>();
  for (const { topic, payload } of heard) {
    for (const text of [topic.replace(/^l1\//, ""), Buffer.from(payload).toString("latin1")]) {
      for (let at = 0; at + GRAM <= text.length; at++) grams.add(text.slice(at, at + GRAM));
    }
  }
  return grams;
}

/** Stands by a road on two days, and finds out that the same person went by. */
function linksDays(target: Target, nextDay: () => void): boolean {
  target.live(60);
  const before = target.overheard().length;
  nextDay();
  target.live(60);
  const today = gramsOf(target.overheard().slice(0, before));
  const tomorrow = gramsOf(target.overheard().slice(before));
  if (today.size < 100 || tomorrow.size < 100) throw new Error("Nothing went by on one of the days.");
  return [...today].some((gram) => tomorrow.has(gram));
}

describe("B19 Tile, 2025", () => {
  it("breaks the naive watch: one number for ever", () => {
    expect(linksDays(new PlainWatch(), () => undefined)).toBe(true);
  });

  it("P26 R-60 does not break ours: no four bytes in a row are the same on two days", () => {
    const ours = new OurLine();
    expect(linksDays(ours, () => ours.house.sleep(DAY_MS))).toBe(false);
  });
});

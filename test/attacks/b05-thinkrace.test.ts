import { describe, expect, it } from "vitest";
import { PlainWatch } from "./naive/plain-watch.ts";
import { OurLine } from "./ours/our-line.ts";
import { obeys, type Target } from "./target.ts";

const TRIES = 5000;

/** From what my own watch is called to what others are called: a number up, a letter on. */
function neighbours(topic: string): string[] {
  const number = /\d{6,}/.exec(topic);
  if (number !== null) {
    return Array.from({ length: TRIES }, (_, i) => topic.replace(number[0], String(Number(number[0]) + i + 1)));
  }
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return Array.from({ length: TRIES }, (_, i) => {
    const tail = letters.charAt(Math.floor(i / 64) % 64) + letters.charAt(i % 64);
    return topic.slice(0, -2) + tail;
  });
}

/** Finds other people's watches by counting on from one's own. */
function findsOthers(mine: Target, others: readonly Target[]): boolean {
  for (const target of [mine, ...others]) target.live(30);
  const live = new Set(others.flatMap((other) => other.overheard().map(({ topic }) => topic)));
  const known = new Set(mine.overheard().map(({ topic }) => topic));
  return [...known].some((topic) => neighbours(topic).some((guess) => live.has(guess) && !known.has(guess)));
}

describe("B5 Thinkrace, 2019", () => {
  it("breaks the naive watch: the next number is the next child, and it obeys anybody", () => {
    expect(
      findsOthers(
        new PlainWatch(500_000),
        [500_001, 500_900, 503_000].map((number) => new PlainWatch(number)),
      ),
    ).toBe(true);
    expect(obeys(new PlainWatch(), ['{"cmd":"upload","arg":"0"}'], (_before, after) => !after.tracks)).toBe(true);
  });

  it("P26 P29 does not break ours: names of topics do not lead to one another, not even to tomorrow's own", () => {
    const today = new OurLine();
    const tomorrow = new OurLine(true, Date.UTC(2026, 2, 10, 6, 0));
    expect(findsOthers(today, [tomorrow])).toBe(false);
    expect(obeys(new OurLine(), ['{"cmd":"upload","arg":"0"}'], (_before, after) => !after.tracks)).toBe(false);
  });
});

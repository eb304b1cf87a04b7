import { describe, expect, it } from "vitest";
import type { StoredFix } from "../../../../../guardian/core/view.ts";
import { TRAIL_LIMIT } from "../../../../../guardian/web/messages.ts";
import { addToTrail, JOIN_MS, strokes, TRAIL_MS } from "../../../../../guardian/web/page/trail.ts";
import { fixAt, NOON_MS } from "../fake-console.ts";

function walk(count: number, everyMs: number, firstSequence = 1): StoredFix[] {
  return Array.from({ length: count }, (_, i) => fixAt(NOON_MS + i * everyMs, 37.97 + i * 1e-5, 23.73, firstSequence + i));
}

describe("the trail", () => {
  it("joins positions that follow each other", () => {
    expect(strokes(walk(5, 1000), NOON_MS + 4000).map((stroke) => stroke.fixes.length)).toEqual([5]);
  });

  it("draws no line across a missing position, because nobody knows the way", () => {
    const broken = walk(6, 1000).filter((stored) => stored.fix.sequence !== 4);
    expect(strokes(broken, NOON_MS + 5000).map((stroke) => stroke.fixes.map((stored) => stored.fix.sequence))).toEqual([
      [1, 2, 3],
      [5, 6],
    ]);
  });

  it("draws no line across a long silence, although no position is missing", () => {
    const paused = [fixAt(NOON_MS, 37.97, 23.73, 1), fixAt(NOON_MS + JOIN_MS + 1000, 37.98, 23.73, 2)];
    expect(strokes(paused, NOON_MS + JOIN_MS + 1000)).toHaveLength(2);
  });

  it("goes on where the device's count of 24 bits starts anew", () => {
    const around = [fixAt(NOON_MS, 37.97, 23.73, 0xffffff), fixAt(NOON_MS + 1000, 37.97, 23.73, 0)];
    expect(strokes(around, NOON_MS + 1000)).toHaveLength(1);
  });

  it("fades with age and forgets what is older than its length", () => {
    const hour = walk(120, TRAIL_MS / 100);
    const drawn = strokes(hour, NOON_MS + 119 * (TRAIL_MS / 100));
    const bands = drawn.map((stroke) => stroke.band);
    expect(bands).toEqual([...bands].sort((a, b) => b - a));
    expect(bands.at(-1)).toBe(0);
    expect(drawn[0]?.fixes[0]?.fix.sequence).toBe(20);
  });

  it("puts late positions where they belong, counts none twice, and keeps no more than its limit", () => {
    const [a, b, c] = walk(3, 1000) as [StoredFix, StoredFix, StoredFix];
    const trail = addToTrail(addToTrail([a, c], [b]), [b, c]);
    expect(trail.map((stored) => stored.fix.sequence)).toEqual([1, 2, 3]);
    expect(addToTrail(walk(TRAIL_LIMIT, 1000), [fixAt(NOON_MS + 9e8, 37.97, 23.73, 9)])).toHaveLength(TRAIL_LIMIT);
  });
});

import { describe, expect, it } from "vitest";
import {
  type Feel,
  LONG_MS,
  MAX_FEEL_MS,
  MAX_PULSES,
  MEDIUM_MS,
  playable,
  pulsesOf,
  SHORT_MS,
} from "../../../device/core/feel.ts";
import { integer, random } from "../../random.ts";

const FEELS: Feel[] = [
  "withdrawn",
  "deleted",
  "paused",
  "resumed",
  "objected",
  "recording",
  "silent",
  "announced",
  "remind",
  "refused",
];

function letter(ms: number): string {
  if (ms < (SHORT_MS + MEDIUM_MS) / 2 - 40) return "S";
  return ms < (MEDIUM_MS + LONG_MS) / 2 - 40 ? "M" : "L";
}

/** What a finger tells apart: how many, and each short, middle or long. A motor takes up to 80 ms to turn. */
function fingered(pulsesMs: number[], lateMs: number): string {
  const felt = pulsesMs.filter((_, i) => i % 2 === 0).map((ms) => ms - lateMs);
  return felt.map(letter).join("");
}

describe("R-18 what the wearer feels", () => {
  it("R-14 is one long pulse for a withdrawal, and two for a deletion", () => {
    expect(pulsesOf("withdrawn")).toEqual([800]);
    expect(fingered(pulsesOf("deleted"), 0)).toBe("LL");
  });

  it("answers one short pulse while it records and two while it does not", () => {
    expect(fingered(pulsesOf("recording"), 0)).toBe("S");
    expect(fingered(pulsesOf("silent"), 0)).toBe("SS");
  });

  it.each([0, 40, 80])("is another thing to a finger for each meaning, with a motor that is %i ms late", (lateMs) => {
    expect(new Set(FEELS.map((feel) => fingered(pulsesOf(feel), lateMs))).size).toBe(FEELS.length);
  });

  it("begins with a long pulse when the wearer has stopped something, and only then", () => {
    const stopping = FEELS.filter((feel) => fingered(pulsesOf(feel), 0).startsWith("L"));
    expect(stopping).toEqual(["withdrawn", "deleted", "paused", "objected"]);
  });

  it("announces an emergency in a length that nothing else has", () => {
    const middle = FEELS.filter((feel) => fingered(pulsesOf(feel), 0).includes("M"));
    expect(middle).toEqual(["announced"]);
  });

  it.each(FEELS)("ends within three seconds, begins and ends with on, and is strong enough to feel: %s", (feel) => {
    const pulses = pulsesOf(feel);
    expect(pulses.length % 2).toBe(1);
    expect(pulses.every((ms, i) => ms >= (i % 2 === 0 ? 100 : 90))).toBe(true);
    expect(pulses.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(MAX_FEEL_MS);
    expect(playable(pulses)).toEqual(pulses);
  });

  it("gives a list of its own each time, that nobody else changes", () => {
    pulsesOf("withdrawn").push(60_000);
    expect(pulsesOf("withdrawn")).toEqual([800]);
  });
});

describe("what may be played of a list", () => {
  it.each([
    [[], []],
    [[100, Number.NaN, 100], [100]],
    [[100, -1, 100], [100]],
    [[100, 0, 100], [100]],
    [[Number.POSITIVE_INFINITY], [MAX_FEEL_MS]],
    [
      [2000, 900, 5000],
      [2000, 900, 100],
    ],
  ])("of %j is %j", (asked, played) => {
    expect(playable(asked)).toEqual(played);
  });

  it("is bounded whatever is asked", () => {
    const next = random(7);
    for (let i = 0; i < 500; i++) {
      const asked = Array.from({ length: integer(next, 100) }, () => integer(next, 400) - 20);
      const played = playable(asked);
      expect(played.length).toBeLessThanOrEqual(MAX_PULSES);
      expect(played.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(MAX_FEEL_MS);
    }
  });
});

import { describe, expect, it } from "vitest";
import { type Feel, pulsesOf } from "../../../../device/core/feel.ts";
import { countedPulses } from "../../../../simulator/start/counted-pulses.ts";
import { feltHaptic, feltWords } from "../../../../simulator/start/felt-haptic.ts";
import { simHaptic } from "../../../../simulator/world/sim-haptic.ts";

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

describe("what the wearer feels", () => {
  it.each([
    [[800], "One long"],
    [[150, 200, 150], "Two short"],
    [[800, 200, 150], "Long, short"],
    [[150, 200, 800], "Short, long"],
    [[800, 200, 150, 200, 150], "Long, two short"],
    [[400, 200, 400, 200, 400], "Three medium"],
    [[150, 100, 150, 100, 150, 100, 150, 100, 150], "A rattle"],
  ])("of %o is what a finger counts", (pulsesMs, words) => {
    expect(countedPulses(pulsesMs)).toBe(words);
  });

  it("is told by its own count and its own meaning, and never as something else", () => {
    expect(new Set(FEELS.map((feel) => feltWords(pulsesOf(feel)))).size).toBe(FEELS.length);
    expect(new Set(FEELS.map((feel) => countedPulses(pulsesOf(feel)))).size).toBe(FEELS.length);
    expect(feltWords([50])).toBe("One short: it has no name.");
  });

  it("is numbered, so that the same one twice is felt twice; and it is really played", () => {
    const motor = simHaptic({ upMs: () => 0 });
    const haptic = feltHaptic(motor);
    expect(haptic.felt()).toBeNull();
    haptic.play(pulsesOf("recording"));
    haptic.play(pulsesOf("recording"));
    expect(haptic.felt()).toMatchObject({ number: 2, pulsesMs: pulsesOf("recording") });
    expect(motor.played()).toHaveLength(2);
  });
});

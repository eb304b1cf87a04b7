import { describe, expect, it } from "vitest";
import { MAX_FEEL_MS, pulsesOf } from "../../device/core/feel.ts";
import type { Haptic } from "../../device/core/ports.ts";

export interface HapticUnderTest {
  haptic: Haptic;
  /** Whether the motor runs at this moment. */
  isOn(): boolean;
  /** Lets virtual time pass. */
  pass(ms: number): void;
  close(): void;
}

const STEP_MS = 10;

/** What every Haptic keeps. Time is virtual. */
export function hapticContract(name: string, make: () => HapticUnderTest): void {
  function withHaptic(act: (test: HapticUnderTest) => void): void {
    const test = make();
    try {
      act(test);
    } finally {
      test.haptic.close();
      test.close();
    }
  }
  /** On and off as it is felt, looked at every ten milliseconds, until it is still. */
  function felt(test: HapticUnderTest, ms: number): string {
    let out = "";
    for (let atMs = 0; atMs < ms; atMs += STEP_MS) {
      out += test.isOn() ? "#" : ".";
      test.pass(STEP_MS);
    }
    return out.replace(/\.+$/, "");
  }
  const drawn = (pulsesMs: number[]) => pulsesMs.map((ms, i) => (i % 2 === 0 ? "#" : ".").repeat(ms / STEP_MS)).join("");

  describe(`haptic contract: ${name}`, () => {
    it("R-18 is still until something is played", () => withHaptic((test) => expect(felt(test, 1000)).toBe("")));

    it.each(["withdrawn", "deleted", "paused", "announced", "refused"] as const)(
      "R-18 plays just the pulses that it is given, and is still afterwards: %s",
      (feel) =>
        withHaptic((test) => {
          test.haptic.play(pulsesOf(feel));
          expect(felt(test, 5000)).toBe(drawn(pulsesOf(feel)));
        }),
    );

    it("R-14 plays the new in place of the old, so that a withdrawal is felt at once", () =>
      withHaptic((test) => {
        test.haptic.play(pulsesOf("announced"));
        test.pass(450);
        expect(test.isOn()).toBe(false);
        test.haptic.play(pulsesOf("withdrawn"));
        expect(felt(test, 5000)).toBe(drawn(pulsesOf("withdrawn")));
      }));

    it("is stilled by nothing to play", () =>
      withHaptic((test) => {
        test.haptic.play([800]);
        test.pass(100);
        test.haptic.play([]);
        expect(felt(test, 2000)).toBe("");
      }));

    it("keeps a list that the caller changes afterwards", () =>
      withHaptic((test) => {
        const pulses = [100];
        test.haptic.play(pulses);
        pulses[0] = 2000;
        pulses.push(100, 100);
        expect(felt(test, 4000)).toBe(drawn([100]));
      }));

    it.each([[[Number.NaN]], [[-1]], [[Number.POSITIVE_INFINITY]], [Array.from({ length: 10_000 }, () => 50)]])(
      "comes to rest whatever it is asked, and goes on working",
      (pulses) =>
        withHaptic((test) => {
          test.haptic.play(pulses);
          test.pass(MAX_FEEL_MS);
          expect(felt(test, 2000)).toBe("");
          test.haptic.play([100]);
          expect(felt(test, 1000)).toBe(drawn([100]));
        }),
    );

    it("is still after close, in the midst of a pulse; closing twice is no error, and nothing plays any more", () =>
      withHaptic((test) => {
        test.haptic.play([800, 200, 800]);
        test.pass(100);
        test.haptic.close();
        test.haptic.close();
        expect(felt(test, 3000)).toBe("");
        test.haptic.play([800]);
        expect(felt(test, 3000)).toBe("");
      }));
  });
}

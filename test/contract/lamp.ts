import { describe, expect, it } from "vitest";
import type { Lamp, LampPattern } from "../../device/core/ports.ts";
import { until } from "./poll.ts";

export interface LampUnderTest {
  lamp: Lamp;
  /** Takes the lamp away, as a torn wire, a dead driver or a closed window does. */
  takeAway(): void | Promise<void>;
  close(): void | Promise<void>;
}

const PATTERNS: LampPattern[] = ["recording", "silent", "announced", "panic", "fault", "dark", "panic", "recording"];

/** What every Lamp keeps. */
export function lampContract(name: string, make: () => LampUnderTest | Promise<LampUnderTest>): void {
  describe(`lamp contract: ${name}`, () => {
    it("R-18 answers with the pattern that it shows, once it shows it", async () => {
      const { lamp, close } = await make();
      for (const pattern of PATTERNS) {
        lamp.show(pattern);
        await until(`the lamp shows ${pattern}`, () => lamp.read() === pattern);
      }
      await close();
    });

    it("R-18 does not say that it records when it was never asked to", async () => {
      const { lamp, close } = await make();
      expect(lamp.read()).not.toBe("recording");
      await close();
    });

    it("R-18 has one pattern alone that says recording", async () => {
      const { lamp, close } = await make();
      for (const pattern of PATTERNS.filter((each) => each !== "recording")) {
        lamp.show("recording");
        await until("the lamp shows recording", () => lamp.read() === "recording");
        lamp.show(pattern);
        expect(lamp.read()).not.toBe("recording");
        await until(`the lamp shows ${pattern}`, () => lamp.read() === pattern);
      }
      await close();
    });

    it("R-18 never confirms recording once it is taken away", async () => {
      const { lamp, takeAway, close } = await make();
      lamp.show("recording");
      await until("the lamp shows recording", () => lamp.read() === "recording");
      await takeAway();
      expect(lamp.read()).not.toBe("recording");
      lamp.show("recording");
      expect(lamp.read()).not.toBe("recording");
      await close();
    });

    it("R-18 does not answer any more after close, and closing twice is no error", async () => {
      const { lamp, close } = await make();
      lamp.show("recording");
      await until("the lamp shows recording", () => lamp.read() === "recording");
      lamp.close();
      lamp.close();
      expect(lamp.read()).toBeNull();
      lamp.show("recording");
      expect(lamp.read()).toBeNull();
      await close();
    });
  });
}

import { describe, expect, it } from "vitest";
import type { Clock } from "../../device/core/ports.ts";

/** What every Clock keeps. */
export function clockContract(name: string, make: () => { clock: Clock; pass(ms: number): Promise<void> | void }): void {
  describe(`clock contract: ${name}`, () => {
    it("F13 up time never goes back", async () => {
      const { clock, pass } = make();
      let last = clock.upMs();
      for (let n = 0; n < 20; n++) {
        await pass(n % 3);
        expect(clock.upMs()).toBeGreaterThanOrEqual(last);
        last = clock.upMs();
      }
    });

    it("up time counts milliseconds as they pass", async () => {
      const { clock, pass } = make();
      const before = clock.upMs();
      await pass(60);
      const passed = clock.upMs() - before;
      expect(passed).toBeGreaterThanOrEqual(59);
      expect(passed).toBeLessThan(5000);
    });

    it("tells the time of day in whole milliseconds, or says that it does not know it", () => {
      const { clock } = make();
      const now = clock.utcMs();
      expect(now === null || (Number.isInteger(now) && now > Date.UTC(2026, 0, 1))).toBe(true);
      expect(Number.isInteger(clock.upMs())).toBe(true);
    });
  });
}

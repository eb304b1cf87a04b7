import { describe, expect, it } from "vitest";
import { runEvents } from "../../../../simulator/gate/run-events.ts";

describe("P2 a million random events against an independent model of the rules", () => {
  it("let no position leave that may not, and each that must", () => {
    const { violations, before, counts } = runEvents({ events: 1_000_000, seed: 20_261_123 });
    expect({ violations, before }).toEqual({ violations: [], before: [] });
    expect(counts.events).toBe(1_000_000);
    expect(counts.expected).toBeGreaterThan(10_000);
    expect(counts.missed).toBe(0);
  }, 600_000);
});

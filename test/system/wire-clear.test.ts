import { describe, expect, it } from "vitest";
import { proof } from "../evidence/wire-clear.ts";

describe("what crosses the broker", () => {
  it("R-40 R-60 holds no coordinate, name or device id in the clear, in any of seventeen encodings", async () => {
    const finding = await proof.run({ quick: true, seed: 1, progress: () => undefined });
    expect(finding.details).toEqual([]);
    expect(finding.holds, finding.figure).toBe(true);
    expect(finding.count).toBeGreaterThan(500);
  });
});

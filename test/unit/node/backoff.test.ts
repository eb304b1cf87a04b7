import { expect, it } from "vitest";
import { chance, makeBackoff } from "../../../device/node/backoff.ts";

it("F20 doubles its pauses up to a limit, and begins again after a success", () => {
  const backoff = makeBackoff({ firstMs: 100, longestMs: 500 }, () => 0);
  expect([1, 2, 3, 4, 5].map(() => backoff.nextMs())).toEqual([100, 200, 400, 500, 500]);
  backoff.reset();
  expect(backoff.nextMs()).toBe(100);
});

it("F23 shortens each pause by chance, by half at most, so that a fleet does not come back at once", () => {
  const shares = [0, 0.25, 1];
  const lengths = shares.map((share) => makeBackoff({ firstMs: 1000, longestMs: 1000 }, () => share).nextMs());
  expect(lengths).toEqual([1000, 875, 500]);
  const drawn = Array.from({ length: 1000 }, chance);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drawn)).toBeLessThan(1);
  expect(new Set(drawn).size).toBeGreaterThan(900);
});

import { expect, test } from "vitest";
import { countSequence, missingOf, NO_SEQUENCES, SEQUENCES } from "../../../../guardian/core/sequence-tally.ts";

const missing = (...numbers: number[]) => missingOf(numbers.reduce(countSequence, NO_SEQUENCES));

test("P51 missing fixes are counted exactly, in whatever order the others come", () => {
  expect(missing()).toBe(0);
  expect(missing(5)).toBe(0);
  expect(missing(5, 6, 7)).toBe(0);
  expect(missing(5, 9)).toBe(3);
  expect(missing(9, 5, 7)).toBe(2);
});

test("P51 the count goes on where the device's 24 bits begin again", () => {
  expect(missing(SEQUENCES - 2, SEQUENCES - 1, 0, 1)).toBe(0);
  expect(missing(SEQUENCES - 2, 3)).toBe(4);
  expect(missing(3, SEQUENCES - 2)).toBe(4);
  expect(missing(1, SEQUENCES - 1, 0, 2, SEQUENCES - 3)).toBe(1);
});

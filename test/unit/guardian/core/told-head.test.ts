import { describe, expect, test } from "vitest";
import { goesBack, headsOf, headText, NO_RECEIPTS, sameHead, type ToldHead } from "../../../../guardian/core/told-head.ts";

const head = (count: number, byte: number): ToldHead => ({ count, head: new Uint8Array(8).fill(byte) });

describe("R-15 what a device tells of the wearer's receipts", () => {
  test.each([
    ["more receipts are not", head(4, 1), head(5, 2), false],
    ["the same again is not", head(4, 1), head(4, 1), false],
    ["fewer are", head(4, 1), head(3, 1), true],
    ["as many, with another head, are", head(4, 1), head(4, 2), true],
    ["none after some are", head(4, 1), NO_RECEIPTS, true],
    ["none from the beginning are not", NO_RECEIPTS, NO_RECEIPTS, false],
    ["a head of no receipts that is not zero is", NO_RECEIPTS, head(0, 1), true],
  ] as const)("going back: %s", (_what, before, after, back) => {
    expect(goesBack(before, after)).toBe(back);
  });

  test("a head is written as the wearer's verifier takes it", () => {
    expect(headText({ count: 12, head: Uint8Array.of(1, 35, 69, 103, 137, 171, 205, 239) })).toBe("12:0123456789abcdef");
  });

  test("each head is listed once, by its count, those of a contradiction too, and none of no receipts", () => {
    const told = [NO_RECEIPTS, head(2, 1), head(5, 2), head(5, 2)];
    const findings = [{ toldMs: 1, before: head(9, 3), after: head(4, 4) }];
    expect(headsOf({ told, findings })).toEqual([head(2, 1), head(4, 4), head(5, 2), head(9, 3)]);
    expect(sameHead(head(2, 1), head(2, 2))).toBe(false);
  });
});

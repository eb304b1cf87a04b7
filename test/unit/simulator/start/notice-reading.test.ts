import { describe, expect, it } from "vitest";
import { equalBytes } from "../../../../device/protocol/bytes.ts";
import { noticeReading } from "../../../../simulator/start/notice-reading.ts";
import { CHANGED_TERMS, TERMS } from "../../../../simulator/start/school-day.ts";

describe("P10 the notice in the wearer's hands", () => {
  it("is whole when every page was turned, and not one page earlier", () => {
    const reading = noticeReading(TERMS, 1);
    const { pages } = reading.toRead();
    expect(pages.length).toBeGreaterThan(1);
    for (let turned = 0; turned < pages.length; turned++) {
      expect(reading.isWhole()).toBe(false);
      reading.turn();
    }
    expect(reading.isWhole()).toBe(true);
    reading.turn();
    expect(reading.toRead().turned).toBe(pages.length);
  });

  it("is to be read anew once it was put away", () => {
    const reading = noticeReading(TERMS, 1);
    while (!reading.isWhole()) reading.turn();
    reading.putAway();
    expect(reading.isWhole()).toBe(false);
    expect(reading.toRead().turned).toBe(0);
  });

  it("R-13 has the child's own pages first, in other words than the parents'", () => {
    const { pages, childPages } = noticeReading(TERMS, 1).toRead();
    expect(childPages).toBe(pages.length / 2);
    expect(pages.slice(0, childPages).join()).toContain(TERMS.purposeForChild);
    expect(pages.slice(childPages).join()).toContain(TERMS.purpose);
  });

  it("R-16 is another one once the service changed its terms", () => {
    const [before, after] = [noticeReading(TERMS, 1).hashes(), noticeReading(CHANGED_TERMS, 1).hashes()];
    expect(equalBytes(before.whole, after.whole)).toBe(false);
    expect(equalBytes(before.fields, after.fields)).toBe(false);
  });
});

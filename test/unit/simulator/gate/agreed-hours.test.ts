import { describe, expect, it } from "vitest";
import { inHours, type Schedule } from "../../../../device/core/schedule.ts";
import { coversOpen, spansOf, touchesOpen } from "../../../../simulator/gate/agreed-hours.ts";
import { NOTICES, someConsent } from "../../../../simulator/gate/terms.ts";
import { seededRandom } from "../../../../simulator/random.ts";

const NOW = Date.UTC(2026, 2, 9, 5);
const MINUTE = 60_000;

/** A second asking of a span's list, minute by minute. */
function open(schedule: Schedule, utcMs: number): boolean {
  return touchesOpen(spansOf(schedule, utcMs, utcMs), utcMs, utcMs);
}

describe("R-21 the onlooker's own reading of agreed hours", () => {
  it("agrees with the device's schedule at every quarter of an hour of a week, for every kind of terms", () => {
    const random = seededRandom(1);
    let opens = 0;
    for (let number = 0; number < 60; number++) {
      const { schedule } = someConsent(random, number, NOW, NOTICES[0] as (typeof NOTICES)[number]);
      for (let at = NOW; at < NOW + 10 * 86_400_000; at += 15 * MINUTE) {
        const expected = inHours(schedule, at);
        if (expected) opens += 1;
        expect(open(schedule, at), `${number} ${new Date(at).toISOString()}`).toBe(expected);
      }
    }
    expect(opens).toBeGreaterThan(1000);
  });

  it("tells what touches open hours from what is covered by them", () => {
    const spans = [
      { fromMs: 10, toMs: 20 },
      { fromMs: 20, toMs: 30 },
    ];
    expect(touchesOpen(spans, 0, 10)).toBe(true);
    expect(touchesOpen(spans, 30, 40)).toBe(false);
    expect(coversOpen(spans, 12, 29)).toBe(true);
    expect(coversOpen(spans, 12, 30)).toBe(false);
  });
});

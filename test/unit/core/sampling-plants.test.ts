import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../device/protocol/scale.ts";
import { type Parts, REAL, type Terms, watchMaps } from "../../oracle/sampling-bound.ts";
import { GOINGS, madeUpTrack } from "../../oracle/sampling-tracks.ts";

/** Of a short body (docs/protocol.md). */
const COURSE_AT = 18;
const TERMS: Terms = { intervalS: 1, decimals: 5, coarser: 3, batteryPercent: 80, heartbeatS: 60 };

function wrongWith(plant: Partial<Parts>, terms: Terms = TERMS): number {
  const outcomes = GOINGS.map((going) => watchMaps(madeUpTrack(going, 5, 600).fixes, terms, { ...REAL, ...plant }));
  expect(outcomes.every((outcome) => outcome.messages > 3)).toBe(true);
  return outcomes.reduce((sum, outcome) => sum + outcome.wrong, 0);
}

describe("R-01 R-20 the watch over the guardians' maps", () => {
  it("finds no map that is off by more than its bound", () => {
    expect(wrongWith({})).toBe(0);
    expect(wrongWith({}, { ...TERMS, intervalS: 10, batteryPercent: 20, coarser: null })).toBe(0);
  });

  it("finds a device that predicts with its own speed and not with what the wire made of it", () => {
    const exact: Partial<Parts> = {
      noteTold: (sampling, decimals, report) =>
        REAL.noteTold(sampling, decimals, { ...report, speedMps: (report.speedMps ?? 0) * 1.06 }),
    };
    expect(wrongWith(exact)).toBeGreaterThan(0);
  });

  it("finds a guardian's map that stays at the last fix", () => {
    expect(wrongWith({ predictedAt: (report) => report })).toBeGreaterThan(0);
  });

  it("finds a guardian's map that goes on from a second late", () => {
    expect(wrongWith({ predictedAt: (report, timeS) => REAL.predictedAt(report, timeS - 1) })).toBeGreaterThan(0);
  });

  it("finds a device that skips a fix now and then", () => {
    let count = 0;
    const lazy: Partial<Parts> = {
      choose: (sampling, permitted, pace) => {
        count += 1;
        return REAL.choose(sampling, permitted, count % 7 === 0 ? { ...pace, intervalS: 1e9 } : pace);
      },
    };
    expect(wrongWith(lazy)).toBeGreaterThan(0);
  });

  it("finds a wire that loses a course now and then", () => {
    let count = 0;
    const loses = (body: Uint8Array): Uint8Array => {
      count += 1;
      return count % 3 === 0 ? body.map((byte, at) => (at === COURSE_AT ? UNKNOWN : byte)) : body;
    };
    expect(wrongWith({ carry: loses })).toBeGreaterThan(0);
  });
});

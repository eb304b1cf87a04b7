import { describe, expect, it } from "vitest";
import { boundM } from "../../../device/core/bound.ts";
import type { Fix } from "../../../device/core/fix.ts";
import type { PermittedFix } from "../../../device/core/gate.ts";
import { choose, headingNow, makeSampling, noteTold, type Pace, type Sampling } from "../../../device/core/sampling.ts";
import { asDecoded } from "../../../device/protocol/codec.ts";
import { predictedAt } from "../../../device/protocol/prediction.ts";
import { type FixReport, NO_FLAGS } from "../../../device/protocol/report.ts";
import { heartbeatTimes, sparing } from "../../../device/protocol/sparing.ts";

const NOON_MS = 1_773_057_600_000;
const PACE: Pace = { intervalS: 1, heartbeatS: 60, steady: false };

function fixAt(second: number, northM: number, more: Partial<Fix> = {}): Fix {
  return {
    timeMs: NOON_MS + second * 1000,
    latDeg: 39 + northM / 111_195,
    lonDeg: 22,
    altitudeM: null,
    accuracyM: null,
    hdop: null,
    satellites: null,
    speedMps: 1.5,
    courseDeg: 0,
    quality: "autonomous",
    ...more,
  };
}

function reportOf(fix: Fix, more: Partial<FixReport> = {}): FixReport {
  return asDecoded({
    kind: "fix",
    flags: NO_FLAGS,
    timeS: fix.timeMs / 1000,
    latE7: Math.round(fix.latDeg * 1e7),
    lonE7: Math.round(fix.lonDeg * 1e7),
    altitudeM: null,
    accuracyM: null,
    speedMps: fix.speedMps,
    courseDeg: fix.courseDeg,
    batteryPercent: 80,
    consent: 1,
    sequence: 1,
    ...more,
  });
}

/** Which of the fixes are told. */
function toldOf(fixes: readonly Fix[], pace: Pace = PACE, sampling: Sampling = makeSampling()): number[] {
  const told: number[] = [];
  for (const fix of fixes) {
    if (!choose(sampling, { fix } as unknown as PermittedFix, pace)) continue;
    noteTold(sampling, 6, reportOf(fix, headingNow(sampling)));
    told.push((fix.timeMs - NOON_MS) / 1000);
  }
  return told;
}

const seconds = (count: number): number[] => Array.from({ length: count }, (_, second) => second);

describe("R-20 which fixes are worth a message", () => {
  it("are, on a straight way, the first one and a heartbeat", () => {
    expect(toldOf(seconds(200).map((s) => fixAt(s, 1.5 * s)))).toEqual([0, 60, 120, 180]);
  });

  it("are, where nothing moves, a heartbeat", () => {
    expect(toldOf(seconds(130).map((s) => fixAt(s, s % 2, { speedMps: 0.1, courseDeg: null })))).toEqual([0, 60, 120]);
  });

  it("are told as soon as the map would be off by more than fifteen metres", () => {
    const stops = seconds(40).map((s) => (s < 10 ? fixAt(s, 1.5 * s) : fixAt(s, 15, { speedMps: 0, courseDeg: null })));
    // The map went on at 1.5 m/s from the tenth second.
    expect(toldOf(stops)).toEqual([0, 21]);
  });

  it("are never closer together than was agreed, whatever happens", () => {
    const wild = seconds(100).map((s) => fixAt(s, 300 * (s % 2)));
    const told = toldOf(wild, { ...PACE, intervalS: 10 });
    expect(told.length).toBeGreaterThan(5);
    told.slice(1).forEach((second, i) => {
      expect(second - (told[i] as number)).toBeGreaterThanOrEqual(10);
    });
  });

  it("are, for guardians whose map does not predict, all that moved", () => {
    const told = toldOf(
      seconds(50).map((s) => fixAt(s, 1.5 * s)),
      { ...PACE, intervalS: 10, steady: true },
    );
    expect(told).toEqual([0, 10, 20, 30, 40]);
  });

  it("are told when a guardian asks, and only once", () => {
    const sampling = makeSampling();
    toldOf([fixAt(0, 0)], PACE, sampling);
    sampling.asked = true;
    expect(toldOf([fixAt(1, 1.5), fixAt(2, 3)], PACE, sampling)).toEqual([1]);
  });
});

describe("the velocity that is told", () => {
  it("is the receiver's own while the positions agree with it", () => {
    const sampling = makeSampling();
    toldOf(
      seconds(10).map((s) => fixAt(s, 1.5 * s)),
      PACE,
      sampling,
    );
    expect(headingNow(sampling).speedMps).toBeCloseTo(1.5, 5);
    expect(headingNow(sampling).courseDeg).toBeCloseTo(0, 5);
  });

  it("is that of the positions where the receiver says nothing, or something else", () => {
    for (const said of [
      { speedMps: null, courseDeg: null },
      { speedMps: 0, courseDeg: null },
      { speedMps: 4, courseDeg: 180 },
    ]) {
      const sampling = makeSampling();
      toldOf(
        seconds(10).map((s) => fixAt(s, 4 * s, said)),
        PACE,
        sampling,
      );
      expect(headingNow(sampling).speedMps).toBeCloseTo(4, 3);
    }
  });

  it("is not known from one fix alone without a receiver's word, nor across a gap", () => {
    const sampling = makeSampling();
    const mute = { speedMps: null, courseDeg: null };
    toldOf([fixAt(0, 0, mute), fixAt(1, 4, mute), fixAt(9, 400, mute)], PACE, sampling);
    expect(headingNow(sampling)).toEqual({ speedMps: null, courseDeg: null });
  });
});

describe("the bound", () => {
  it("is fifteen metres, or two steps of a coarser grid", () => {
    expect(boundM(6, null)).toBe(15);
    expect(boundM(5, 100)).toBe(15);
    expect(boundM(3, 80)).toBeCloseTo(222.4, 1);
    expect(boundM(0, 80)).toBeCloseTo(222_390, 0);
  });

  it("F29 grows when the battery is low, as the report itself tells it", () => {
    expect([null, 100, 30, 29.5, 29.4, 15, 14].map(sparing)).toEqual([1, 1, 1, 1, 2, 2, 4]);
    expect(boundM(6, 20)).toBe(30);
    expect([null, 30, 29, 14].map(heartbeatTimes)).toEqual([1, 1, 2, 2]);
  });
});

describe("the prediction that both sides make", () => {
  const moving = reportOf(fixAt(0, 0), { speedMps: 10, courseDeg: 90 });

  it("stops after two minutes: what is not heard of does not travel over the map", () => {
    expect(predictedAt(moving, moving.timeS + 120)).toEqual(predictedAt(moving, moving.timeS + 100_000));
    expect(predictedAt(moving, moving.timeS - 5)).toEqual({ latE7: moving.latE7, lonE7: moving.lonE7 });
  });

  it("crosses the date line and stays on the globe at a pole", () => {
    const east = { ...moving, lonE7: 1_799_999_000 };
    expect(predictedAt(east, east.timeS + 60).lonE7).toBeLessThan(-1_799_000_000);
    const pole = { ...moving, latE7: 899_999_999, courseDeg: 0 };
    expect(predictedAt(pole, pole.timeS + 120).latE7).toBe(900_000_000);
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import type { Fix } from "../../../device/core/fix.ts";
import { judgeFix, makeQualityWatch, type QualityWatch } from "../../../device/core/fix-quality.ts";
import type { PermittedFix } from "../../../device/core/gate.ts";

const START: Fix = {
  timeMs: Date.UTC(2026, 2, 9, 6),
  latDeg: 39.5,
  lonDeg: 22.2,
  altitudeM: 80,
  accuracyM: null,
  hdop: 1,
  satellites: 9,
  speedMps: 0,
  courseDeg: null,
  quality: "autonomous",
};

let watch: QualityWatch;
let second: number;

beforeEach(() => {
  watch = makeQualityWatch();
  second = 0;
});

/** The verdict on one fix of the next second: "sound", "repeated" or the reason. */
function hear(change: Partial<Fix> = {}, passed = 1): string {
  second += passed;
  const fix = { ...START, timeMs: START.timeMs + second * 1000, ...change };
  const verdict = judgeFix(watch, { fix } as PermittedFix, second * 1000);
  return verdict.kind === "suspicious" ? verdict.reason : verdict.kind;
}

function hearMany(count: number, change: (n: number) => Partial<Fix> = () => ({})): Set<string> {
  return new Set(Array.from({ length: count }, (_, n) => hear(change(n))));
}

/** Degrees of latitude that are so many metres. */
const north = (metres: number) => metres / 111_195;

describe("P40 U5 the judging of one fix", () => {
  it("believes who stands, who walks and who drives", () => {
    expect(hearMany(100)).toEqual(new Set(["sound"]));
    expect(hearMany(100, (n) => ({ latDeg: 39.5 + north(1.4 * n), speedMps: 1.4, courseDeg: 0 }))).toEqual(new Set(["sound"]));
    const from = 39.5 + north(140);
    expect(hearMany(100, (n) => ({ latDeg: from + north(25 * n), speedMps: 25, courseDeg: 0 }))).toEqual(new Set(["sound"]));
  });

  it("does not believe a leap, and believes the place before it at once", () => {
    hearMany(70);
    expect(hear({ latDeg: 39.5 + north(150) })).toBe("jump");
    expect(hear()).toBe("sound");
  });

  it("takes the accuracy into account: the same step is noise for a receiver that is not sure", () => {
    hearMany(70, () => ({ accuracyM: 60 }));
    expect(hear({ latDeg: 39.5 + north(150), accuracyM: 60 })).toBe("sound");
  });

  it("believes another place after a minute in which it agrees with itself, if anybody can have got there", () => {
    hearMany(70);
    const near = { latDeg: 39.5 + north(400) };
    expect(hearMany(60, () => near)).toEqual(new Set(["jump"]));
    expect(hear(near)).toBe("sound");
    const far = { latDeg: 41.5 };
    expect(hearMany(200, () => far)).toEqual(new Set(["jump"]));
  });

  it("lets a receiver that has just begun correct itself", () => {
    hearMany(4);
    expect(hearMany(5, () => ({ latDeg: 39.5 + north(900) }))).toEqual(new Set(["jump"]));
    expect(hear({ latDeg: 39.5 + north(900) })).toBe("sound");
  });

  it("F19 does not believe zeros, a place off the globe, a dead sky, a mine and a flight to orbit", () => {
    hearMany(70);
    expect(hear({ latDeg: 0, lonDeg: 0 })).toBe("zeros");
    expect(hear({ latDeg: 91 })).toBe("impossible");
    expect(hear({ latDeg: Number.NaN })).toBe("impossible");
    expect(hear({ speedMps: 900 })).toBe("impossible");
    expect(hear({ satellites: 1 })).toBe("geometry");
    expect(hear({ hdop: 30 })).toBe("geometry");
    expect(hear({ altitudeM: -5000 })).toBe("height");
    expect(hear({ altitudeM: 60_000 })).toBe("height");
    expect(hear()).toBe("sound");
  });

  it("knows a mirror image, of the hemisphere or of latitude and longitude, and never gets used to it", () => {
    hearMany(70);
    for (const place of [{ latDeg: -39.5 }, { lonDeg: -22.2 }, { latDeg: -39.5, lonDeg: -22.2 }, { latDeg: 22.2, lonDeg: 39.5 }])
      expect(hearMany(300, () => place)).toEqual(new Set(["mirrored"]));
    expect(hear()).toBe("sound");
  });

  it("F16 does not believe a leap that a leap of the clock would explain, nor a clock that runs back", () => {
    hearMany(70);
    expect(hear({ latDeg: 39.5 + north(3000), timeMs: START.timeMs + 600_000 })).toBe("clock");
    expect(hear({ timeMs: START.timeMs + second * 1000 - 30_000 })).toBe("clock");
    expect(hear()).toBe("sound");
  });

  it("sees a place that stays to the last digit while the receiver says that it moves, and believes the place after it", () => {
    hearMany(70, (n) => ({ latDeg: 39.5 + north(5 * n), speedMps: 5, courseDeg: 0 }));
    const stuck = { latDeg: 39.5 + north(5 * 69), speedMps: 5, courseDeg: 0 };
    expect([...hearMany(20, () => stuck)].at(-1)).toBe("frozen");
    expect(hear({ latDeg: 39.5 + north(5 * 90), speedMps: 5, courseDeg: 0 })).toBe("sound");
  });

  it("sees a drift that no reported speed explains", () => {
    hearMany(70);
    const verdicts = Array.from({ length: 60 }, (_, n) => hear({ latDeg: 39.5 + north(2 * n) }));
    expect(verdicts.slice(0, 10)).toEqual(Array(10).fill("sound"));
    expect(verdicts.slice(-10)).toEqual(Array(10).fill("drift"));
  });

  it("F19 takes what was told before for no fix at all", () => {
    hearMany(5);
    const timeMs = START.timeMs + second * 1000;
    expect(hear({ timeMs })).toBe("repeated");
    expect(hear({ timeMs: timeMs - 2000 })).toBe("repeated");
    expect(hear({ timeMs, latDeg: 39.6 })).toBe("clock");
  });

  it("says that a receiver which hears little has only just begun, and no more after a minute", () => {
    expect(hear({ satellites: 3 })).toBe("warming-up");
    expect(hear({ hdop: 6 })).toBe("warming-up");
    expect(hear({ satellites: 3 }, 70)).toBe("sound");
  });

  it("keeps within a bounded memory, whatever comes", () => {
    for (let n = 0; n < 3000; n++) hear({ latDeg: (n * 37) % 90, lonDeg: (n * 91) % 180 });
    expect(JSON.stringify(watch).length).toBeLessThan(8000);
  });
});

import { describe, expect, it } from "vitest";
import { isWatched } from "../../../device/core/fence-calendar.ts";
import { fenceFixOf, gridM } from "../../../device/core/fence-fix.ts";
import { groundOf } from "../../../device/core/fence-ground.ts";
import { hearFence, makeFenceWatch } from "../../../device/core/fence-watch.ts";
import type { Fix } from "../../../device/core/fix.ts";
import type { FenceShape } from "../../../device/protocol/fence.ts";
import { walk } from "../../oracle/sphere-steps.ts";

const HOME = { latDeg: 38, lonDeg: 23.7 };
const CIRCLE: FenceShape = { kind: "circle", centre: HOME, radiusM: 100 };

/** A watched fence, and a wearer at so many metres to the east of its middle. */
function watched(shape = CIRCLE) {
  const ground = groundOf(shape);
  const watch = makeFenceWatch();
  let timeMs = 0;
  function at(eastM: number, seconds = 60, accuracyM = 5): string[] {
    timeMs += seconds * 1000;
    return hearFence(watch, ground, { place: walk(HOME, Math.PI / 2, eastM), timeMs, accuracyM, roundingM: 0.8 });
  }
  return {
    watch,
    at,
    stay: (eastM: number, minutes: number): string[] => Array.from({ length: minutes }, () => at(eastM)).flat(),
  };
}

describe("U7 a fence that is drawn round somebody", () => {
  it.each([0, 500])("tells nothing of who stays %d m from its middle", (eastM) => {
    const fence = watched();
    expect(fence.stay(eastM, 10)).toEqual([]);
    expect(fence.watch.side).toBe(eastM === 0 ? "inside" : "outside");
  });

  it("tells of the first crossing afterwards, once", () => {
    const fence = watched();
    fence.stay(0, 5);
    expect(fence.stay(400, 10)).toEqual(["left"]);
    expect(fence.stay(0, 10)).toEqual(["entered"]);
  });
});

describe("U6 a fix", () => {
  it("whose own error reaches over the line decides nothing", () => {
    const fence = watched();
    fence.stay(0, 5);
    expect(fence.stay(112, 60)).toEqual([]);
    for (let i = 0; i < 60; i++) expect(fence.at(180, 60, 30)).toEqual([]);
    expect(fence.watch.side).toBe("inside");
  });

  it("alone is not enough, nor are many within a few seconds", () => {
    const fence = watched();
    fence.stay(0, 5);
    expect([fence.at(400), fence.at(0), fence.at(400), fence.at(0)]).toEqual([[], [], [], []]);
    for (let i = 0; i < 50; i++) expect(fence.at(400, 1)).toEqual([]);
    expect(fence.stay(0, 5)).toEqual([]);
  });

  it("that is told twice, or by a clock that went back, counts once", () => {
    const fence = watched();
    fence.stay(0, 5);
    fence.at(400);
    for (let i = 0; i < 10; i++) expect(fence.at(400, 0)).toEqual([]);
    expect(fence.at(400, -7200)).toEqual([]);
    expect(fence.stay(400, 3)).toEqual(["left"]);
  });
});

describe("U7 a pass through a fence between two fixes", () => {
  it("is told when it is sure, entering first", () => {
    const fence = watched();
    fence.stay(-400, 5);
    expect([...fence.at(400), ...fence.stay(600, 3)]).toEqual(["entered", "left"]);
  });

  it("is not believed of somebody who would have flown, or was not heard for long", () => {
    for (const [seconds, eastM] of [
      [1, 400],
      [1200, 400],
    ] as const) {
      const fence = watched();
      fence.stay(-400, 5);
      expect([...fence.at(eastM, seconds), ...fence.stay(600, 5)]).toEqual([]);
    }
  });

  it("is no pass when they come back to where they were", () => {
    const fence = watched();
    fence.stay(-400, 5);
    expect([...fence.at(400), ...fence.stay(-400, 5)]).toEqual([]);
  });
});

describe("a fence on the other side of the earth", () => {
  it("counts as left", () => {
    const fence = watched();
    fence.stay(0, 5);
    expect(fence.stay(15_000_000, 5)).toEqual(["left"]);
  });
});

describe("R-21 the calendar of a fence", () => {
  const ATHENS_SUMMER = { fromMinutes: [0], offsets: [180], untilMinute: 4_000_000_000 };
  const SCHOOL = { days: 31, fromMinute: 8 * 60, toMinute: 16 * 60 };

  it("goes by the wearer's civil time", () => {
    const watchedAt = (iso: string) => isWatched(SCHOOL, ATHENS_SUMMER, Date.parse(iso));
    expect(watchedAt("2026-06-01T04:59:00Z")).toBe(false);
    expect(watchedAt("2026-06-01T05:00:00Z")).toBe(true);
    expect(watchedAt("2026-06-01T13:00:00Z")).toBe(false);
    expect(watchedAt("2026-06-06T09:00:00Z")).toBe(false);
  });
});

describe("R-20 what a fence decides on", () => {
  const fix: Fix = {
    timeMs: 5,
    latDeg: 38.123456,
    lonDeg: 23.765432,
    altitudeM: null,
    accuracyM: null,
    hdop: null,
    satellites: null,
    speedMps: null,
    courseDeg: null,
    quality: "autonomous",
  };

  it("is no finer than what the guardian is told", () => {
    expect(fenceFixOf(fix, 2).place).toEqual({ latDeg: 38.12, lonDeg: 23.77 });
    expect(fenceFixOf(fix, 2).roundingM).toBeGreaterThan(700);
    expect(gridM(3)).toBeCloseTo(111.7);
  });
});

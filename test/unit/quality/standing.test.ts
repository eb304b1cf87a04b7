import { describe, expect, it } from "vitest";
import { makeBatteryWatch, mustSpare, watchBattery } from "../../../device/core/battery-watch.ts";
import type { Fix } from "../../../device/core/fix.ts";
import { isStanding, makeStanding, standsAt, stoodMs, watchStanding } from "../../../device/core/standing.ts";
import { seededRandom } from "../../../simulator/random.ts";

function fixAt(northM: number, speedMps: number | null, hdop = 1): Fix {
  return {
    timeMs: 0,
    latDeg: 39.5 + northM / 111_195,
    lonDeg: 22.2,
    altitudeM: null,
    accuracyM: null,
    hdop,
    satellites: 9,
    speedMps,
    courseDeg: null,
    quality: "autonomous",
  };
}

describe("U5 standing still", () => {
  it("is told as such through a star of drift, and no position is touched", () => {
    const standing = makeStanding();
    const random = seededRandom(5);
    for (let n = 0; n < 3600; n++) {
      const fix = fixAt(random.between(-22, 22), random.between(0, 0.5));
      const before = JSON.stringify(fix);
      watchStanding(standing, fix, n * 1000);
      expect(JSON.stringify(fix)).toBe(before);
    }
    expect(stoodMs(standing, 3_600_000)).toBe(3_600_000);
  });

  it("ends within a few fixes of walking off, and a walker never stands", () => {
    const standing = makeStanding();
    for (let n = 0; n < 100; n++) watchStanding(standing, fixAt(0, 0), n * 1000);
    expect(isStanding(standing, 100_000)).toBe(true);
    let left = 0;
    for (let n = 0; n < 300; n++) {
      const fix = fixAt(1.3 * n, 1.3);
      watchStanding(standing, fix, (100 + n) * 1000);
      if (!isStanding(standing, (100 + n) * 1000)) left ||= n;
      if (n > 12) expect(standsAt(standing, fix, (100 + n) * 1000)).toBe(false);
    }
    expect(left).toBeLessThan(13);
  });

  it("is no cause to hold back a fix that lies further off than the receiver's own error", () => {
    const standing = makeStanding();
    for (let n = 0; n < 100; n++) watchStanding(standing, fixAt(0, 0), n * 1000);
    expect(standsAt(standing, fixAt(9, 0), 100_000)).toBe(true);
    expect(standsAt(standing, fixAt(11, 0), 100_000)).toBe(false);
    expect(standsAt(standing, fixAt(30, 0, 10), 100_000)).toBe(false);
  });
});

describe("F29 the reserve for a call for help", () => {
  function spares(percents: (number | null)[], everyMs: number): boolean[] {
    const watch = makeBatteryWatch();
    return percents.map((percent, n) => {
      watchBattery(watch, false, percent, n * everyMs);
      return mustSpare(watch);
    });
  }

  it("is spared at the end of a slow ramp, and until it was charged", () => {
    const ramp = Array.from({ length: 30 }, (_, n) => 30 - n);
    const spared = spares([...ramp, 6, 7, 8, 9], 900_000);
    expect(spared.indexOf(true)).toBe(ramp.indexOf(5));
    expect(spared.slice(-4)).toEqual([true, true, false, false]);
  });

  it("is spared at once when the charge falls off its knee", () => {
    expect(spares([40, 38, 22], 60_000)).toEqual([false, false, true]);
    expect(spares([40, 38, 30], 60_000)).toEqual([false, false, false]);
  });

  it("is nobody's concern on the charger", () => {
    expect(spares([4, null, null], 60_000)).toEqual([true, false, false]);
  });

  it("sees a drop over the border of two spans, and none in a device that was off for hours", () => {
    expect(spares([40, 40, 40, 40, 24], 100_000).at(-1)).toBe(true);
    expect(spares([40, 20], 7_200_000).at(-1)).toBe(false);
  });
});

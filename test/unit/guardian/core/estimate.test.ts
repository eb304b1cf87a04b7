import { describe, expect, it } from "vitest";
import { estimateAt } from "../../../../guardian/core/estimate.ts";
import { spotsOf } from "../../../../guardian/web/page/spots.ts";
import { fixAt, flags, NOON_MS, viewOf } from "../web/fake-console.ts";

const HERE = { serverHeard: true, linkUp: true };
const { fix } = fixAt(NOON_MS, 37.98, 23.74, 1);

describe("P51 the estimate between two fixes", () => {
  it("goes on at the speed and course that were told", () => {
    const after = estimateAt(fix, NOON_MS + 20_000);
    const eastM = (((after?.lonE7 ?? 0) - fix.lonE7) / 1e7) * 111_195 * Math.cos((37.98 * Math.PI) / 180);
    expect(after?.latE7).toBe(fix.latE7);
    expect(eastM).toBeGreaterThan(27);
    expect(eastM).toBeLessThan(29);
  });

  it("is none while the report is of now, of who stands still, of a backlog, or older than the promise", () => {
    expect(estimateAt(fix, NOON_MS + 1000)).toBeNull();
    expect(estimateAt({ ...fix, speedMps: 0 }, NOON_MS + 20_000)).toBeNull();
    expect(estimateAt({ ...fix, speedMps: null, courseDeg: null }, NOON_MS + 20_000)).toBeNull();
    expect(estimateAt({ ...fix, flags: flags({ backlog: true }) }, NOON_MS + 20_000)).toBeNull();
    expect(estimateAt(fix, NOON_MS + 121_000)).toBeNull();
    expect(estimateAt(fix, NOON_MS - 5000)).toBeNull();
  });

  it("is drawn where it is and called an estimate, with the age of the last word", () => {
    const spot = spotsOf([viewOf("tracking")], { ...HERE, nowMs: NOON_MS + 20_000 }).get("device-1");
    expect(spot).toMatchObject({ live: true, estimated: "estimated, told 20 s ago" });
    expect(spot?.at[1]).toBeGreaterThan((viewOf("tracking").lastFix?.fix.lonE7 ?? 0) / 1e7);
  });

  it("is never drawn of a device that is not live: an old place stays where it was", () => {
    for (const [view, now] of [
      [viewOf("withdrawn"), HERE],
      [viewOf("overdue"), HERE],
      [viewOf("tracking"), { ...HERE, linkUp: false }],
    ] as const) {
      const spot = spotsOf([view], { ...now, nowMs: NOON_MS + 60_000 }).get("device-1");
      expect(spot).toMatchObject({ live: false, estimated: null });
      expect(spot?.at[1]).toBe((view.lastFix?.fix.lonE7 ?? 0) / 1e7);
    }
  });
});

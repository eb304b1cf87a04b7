import { describe, expect, it } from "vitest";
import { degreeLabel, gridLines, gridStep } from "../../../../../../guardian/web/page/map/grid-step.ts";

describe("the map's grid", () => {
  it("is as fine as the screen has room for, at every zoom", () => {
    for (let zoom = 2; zoom <= 19; zoom++) {
      const pixelsADegree = (256 * 2 ** zoom) / 360;
      const apart = gridStep(pixelsADegree) * pixelsADegree;
      expect(apart).toBeGreaterThanOrEqual(zoom === 2 ? 80 : 110);
    }
    expect(gridStep(256 / 360)).toBe(30);
    expect(gridStep(10_000)).toBe(0.02);
  });

  it("lies on whole multiples and is never endless", () => {
    expect(gridLines(37.968, 37.982, 0.005, 60)).toEqual([37.97, 37.975, 37.98]);
    expect(gridLines(-90, 90, 0.001, 60)).toHaveLength(60);
  });

  it("is labelled with as many decimals as it needs and the side of the world", () => {
    expect(degreeLabel(37.975, 0.005, "N", "S")).toBe("37.975° N");
    expect(degreeLabel(-70, 10, "E", "W")).toBe("70° W");
    expect(degreeLabel(0, 10, "E", "W")).toBe("0°");
  });
});

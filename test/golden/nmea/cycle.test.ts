import { expect, test } from "vitest";
import { hear, lines } from "../../unit/core/nmea/hear.ts";
import { CYCLE } from "./cycle.ts";

test("the golden stream gives the golden fixes, however it is cut", () => {
  for (const piece of [1, 5, 4096]) {
    const { fixes, refused, named } = hear(lines(...CYCLE.lines), piece);
    const rounded = fixes.map(({ latDeg, lonDeg, speedMps: _, ...rest }) => ({
      ...rest,
      latE9: Math.round(latDeg * 1e9),
      lonE9: Math.round(lonDeg * 1e9),
    }));
    expect({ fixes: rounded, refused, named }).toEqual({ fixes: CYCLE.fixes, refused: CYCLE.refused, named: CYCLE.named });
  }
});

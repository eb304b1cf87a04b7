import { describe, expect, it } from "vitest";
import { schoolRun } from "../../../../simulator/people/school-run.ts";
import { makeTown } from "../../../../simulator/town/make-town.ts";
import type { Trace, TracePoint } from "../../../../simulator/trace/trace.ts";
import { difference, type FormatWays, OUR_WAYS, tryPairs } from "../../../oracle/format-pairs.ts";
import { readByGpsbabel } from "../../../oracle/gpsbabel-formats.ts";
import { havePrograms, program, programTitle } from "../../../system-part.ts";

const whole = schoolRun(makeTown(3), { seed: 3, startMs: Date.UTC(2026, 10, 23, 5, 20), trip: "to-school" });
const short: Trace = { ...whole, points: whole.points.slice(20, 50) };

/** Our ways, with each point that is read changed a little. */
function planted(change: (point: TracePoint, n: number) => TracePoint): FormatWays {
  return {
    ...OUR_WAYS,
    async read(file) {
      const trace = await OUR_WAYS.read(file);
      return typeof trace === "string" ? trace : { ...trace, points: trace.points.map(change) };
    },
  };
}

describe("the proof of the formats", () => {
  it("finds nothing in what the simulator does, in twenty-five pairs", async () => {
    expect(await tryPairs("short", short, OUR_WAYS)).toEqual({ pairs: 25, points: 25 * 30, faults: [] });
  });

  it.each<[string, FormatWays, string]>([
    ["a centimetre and a half", planted((point) => ({ ...point, latDeg: point.latDeg + 1.35e-7 })), "latitude"],
    ["longitudes of the other hemisphere", planted((point) => ({ ...point, lonDeg: -point.lonDeg })), "longitude"],
    ["a millisecond", planted((point, n) => (n === 7 ? { ...point, timeMs: point.timeMs + 1 } : point)), "off by"],
    ["an altitude of zero where none was", planted((point) => ({ ...point, altitudeM: null })), "altitude"],
    [
      "a lost point",
      { ...OUR_WAYS, write: (trace, format) => OUR_WAYS.write({ ...trace, points: trace.points.slice(1) }, format) },
      "29 of 30",
    ],
    [
      "a made-up way that no longer says so",
      { ...OUR_WAYS, write: (trace, format) => OUR_WAYS.write({ ...trace, synthetic: false }, format) },
      "made up",
    ],
  ])("finds a planted fault: %s", async (_what, ways, word) => {
    const { faults } = await tryPairs("short", short, ways);
    expect(faults).toHaveLength(25);
    expect(faults[0]).toContain(word);
  });

  it("tells no position in what it finds", () => {
    const moved = { ...short, points: short.points.map((point) => ({ ...point, latDeg: point.latDeg + 1 })) };
    expect(difference(short, moved, 1e-7)).toBe("point 1: the latitude is another");
  });

  it.skipIf(!havePrograms("gpsbabel"))(programTitle("asks GPSBabel, which finds a planted fault too", "gpsbabel"), () => {
    const gpsbabel = program("gpsbabel") as string;
    const late: FormatWays = {
      ...OUR_WAYS,
      write: (trace, format) =>
        OUR_WAYS.write({ ...trace, points: trace.points.map((point) => ({ ...point, timeMs: point.timeMs + 1000 })) }, format),
    };
    expect(readByGpsbabel(gpsbabel, "short", short, OUR_WAYS).faults).toEqual([]);
    // GPSBabel's GeoJSON has no times, so four of the five formats show it.
    expect(readByGpsbabel(gpsbabel, "short", short, late).faults).toHaveLength(4);
  });
});

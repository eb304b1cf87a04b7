import { describe, expect, it } from "vitest";
import { meanMps, movementOf } from "../../../../../guardian/core/movement/movement.ts";
import { seededRandom } from "../../../../../simulator/random.ts";
import { seededWander } from "../../../../../simulator/receiver/wander.ts";
import { fixesOf, going, NOON_MS, standing, type Told } from "./tracks.ts";

/** Ten minutes here, a walk of 600 m, ten minutes there. */
const WALK: Told[] = [...standing(0, 600, 0), ...going(600, 1000, 0, 1.5), ...standing(1060, 1660, 600)];

describe("R-03 stays, trips and distance", () => {
  it("sees a stay, a trip and a stay", () => {
    const { stops, trips } = movementOf(fixesOf(WALK));
    expect(stops.map(({ fromMs, untilMs }) => [(fromMs - NOON_MS) / 1000, (untilMs - NOON_MS) / 1000])).toEqual([
      [0, 600],
      [1000, 1660],
    ]);
    expect(trips).toHaveLength(1);
    expect(trips[0]).toMatchObject({ begins: "stop", ends: "stop", gaps: 0, unseenM: 0 });
    expect(trips[0]?.metres).toBeCloseTo(600, -1);
    expect(meanMps(trips[0] as (typeof trips)[0])).toBeCloseTo(1.5, 1);
    expect(trips[0]?.maxMps).toBeCloseTo(1.5, 1);
  });

  it("says the same whatever order the positions came in, and whichever came twice (U3)", () => {
    const fixes = fixesOf(WALK);
    const shuffled = [...fixes.slice(40), ...fixes.slice(0, 60).reverse()];
    expect(movementOf(shuffled)).toEqual(movementOf(fixes));
  });

  it.each([1.5, 3, 6])("a day of standing still with noise of %f m is no distance at all", (sigmaM) => {
    for (let seed = 1; seed <= 20; seed++) {
      const wander = seededWander(seededRandom(seed), sigmaM);
      const told: Told[] = [];
      for (let s = 0; s < 86_400; s++) {
        const { eastM, northM } = wander.step();
        if (s % 60 === 0) told.push({ s, east: eastM, north: northM, speed: 0, accuracy: Math.ceil(2.5 * sigmaM) });
      }
      const { trips, stops } = movementOf(fixesOf(told));
      expect(trips).toEqual([]);
      expect(stops).toHaveLength(1);
    }
  });

  it("a wait of four minutes on the way is no stay", () => {
    const told = [
      ...standing(0, 600, 0),
      ...going(600, 900, 0, 1.5),
      ...standing(900, 1140, 450),
      ...going(1140, 1440, 450, 1.5),
    ];
    const { stops, trips } = movementOf(fixesOf([...told, ...standing(1500, 2100, 900)]));
    expect(stops).toHaveLength(2);
    expect(trips).toHaveLength(1);
    expect(trips[0]?.metres).toBeCloseTo(900, -2);
    // The wait is not moving.
    expect(trips[0]?.movingMs).toBeLessThan(680_000);
  });

  it("a child that runs about in a yard is at one place", () => {
    const running = Array.from({ length: 180 }, (_, n) => ({
      s: 660 + n * 10,
      east: (n % 6) * 12,
      north: (n % 5) * 10,
      speed: 2,
    }));
    const { stops, trips } = movementOf(fixesOf([...standing(0, 600, 0), ...running, ...standing(2500, 3100, 10)]));
    expect(stops).toHaveLength(1);
    expect(trips).toEqual([]);
  });

  it("one wild position in a stay is neither a trip nor the end of the stay", () => {
    const told = standing(0, 1800, 0);
    const { stops, trips } = movementOf(fixesOf(told.map((one, n) => (n === 12 ? { ...one, east: 350 } : one))));
    expect(stops).toHaveLength(1);
    expect(trips).toEqual([]);
  });

  it("leaves flagged positions out, by reason, and counts them", () => {
    const lies: Told[] = [
      { s: 301, east: 5000, suspicious: true },
      { s: 302, east: 5000, untrusted: true },
      { s: 303, east: 5000, accuracy: 400 },
      { s: 304, east: 9000, receivedMs: NOON_MS - 3_600_000 },
    ];
    const { leftOut, trips, stops } = movementOf(fixesOf([...WALK, ...lies]));
    expect(leftOut.map(({ why }) => why).sort()).toEqual(["ahead", "coarse", "suspicious", "untrusted"]);
    expect(trips).toHaveLength(1);
    expect(stops).toHaveLength(2);
    expect(trips[0]?.metres).toBeLessThan(650);
  });

  it("leaves a jump out that nobody can make, there and back", () => {
    const { leftOut, trips } = movementOf(fixesOf([...WALK, { s: 805, east: 4000 }]));
    expect(leftOut.map(({ why }) => why)).toEqual(["jump"]);
    expect(trips[0]?.metres).toBeLessThan(650);
  });
});

describe("gaps are named, and never travelled", () => {
  it("a gap on the way is told apart from the distance, and the trip goes on", () => {
    const told = [
      ...standing(0, 600, 0),
      ...going(600, 800, 0, 10),
      ...going(1100, 1300, 5000, 10),
      ...standing(1360, 1960, 7000),
    ];
    const { trips, gaps } = movementOf(fixesOf(told));
    expect(trips).toHaveLength(1);
    expect(trips[0]?.gaps).toBe(1);
    expect(trips[0]?.metres).toBeCloseTo(3900, -2);
    expect(trips[0]?.unseenM).toBeCloseTo(3100, -1);
    expect(trips[0]?.strokes).toHaveLength(2);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]?.kind).toBe("silent");
  });

  it("a long gap ends one trip and begins another, and both say so", () => {
    const told = [
      ...standing(0, 600, 0),
      ...going(600, 800, 0, 10),
      ...going(3000, 3200, 9000, 10),
      ...standing(3260, 3860, 11_000),
    ];
    const { trips } = movementOf(fixesOf(told));
    expect(trips.map(({ begins, ends }) => [begins, ends])).toEqual([
      ["stop", "gap"],
      ["gap", "stop"],
    ]);
  });

  it("who is elsewhere after an hour that nobody saw has made no trip", () => {
    const { trips, gaps, stops } = movementOf(fixesOf([...standing(0, 900, 0), ...standing(4500, 5400, 8000)]));
    expect(trips).toEqual([]);
    expect(stops).toHaveLength(2);
    expect(gaps[0]?.acrossM).toBeCloseTo(8000, -2);
  });

  it("a stay goes on over twenty minutes indoors without reception, and not over two hours", () => {
    expect(movementOf(fixesOf([...standing(0, 900, 0), ...standing(2100, 3000, 3)])).stops).toHaveLength(1);
    expect(movementOf(fixesOf([...standing(0, 900, 0), ...standing(8100, 9000, 3)])).stops).toHaveLength(2);
  });

  it("says of a gap whether its positions exist and have not arrived", () => {
    const fixes = fixesOf(
      [...standing(0, 600, 0), ...standing(1500, 2100, 0)].map((one, n) => ({ ...one, sequence: n > 10 ? n + 7 : n })),
    );
    expect(movementOf(fixes).gaps.map(({ kind }) => kind)).toEqual(["missing"]);
  });

  it("with a position every five minutes as agreed, five minutes are no gap", () => {
    const told = Array.from({ length: 24 }, (_, n) => ({ s: n * 300, east: 0 }));
    expect(movementOf(fixesOf(told)).gaps).toEqual([]);
  });
});

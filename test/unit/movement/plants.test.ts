import { describe, expect, it } from "vitest";
import { encode } from "../../../device/protocol/codec.ts";
import { metresBetween } from "../../../guardian/core/movement/ground.ts";
import { type Movement, movementOf } from "../../../guardian/core/movement/movement.ts";
import { openSqlite } from "../../../guardian/store/sqlite.ts";
import type { Store } from "../../../guardian/store/store.ts";
import { judgeDay, type Measure, TELLINGS } from "../../oracle/movement-known.ts";
import { compareWorlds, ELSEWHERE, HERE, MONDAY_MS, type Plants, remainsOf } from "../../oracle/movement-worlds.ts";

const DAYS = 60;

function wrongOf(measure: Measure): string[] {
  const telling = (n: number) => TELLINGS[n % TELLINGS.length] as (typeof TELLINGS)[number];
  return Array.from({ length: DAYS }, (_, n) => judgeDay(n + 1, telling(n), measure, MONDAY_MS).wrong).flat();
}

function withTrips(movement: Movement, change: (trip: Movement["trips"][number]) => Movement["trips"][number]): Movement {
  return { ...movement, trips: movement.trips.map(change) };
}

/** Every metre between every two positions, as many trackers add them up. */
function naive(movement: Movement): number {
  return movement.points.reduce((sum, point, n) => sum + metresBetween(movement.points[n - 1] ?? point, point), 0);
}

describe("the proof movement/known notices", () => {
  it("nothing where nothing is wrong", () => {
    expect(wrongOf(movementOf)).toEqual([]);
  });

  const PLANTS: [string, RegExp, Measure][] = [
    [
      "noise that is added up as distance",
      / m$/,
      (fixes) => {
        const found = movementOf(fixes);
        const most = naive(found) / Math.max(1, found.trips.length);
        return withTrips(found, (trip) => ({ ...trip, metres: most }));
      },
    ],
    [
      "a gap that is travelled",
      / m$/,
      (fixes) => withTrips(movementOf(fixes), (trip) => ({ ...trip, metres: trip.metres + trip.unseenM })),
    ],
    [
      "flagged positions that count",
      /flagged/,
      (fixes) =>
        movementOf(
          fixes.map((stored) => ({ ...stored, fix: { ...stored.fix, flags: { ...stored.fix.flags, gnssSuspicious: false } } })),
        ),
    ],
    ["a trip that is lost", /trips/, (fixes) => ({ ...movementOf(fixes), trips: movementOf(fixes).trips.slice(1) })],
    [
      "halts that count as stays",
      /stays/,
      (fixes) =>
        movementOf(
          fixes.map((stored) => ({
            ...stored,
            fix: { ...stored.fix, timeS: Math.round(MONDAY_MS / 1000 + (stored.fix.timeS - MONDAY_MS / 1000) * 2.5) },
            receivedMs: 1e15,
          })),
        ),
    ],
    [
      "waiting that counts as moving",
      /moving/,
      (fixes) => withTrips(movementOf(fixes), (trip) => ({ ...trip, movingMs: trip.untilMs - trip.fromMs })),
    ],
    [
      "a speed that nobody had",
      /faster/,
      (fixes) => withTrips(movementOf(fixes), (trip) => ({ ...trip, maxMps: 1.2 * (trip.maxMps ?? 1) })),
    ],
    [
      "minutes that are an hour off",
      /off by/,
      (fixes) => withTrips(movementOf(fixes), (trip) => ({ ...trip, fromMs: trip.fromMs + 3_600_000 })),
    ],
  ];

  it.each(PLANTS)("%s", (_name, complaint, measure) => {
    expect(wrongOf(measure).some((wrong) => complaint.test(wrong))).toBe(true);
  });
});

describe("the proof movement/anonymous notices", () => {
  const wrongWith = (plants: Plants): string[] => compareWorlds(3, remainsOf(3, HERE, plants), remainsOf(3, ELSEWHERE, plants));

  it("nothing where nothing is wrong", () => {
    expect(wrongWith({})).toEqual([]);
  });

  it("the hour of a day, kept as a class of its own", () => {
    const store = (sound: Store, firstFixMs: number): Store => ({
      ...sound,
      keepWeek: (id, monday, classes) =>
        sound.keepWeek(id, monday, { ...classes, trips: new Date(firstFixMs).getUTCHours() % 4 }),
    });
    expect(wrongWith({ store })).toContain("seed 3: what is kept tells the wearers apart");
  });

  it("positions that are not erased", () => {
    const store = (sound: Store): Store => ({
      ...sound,
      erase: (chains) => ({ ok: true, value: new Map(chains) }),
    });
    const wrong = wrongWith({ store });
    expect(wrong.some((text) => /positions were not erased/.test(text))).toBe(true);
    expect(wrong.some((text) => /second as a number/.test(text))).toBe(true);
  });

  it.each([
    ["a name", (wearer: { label: string }) => wearer.label, /text/],
    ["a zone", (wearer: { zone: string }) => Buffer.from(wearer.zone).toString("base64"), /base64/],
  ])("%s that is written beside the weeks", (_what, text, found) => {
    const file = (path: string, wearer: typeof HERE): void => {
      const driver = openSqlite(path);
      driver.execute("CREATE TABLE note (text TEXT)");
      driver.prepare("INSERT INTO note (text) VALUES (?)").run(text(wearer));
      driver.close();
    };
    expect(wrongWith({ file }).some((wrong) => found.test(wrong))).toBe(true);
  });

  it("a place in the bytes of a report that lies bare", () => {
    const file: Plants["file"] = (path, _wearer, fixes) => {
      const driver = openSqlite(path);
      driver.execute("CREATE TABLE note (body BLOB)");
      driver.prepare("INSERT INTO note (body) VALUES (?)").run(encode(fixes[0] as (typeof fixes)[0]));
      driver.close();
    };
    expect(wrongWith({ file }).some((wrong) => /1e-7 degrees/.test(wrong))).toBe(true);
  });
});

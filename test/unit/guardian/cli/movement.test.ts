import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { movementText, setZone } from "../../../../guardian/cli/movement.ts";
import { bar } from "../../../../guardian/cli/movement-words.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import type { Store } from "../../../../guardian/store/store.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { PAIR_ID, pairedStore, scratch } from "../../../oracle/guardian-store.ts";
import { knownDay } from "../../../oracle/movement-days.ts";

const DAY_MS = 86_400_000;
const FRIDAY_MS = Date.UTC(2026, 10, 20);
const NOW_MS = FRIDAY_MS + 20 * 3_600_000;
/** 39.5 degrees north, 22.2 east, in decimals or in 1e-7 degrees. */
const DEGREES = /\b(39|22)([.,]\d{3,}|\d{7}\b)/;

describe("R-03 lychnos guardian movement", () => {
  let place: ReturnType<typeof scratch>;
  let store: Store;
  const days = [0, 1, 2, 3].map((n) =>
    knownDay(n + 40, { way: "steady", intervalS: 5, wanderM: 1.5 }, FRIDAY_MS - n * DAY_MS + 5 * 3_600_000),
  );

  beforeEach(() => {
    place = scratch();
    const paired = pairedStore(place.file("console.db"));
    store = paired.store;
    for (const { fixes } of days) {
      paired.device.step();
      const arrived = fixes.map(({ fix }) => ({ device: paired.state, frame: paired.device.seal(fix).frame }));
      expect(Array.isArray(takeInAll(guardianCipher, store, arrived, NOW_MS))).toBe(true);
    }
    setZone(store, "Nan", "Europe/Athens");
  });
  afterEach(() => {
    store.close();
    place.clear();
  });

  it("tells one day: sums, each trip with its bar, each stay, by the wearer's clock", () => {
    const text = movementText(store, "Nan", { day: "2026-11-20" }, NOW_MS);
    const trips = days[0]?.trips.length ?? 0;
    expect(text).toContain("Friday 2026-11-20");
    expect(text).toContain(trips === 1 ? "in 1 trip," : `in ${trips} trips,`);
    expect(text.match(/█/g)?.length).toBeGreaterThan(10);
    expect(text.match(/stayed/g)).toHaveLength(days[0]?.stops.length ?? 0);
    expect(text).toContain("07:00–");
    expect(text).toContain("Times of Europe/Athens.");
  });

  it("tells the last days a line each, and never a position, in any form", () => {
    const lines = movementText(store, "Nan", { days: "7" }, NOW_MS).split("\n");
    expect(lines.filter((line) => /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) 2026/.test(line))).toHaveLength(7);
    expect(lines.filter((line) => line.includes("nothing kept"))).toHaveLength(3);
    for (const form of [{ days: "7" }, { days: "7", json: true }, { days: "7", csv: true }])
      expect(movementText(store, "Nan", form, NOW_MS)).not.toMatch(DEGREES);
  });

  it("writes for programs and spreadsheets what it shows", () => {
    const json = JSON.parse(movementText(store, PAIR_ID, { day: "2026-11-19", json: true }, NOW_MS));
    expect(json.days[0].trips).toHaveLength(days[1]?.trips.length ?? 0);
    const csv = movementText(store, PAIR_ID, { day: "2026-11-19", csv: true }, NOW_MS).trim().split("\r\n");
    const columns = csv.map((line) => line.split(",").length);
    expect(new Set(columns)).toEqual(new Set([13]));
    expect(csv.filter((line) => line.startsWith("2026-11-19,trip,"))).toHaveLength(days[1]?.trips.length ?? 0);
  });

  it("tells weeks in coarse classes, and when there is none yet", () => {
    expect(movementText(store, "Nan", { weeks: true }, NOW_MS)).toContain("No week is over yet");
    store.keepWeek(PAIR_ID, "2026-11-02", { distance: 4, trips: 2, moving: 3, daysSeen: 3 });
    expect(movementText(store, "Nan", { weeks: true }, NOW_MS)).toMatch(
      /week of 2026-11-02 .*20 to 50 km, 6 to 10 trips, 5 to 10 h moving, seen on 6 days or more/,
    );
  });

  it.each([
    [{ day: "20.11.2026" }, /year-month-day/],
    [{ days: "15" }, /1 to 14/],
    [{ days: "0" }, /1 to 14/],
    [{ day: "2026-11-20", days: "2" }, /either --day or --days/],
    [{ json: true, csv: true }, /either --json or --csv/],
    [{ zone: "Athens" }, /Europe\/Athens/],
  ])("says what to do about %j", (options, sentence) => {
    expect(() => movementText(store, "Nan", options, NOW_MS)).toThrow(sentence);
  });

  it("draws bars in eighths", () => {
    expect([bar(0, 4), bar(0.5, 4), bar(0.53125, 4), bar(1, 4), bar(7, 4)]).toEqual(["    ", "██  ", "██▏ ", "████", "████"]);
  });
});

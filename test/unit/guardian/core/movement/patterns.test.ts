import { describe, expect, it } from "vitest";
import { dayAfter, dayStartMs } from "../../../../../guardian/core/movement/civil-day.ts";
import { movementOf } from "../../../../../guardian/core/movement/movement.ts";
import { leavingTimes } from "../../../../../guardian/core/movement/patterns.ts";
import { placeAt, placesOf } from "../../../../../guardian/core/movement/places.ts";
import { classWords, decodeWeek, encodeWeek, KILOMETRES, TRIPS, weekOf } from "../../../../../guardian/core/movement/week.ts";
import type { StoredFix } from "../../../../../guardian/core/view.ts";
import { fixesOf, going, standing } from "./tracks.ts";

const ZONE = "Europe/Athens";
/** A Monday; the clocks change within the fortnight. */
const FIRST = "2026-10-19";

/** At home until some minutes after 07:20, 900 m away until the afternoon, home again. */
function day(n: number, lateMin: number): StoredFix[] {
  const leaves = 7 * 3600 + (20 + lateMin) * 60;
  const told = [
    ...standing(6 * 3600, leaves, 0),
    ...going(leaves, leaves + 600, 0, 1.5),
    ...standing(leaves + 660, 13 * 3600, 900),
    ...going(13 * 3600, 13 * 3600 + 600, 900, -1.5).map((one) => ({ ...one, speed: 1.5 })),
    ...standing(13 * 3600 + 660, 20 * 3600, 0),
  ];
  const date = dayAfter(FIRST, n);
  // Clock of the wall, also on the day on which it is put back.
  return fixesOf(told, dayStartMs(date, ZONE) + (date === "2026-10-25" ? 3_600_000 : 0));
}

const LATE = [0, 4, 2, 6, 2, 60, 90];
const fortnight = (days: number): StoredFix[] => Array.from({ length: days }, (_, n) => day(n, LATE[n % 7] as number)).flat();

describe("places and usual times", () => {
  it("names where one stays again and again by letters, the longest stayed at first", () => {
    const { stops } = movementOf(fortnight(5));
    const places = placesOf(stops, ZONE);
    expect(places.map(({ name, days }) => [name, days])).toEqual([
      ["A", 5],
      ["B", 5],
    ]);
    expect(placeAt(places, stops[0]?.spot ?? { lat: 0, lon: 0 })?.name).toBe("A");
    expect(placeAt(places, { lat: 0, lon: 0 })).toBeNull();
  });

  it("a place of one day alone has no letter", () => {
    expect(placesOf(movementOf(fortnight(1)).stops, ZONE)).toEqual([]);
  });

  it("says when one usually leaves, as the median and the middle half, over the change of the clocks", () => {
    const { stops, trips } = movementOf(fortnight(12));
    const places = placesOf(stops, ZONE);
    const times = leavingTimes(trips, places, ZONE);
    const home = times.find(({ place, days }) => place === "A" && days === "Monday to Friday");
    expect(home).toMatchObject({ count: 10, medianMinute: 442, quarterMinute: 440 + 2, threeQuarterMinute: 444 });
    expect(times.some(({ days }) => days === "Monday")).toBe(false);
    expect(times.some(({ days }) => days === "Saturday and Sunday")).toBe(false);
  });

  it("calls nothing usual that was seen on two days", () => {
    const { stops, trips } = movementOf(fortnight(2));
    expect(leavingTimes(trips, placesOf(stops, ZONE), ZONE)).toEqual([]);
  });
});

describe("R-23 what is kept of a week", () => {
  it("is four classes and no measured figure", () => {
    const week = weekOf(movementOf(fortnight(7)), FIRST, ZONE);
    expect(week).toEqual({ distance: 3, trips: 3, moving: 2, daysSeen: 3 });
    expect(week && classWords(week.distance, KILOMETRES, "km", false)).toBe("10 to 20 km");
    expect(week && classWords(week.trips, TRIPS, "trips", true)).toBe("11 to 20 trips");
    expect(week && encodeWeek(week)).toHaveLength(5);
    expect(week && decodeWeek(encodeWeek(week))).toEqual(week);
  });

  it("is nothing of a week without a position", () => {
    expect(weekOf(movementOf(fortnight(7)), dayAfter(FIRST, 7), ZONE)).toBeNull();
  });

  it.each([[[]], [[2, 0, 0, 0, 0]], [[1, 0, 0, 0]], [[1, 99, 0, 0, 0]], [[1, 0, 0, 0, 4]]])("bytes %j are no week", (bytes) => {
    expect(decodeWeek(Uint8Array.from(bytes))).toBeNull();
  });
});

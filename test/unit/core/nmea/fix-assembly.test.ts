import { describe, expect, test } from "vitest";
import { feed, makeNmea } from "../../../../device/core/nmea.ts";
import { hear, latin, lines, makeHeard } from "./hear.ts";

function clock(second: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(second / 3600) % 24)}${two(Math.floor(second / 60) % 60)}${two(second % 60)}.00`;
}

function rmc(second: number, date = "010626", status = "A"): string {
  return `GPRMC,${clock(second)},${status},3758.0000,N,02343.0000,E,1.0,90.0,${date},,,A`;
}

function gga(second: number, quality = 1): string {
  return `GPGGA,${clock(second)},3758.0001,N,02343.0001,E,${quality},08,0.9,100.0,M,33.0,M,,`;
}

function gll(second: number): string {
  return `GPGLL,3758.0002,N,02343.0002,E,${clock(second)},A,A`;
}

const NOON = 43200;
const NOON_MS = Date.UTC(2026, 5, 1, 12);
const iso = (timeMs: number): string => new Date(timeMs).toISOString();

describe("one epoch, one fix", () => {
  test("the sentences of an epoch make one fix, with the last position", () => {
    const { fixes } = hear(lines(rmc(NOON), gga(NOON), gll(NOON)));
    expect(fixes).toHaveLength(1);
    expect(fixes[0]).toMatchObject({ timeMs: NOON_MS, latDeg: (37 * 60 + 58.0002) / 60, altitudeM: 100, speedMps: 1852 / 3600 });
  });

  test("once the order is learnt, the fix comes with the last sentence of its own epoch, not with the next one", () => {
    const nmea = makeNmea();
    const { heard, sink } = makeHeard();
    const counts: number[] = [];
    for (let second = NOON; second < NOON + 4; second++) {
      for (const text of [gga(second), "GPGSA,A,3,01,02,03,04,,,,,,,,,1.5,0.8,1.2", rmc(second)]) {
        feed(nmea, latin(lines(text)), sink);
        counts.push(heard.fixes.length);
      }
    }
    expect(counts).toEqual([0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 4]);
  });

  test("a sentence that stops coming delays a fix, never loses or doubles one", () => {
    const cycle = (second: number): string[] =>
      second % 3 === 0 ? [rmc(second), gga(second), gll(second)] : [rmc(second), gga(second)];
    const stream = Array.from({ length: 30 }, (_, i) => cycle(NOON + i)).flat();
    const times = hear(lines(...stream)).fixes.map((fix) => fix.timeMs);
    expect(times).toEqual(Array.from({ length: 30 }, (_, i) => NOON_MS + i * 1000));
  });

  test("the same epoch repeated is told once", () => {
    expect(hear(lines(rmc(NOON), rmc(NOON), rmc(NOON))).fixes).toHaveLength(1);
  });

  test("an epoch of which one sentence says that there is no fix gives none", () => {
    const { fixes, refused } = hear(lines(rmc(NOON, "010626", "V"), gga(NOON)));
    expect({ fixes, refused }).toEqual({ fixes: [], refused: ["not-valid:RMC", "contradicted:GGA"] });
  });

  test("one constellation without a fix does not contradict the others", () => {
    const galileo = gga(NOON, 0).replace("GPGGA", "GAGGA");
    expect(hear(lines(rmc(NOON), galileo)).fixes).toHaveLength(1);
  });

  test("estimated in one sentence is estimated in the fix, whatever the others claim", () => {
    expect(hear(lines(gga(NOON, 2), rmc(NOON).replace(/A$/, "E"))).fixes[0]).toMatchObject({ quality: "estimated" });
    expect(hear(lines(rmc(NOON), gga(NOON, 8))).fixes[0]).toMatchObject({ quality: "simulated" });
  });

  test("nothing of one epoch gets into the next", () => {
    const { fixes } = hear(lines(rmc(NOON), gga(NOON), gll(NOON + 1)));
    expect(fixes[1]).toMatchObject({ timeMs: NOON_MS + 1000, altitudeM: null, speedMps: null, hdop: null });
  });
});

describe("the date", () => {
  test("without a date there is no fix", () => {
    expect(hear(lines(gga(NOON), gga(NOON + 1))).refused).toEqual(["no-date:GGA", "no-date:GGA"]);
  });

  test("a date that comes later in the epoch counts for all of it", () => {
    expect(hear(lines(gga(NOON), rmc(NOON))).fixes).toHaveLength(1);
  });

  test("it is carried over midnight, and over many midnights", () => {
    const hours = Array.from({ length: 60 }, (_, i) => gga(NOON + i * 3600));
    const times = hear(lines(rmc(NOON), ...hours)).fixes.map((fix) => fix.timeMs);
    expect(times).toEqual(Array.from({ length: 60 }, (_, i) => NOON_MS + i * 3600000));
  });

  test("at midnight the first sentence of the new day has the new date, whichever comes first", () => {
    const stream = lines(gga(86398), rmc(86398), gga(86399), rmc(86399), gga(0), rmc(0, "020626"), gga(1), rmc(1, "020626"));
    expect(hear(stream).fixes.map((fix) => iso(fix.timeMs))).toEqual([
      "2026-06-01T23:59:58.000Z",
      "2026-06-01T23:59:59.000Z",
      "2026-06-02T00:00:00.000Z",
      "2026-06-02T00:00:01.000Z",
    ]);
  });

  test("ZDA tells the date but begins no epoch, even when it runs ahead by the leap seconds", () => {
    const { fixes } = hear(
      lines("GPZDA,120002.00,01,06,2026,00,00", gga(NOON), "GPZDA,120003.00,01,06,2026,00,00", gga(NOON + 1)),
    );
    expect(fixes.map((fix) => fix.timeMs)).toEqual([NOON_MS, NOON_MS + 1000]);
  });

  test("the date beside V is not believed", () => {
    expect(hear(lines(rmc(NOON - 1, "010180", "V"), gga(NOON))).refused).toEqual(["not-valid:RMC", "no-date:GGA"]);
  });

  test("29 February is a day in leap years only, and years from 80 are of the last century", () => {
    expect(hear(lines(rmc(NOON, "290228"))).fixes.map((fix) => iso(fix.timeMs))).toEqual(["2028-02-29T12:00:00.000Z"]);
    expect(hear(lines(rmc(NOON, "290226"))).fixes).toEqual([]);
    expect(hear(lines(rmc(NOON, "060180"))).fixes.map((fix) => iso(fix.timeMs))).toEqual(["1980-01-06T12:00:00.000Z"]);
  });

  test("a week rollover is told as the receiver says it: 1024 weeks back", () => {
    const rolled = new Date(NOON_MS - 1024 * 7 * 86400000).toISOString();
    const date = `${rolled.slice(8, 10)}${rolled.slice(5, 7)}${rolled.slice(2, 4)}`;
    expect(hear(lines(rmc(NOON, date))).fixes.map((fix) => iso(fix.timeMs))).toEqual([rolled]);
  });

  test("the receiver's clock is told from a valid RMC only", () => {
    expect(hear(lines(rmc(NOON), rmc(NOON + 1, "010626", "V"), "GPZDA,120002.00,01,06,2026,00,00")).times).toEqual([NOON_MS]);
  });
});

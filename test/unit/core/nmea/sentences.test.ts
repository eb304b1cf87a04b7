import { describe, expect, test } from "vitest";
import type { Fix } from "../../../../device/core/fix.ts";
import { hear, lines } from "./hear.ts";

const RMC = "GPRMC,120000.00,A,3758.0000,N,02343.0000,E,1.0,90.0,010626,,,A";
const NOON = Date.UTC(2026, 5, 1, 12);

function only(...texts: string[]): object {
  const { fixes } = hear(lines(...texts));
  expect(fixes).toHaveLength(1);
  return fixes[0] ?? {};
}

function refusals(...texts: string[]): string[] {
  const { fixes, refused } = hear(lines(...texts));
  expect(fixes).toEqual([]);
  return refused;
}

describe("what each sentence gives", () => {
  test("RMC alone is a fix; what it did not say is null, not zero", () => {
    expect(only(RMC)).toEqual({
      timeMs: NOON,
      latDeg: 37 + 58 / 60,
      lonDeg: 23 + 43 / 60,
      altitudeM: null,
      accuracyM: null,
      hdop: null,
      satellites: null,
      speedMps: 1852 / 3600,
      courseDeg: 90,
      quality: "autonomous",
    });
  });

  test.each([
    ["3758.0000,S,02343.0000,W", -(37 + 58 / 60), -(23 + 43 / 60)],
    ["0000.0001,N,00000.0001,E", 0.0001 / 60, 0.0001 / 60],
    ["9000.000,S,18000.000,W", -90, -180],
    ["4404.1306024,N,12118.8446777,W", 44.06884337333333, -121.31407796166667],
    ["0131.000,N,01131.000,E", 1.5166666666666666, 11.516666666666667],
  ])("reads %s to the twelfth decimal, a ten-millionth of a metre", (place, latDeg, lonDeg) => {
    const fix = only(RMC.replace("3758.0000,N,02343.0000,E", place)) as Fix;
    expect(fix.latDeg).toBeCloseTo(latDeg, 12);
    expect(fix.lonDeg).toBeCloseTo(lonDeg, 12);
  });

  test.each([
    ["9900.0000,N,02343.0000,E", "out-of-range:RMC"],
    ["3775.0000,N,02343.0000,E", "out-of-range:RMC"],
    ["9000.0001,N,02343.0000,E", "out-of-range:RMC"],
    ["3758.0000,N,18000.0001,E", "out-of-range:RMC"],
    ["3758.0000,,02343.0000,E", "no-position:RMC"],
    [",N,02343.0000,E", "no-position:RMC"],
    [",,,", "no-position:RMC"],
    ["3758.0000,E,02343.0000,N", "malformed:RMC"],
    ["3758,N,02343,E", "malformed:RMC"],
    ["37x8.0000,N,02343.0000,E", "malformed:RMC"],
    ["-3758.0000,N,02343.0000,E", "malformed:RMC"],
    ["3758.0.0,N,02343.0000,E", "malformed:RMC"],
    ["3758.0000000000000000000,N,02343.0000,E", "malformed:RMC"],
  ])("gives no fix for %s", (place, refusal) => {
    expect(refusals(RMC.replace("3758.0000,N,02343.0000,E", place))).toEqual([refusal]);
  });

  test.each([
    ["RMC that says V", RMC.replace(",A,3758", ",V,3758")],
    ["RMC whose mode is N", RMC.replace(/A$/, "N")],
    ["GGA of quality 0", "GPGGA,120000.00,3758.0000,N,02343.0000,E,0,08,0.9,100.0,M,33.0,M,,"],
    ["GGA without a quality", "GPGGA,120000.00,3758.0000,N,02343.0000,E,,08,0.9,100.0,M,33.0,M,,"],
    ["GNS with N for all", "GNGNS,120000.00,3758.0000,N,02343.0000,E,NNNN,08,0.9,100.0,33.0,,,V"],
    ["GLL that says V", "GPGLL,3758.0000,N,02343.0000,E,120000.00,V,N"],
  ])("gives no fix for %s", (_, text) => {
    expect(refusals("GPZDA,115959.00,01,06,2026,00,00", text)).toEqual([`not-valid:${text.slice(2, 5)}`]);
  });

  test.each([
    ["A", "autonomous"],
    ["P", "autonomous"],
    ["D", "differential"],
    ["R", "rtk"],
    ["F", "rtk"],
    ["E", "estimated"],
    ["M", "manual"],
    ["S", "simulated"],
    ["X", "estimated"],
  ])("RMC mode %s is told as %s", (mode, quality) => {
    expect(only(RMC.replace(/A$/, mode))).toMatchObject({ quality });
  });

  test("GGA brings altitude, dilution and satellites; GST the accuracy", () => {
    const told = only(
      RMC,
      "GPGGA,120000.00,3758.0000,N,02343.0000,E,2,08,0.9,-100.5,M,33.0,M,,",
      "GPGST,120000.00,1.8,,,,3.0,4.0,2.2",
    );
    expect(told).toMatchObject({ altitudeM: -100.5, hdop: 0.9, satellites: 8, accuracyM: 5, quality: "differential" });
  });

  test("GNS does the same for several constellations", () => {
    expect(only(RMC, "GNGNS,120000.00,3758.0000,N,02343.0000,E,NRA,21,0.5,12.5,33.0,,,V")).toMatchObject({
      altitudeM: 12.5,
      satellites: 21,
      quality: "rtk",
    });
  });

  test("GBS gives the accuracy when GST does not, GSA the dilution when GGA does not", () => {
    const gsa = "GNGSA,A,3,01,02,03,04,,,,,,,,,1.5,0.8,1.2";
    expect(only(RMC, "GPGBS,120000.00,0.6,0.8,3.2,,,,", gsa, gsa)).toMatchObject({ accuracyM: 1, hdop: 0.8, satellites: 8 });
  });

  test("VTG gives speed and course, in its old form too", () => {
    const gll = "GPGLL,3758.0000,N,02343.0000,E,120001.00,A,A";
    const date = "GPZDA,120000.00,01,06,2026,00,00";
    expect(only(date, gll, "GPVTG,360.0,T,,M,10.0,N,18.5,K,A")).toMatchObject({ courseDeg: 0, speedMps: 18520 / 3600 });
    expect(only(date, gll, "GPVTG,45.0,41.0,10.0,18.5")).toMatchObject({ courseDeg: 45, speedMps: 18520 / 3600 });
  });

  test.each(["99.99", "0.00", "", "x"])("a dilution of %j is not known", (hdop) => {
    expect(only(RMC, `GPGGA,120000.00,3758.0000,N,02343.0000,E,1,08,${hdop},1.0,M,33.0,M,,`)).toMatchObject({ hdop: null });
  });

  test("a GGA that claims a fix from two satellites is refused; that of one constellation among several is not", () => {
    const gga = "GPGGA,120000.00,3758.0000,N,02343.0000,E,1,02,0.9,1.0,M,33.0,M,,";
    const date = "GPZDA,115959.00,01,06,2026,00,00";
    expect(refusals(date, gga)).toEqual(["few-satellites:GGA"]);
    only(date, gga.replace("GPGGA", "GAGGA"));
  });

  test.each(["240000.00", "126000.00", "1200", "12x000.00", "120000,00", "120000.0x", ""])("time %j is no time", (time) => {
    expect(refusals(RMC.replace("120000.00", time))).toHaveLength(1);
  });

  test.each(["310226", "320126", "011326", "000126", "010026", "10626", ""])("date %j is no date", (date) => {
    expect(refusals(RMC.replace("010626", date))).toEqual(["no-date:RMC"]);
  });

  test("the receiver's fraction of a second is kept", () => {
    expect(only(RMC.replace("120000.00", "120000.1239"))).toMatchObject({ timeMs: NOON + 123 });
    expect(only(RMC.replace("120000.00", "120000.5"))).toMatchObject({ timeMs: NOON + 500 });
  });
});

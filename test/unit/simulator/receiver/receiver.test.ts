import { parseNmeaSentence } from "nmea-simple";
import { describe, expect, it } from "vitest";
import { createReceiver, FAITHFUL, LIFELIKE, type ReceiverOptions } from "../../../../simulator/receiver/receiver.ts";
import { distanceM } from "../../../../simulator/trace/point-at.ts";
import type { TracePoint } from "../../../../simulator/trace/trace.ts";

const START_MS = Date.UTC(2027, 0, 11, 5, 30);
const place = (more: Partial<TracePoint> = {}): TracePoint => ({
  timeMs: START_MS,
  latDeg: 39.5,
  lonDeg: 22.2,
  altitudeM: 88,
  speedMps: 1.5,
  courseDeg: 350,
  valid: true,
  ...more,
});

/** One burst a second, as lines. */
function listen(options: ReceiverOptions, seconds: number, more: Partial<TracePoint> = {}): string[][] {
  const receiver = createReceiver(options);
  return Array.from({ length: seconds }, (_, n) => linesOf(receiver.burst(place({ ...more, timeMs: START_MS + n * 1000 }))));
}

function linesOf(burst: Uint8Array): string[] {
  const text = Buffer.from(burst).toString("latin1");
  expect(text.endsWith("\r\n")).toBe(true);
  return text.split("\r\n").slice(0, -1);
}

const typesOf = (burst: readonly string[]) => burst.map((line) => line.slice(3, 6));
const lineOf = (burst: readonly string[], type: string) => burst.find((line) => line.slice(3, 6) === type) as string;

describe("the simulated receiver", () => {
  it("says RMC, GGA, GSA and VTG every second and GSV every fifth", () => {
    const bursts = listen(FAITHFUL, 6);
    expect(typesOf(bursts[0] as string[])).toEqual(["RMC", "GGA", "GSA", "GSV", "GSV", "GSV", "VTG"]);
    expect(typesOf(bursts[1] as string[])).toEqual(["RMC", "GGA", "GSA", "VTG"]);
    expect(typesOf(bursts[5] as string[])).toContain("GSV");
  });

  it("adds GLL, GNS and ZDA when asked", () => {
    const [burst] = listen({ ...FAITHFUL, extra: ["GLL", "GNS", "ZDA"] }, 1);
    expect(typesOf(burst as string[]).slice(-3)).toEqual(["GLL", "GNS", "ZDA"]);
    expect(lineOf(burst as string[], "ZDA")).toMatch(/^\$GPZDA,053000,11,01,2027,00,00\*/);
  });

  it("says what nmea-simple understands, in every sentence", () => {
    const [burst] = listen({ ...FAITHFUL, extra: ["GLL", "GNS", "ZDA"] }, 1);
    const packets = (burst as string[]).map((line) => parseNmeaSentence(line));
    const rmc = packets.find((packet) => packet.sentenceId === "RMC");
    const gga = packets.find((packet) => packet.sentenceId === "GGA");
    expect(rmc).toMatchObject({ status: "valid", trackTrue: 350 });
    expect(rmc?.sentenceId === "RMC" && rmc.datetime.getTime()).toBe(START_MS);
    expect(rmc?.sentenceId === "RMC" && rmc.speedKnots).toBeCloseTo(2.916, 3);
    expect(gga).toMatchObject({ fixType: "fix", altitudeMeters: 88, geoidalSeperation: 41.5 });
    expect(gga?.sentenceId === "GGA" && gga.latitude).toBeCloseTo(39.5, 8);
    expect(gga?.sentenceId === "GGA" && gga.longitude).toBeCloseTo(22.2, 8);
  });

  it("carries the southern and western hemispheres, and a place on a whole degree", () => {
    const [burst] = listen(FAITHFUL, 1, { latDeg: -33.999999999, lonDeg: -70.0000000001 });
    expect(lineOf(burst as string[], "RMC")).toContain(",3400.000000,S,07000.000000,W,");
    expect(lineOf(burst as string[], "GGA")).toContain(",3400.000000,S,07000.000000,W,");
  });

  it("warms up: first no time, then time without a fix and empty fields, then a fix", () => {
    const bursts = listen(LIFELIKE, 28);
    expect(lineOf(bursts[0] as string[], "RMC")).toMatch(/^\$GPRMC,,V,,,,,,,,,,N\*/);
    expect(lineOf(bursts[26] as string[], "RMC")).toMatch(/^\$GPRMC,053026,V,,,,,,,110127,,,N\*/);
    expect(lineOf(bursts[26] as string[], "GGA")).toMatch(/^\$GPGGA,053026,,,,,0,00,/);
    expect(lineOf(bursts[27] as string[], "RMC")).toContain(",A,");
  });

  it("never says a position while it has no fix", () => {
    const bursts = [
      ...listen({ ...LIFELIKE, extra: ["GLL", "GNS", "ZDA"] }, 27),
      ...listen({ ...FAITHFUL, extra: ["GLL", "GNS"] }, 10, { valid: false }),
    ];
    for (const line of bursts.flat()) expect(line).not.toMatch(/\d,[NSEW],/);
  });

  it("has no course at a standstill, and speaks of the speed all the same", () => {
    const [burst] = listen(FAITHFUL, 1, { speedMps: 0 });
    expect(lineOf(burst as string[], "VTG")).toMatch(/^\$GPVTG,,T,,M,0\.000,N,0\.000,K,A\*/);
  });

  it("errs by metres when it is to be lifelike, and not at all when it is to be faithful", () => {
    const errors = listen({ ...LIFELIKE, warmUpS: 0 }, 600).map((burst) => {
      const gga = parseNmeaSentence(lineOf(burst, "GGA"));
      if (gga.sentenceId !== "GGA") throw new Error("not GGA");
      return distanceM(place(), place({ latDeg: gga.latitude, lonDeg: gga.longitude }));
    });
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(mean).toBeGreaterThan(0.5);
    expect(mean).toBeLessThan(5);
  });

  it("moves its dilution and its satellites, and says the same again from the same seed", () => {
    const bursts = listen(LIFELIKE, 300);
    expect(new Set(bursts.map((burst) => lineOf(burst, "GSA"))).size).toBeGreaterThan(20);
    expect(listen(LIFELIKE, 300)).toEqual(bursts);
    expect(listen({ ...LIFELIKE, seed: 2 }, 300)).not.toEqual(bursts);
  });
});

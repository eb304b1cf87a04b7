import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentence } from "../../../../simulator/receiver/sentence.ts";
import {
  MAX_BURSTS,
  MAX_RECORDING_BYTES,
  type NmeaRecording,
  readNmeaRecording,
} from "../../../../simulator/trace/nmea-recording.ts";
import { corpus, corpusTitle } from "../../../corpora.ts";

const rmc = (time: string, date = "010327") => sentence(`GPRMC,${time},V,,,,,,,${date},,,N`);
const gga = (time: string) => sentence(`GPGGA,${time},,,,,0,00,99.9,,M,,M,,`);

function read(text: string): NmeaRecording {
  const outcome = readNmeaRecording(Buffer.from(text, "latin1"));
  if (!outcome.ok) throw new Error(outcome.fault.message);
  return outcome.value;
}

function faultOf(text: string): { kind: string; message: string } {
  const outcome = readNmeaRecording(Buffer.from(text, "latin1"));
  if (outcome.ok) throw new Error("It was read");
  return outcome.fault;
}

function bytesOf(recording: NmeaRecording): string {
  return Buffer.concat(recording.bursts.map((burst) => burst.bytes)).toString("latin1");
}

describe("an NMEA log", () => {
  it("keeps every byte except the lines about the log", () => {
    const lines = ["$rubbish\r\n", rmc("080000"), "\n", gga("080000").replace("*", "*0"), rmc("080001"), "no newline"];
    const recording = read(["# Name: x\n", ...lines.slice(0, 3), "# between\n", ...lines.slice(3)].join(""));
    expect(bytesOf(recording)).toBe(lines.join(""));
  });

  it("takes its rhythm from the times of the sentences, fractions and gaps included", () => {
    const recording = read(rmc("080000.00") + gga("080000.00") + rmc("080000.20") + rmc("080001.20") + gga("080101.20"));
    expect(recording.bursts.map((burst) => burst.atMs)).toEqual([0, 200, 1200, 61_200]);
    expect(recording.durationMs).toBe(61_200);
    expect(recording.bursts[1]?.utcMs).toBe(Date.UTC(2027, 2, 1, 8, 0, 0, 200));
  });

  it("goes on over midnight, whether the date comes along or not", () => {
    expect(read(rmc("235959", "311226") + rmc("000000", "010127")).durationMs).toBe(1000);
    expect(read(gga("235959") + gga("000001")).durationMs).toBe(2000);
  });

  it("plays seconds without a time as seconds", () => {
    const recording = read(rmc("", "") + gga("") + rmc("", "") + gga("") + rmc("080000") + gga("080000"));
    expect(recording.bursts.map((burst) => burst.atMs)).toEqual([0, 1000, 2000]);
    expect(recording.bursts.map((burst) => burst.utcMs === null)).toEqual([true, true, false]);
  });

  it("spreads several fixes with one time over their second", () => {
    const recording = read(rmc("080000").repeat(5) + rmc("080001"));
    expect(recording.bursts.map((burst) => burst.atMs)).toEqual([0, 200, 400, 600, 800, 1000]);
  });

  it("never waits for a clock that stepped back, or years ahead", () => {
    expect(read(rmc("080010") + rmc("080000")).durationMs).toBe(1000);
    expect(read(rmc("235947", "200899") + rmc("120000", "070427")).durationMs).toBe(1000);
  });

  it("takes no time from a sentence with a wrong checksum or an impossible time", () => {
    const broken = rmc("090000").replace(/\*../, "*00");
    expect(read(rmc("080000") + broken + rmc("080001") + rmc("256199")).durationMs).toBe(2000);
  });

  it.each([
    ["empty", "", "gpspipe"],
    ["empty", "# only a remark\n", "gpspipe"],
    ["not-nmea", "<gpx></gpx>\n", "NMEA"],
    ["no-time", sentence("GPGSV,1,1,00"), "RMC"],
  ])("says what is wrong with one that is %s", (kind, text, remedy) => {
    const fault = faultOf(text);
    expect(fault.kind).toBe(kind);
    expect(fault.message).toContain(remedy);
  });

  it("has an end: of bytes and of bursts", () => {
    const large = readNmeaRecording(new Uint8Array(MAX_RECORDING_BYTES + 1));
    expect(large.ok ? null : large.fault.kind).toBe("too-large");
    expect(faultOf(sentence("GPGGA,080000").repeat(MAX_BURSTS + 2)).kind).toBe("too-large");
  });

  it("reads any bytes at all without an exception, and never goes back in time", () => {
    const piece = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\n", "#", rmc("080000"), gga("079959"), rmc("", "")));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const outcome = readNmeaRecording(Buffer.from(pieces.join(""), "latin1"));
        if (!outcome.ok) return outcome.fault.message.length > 0;
        const times = outcome.value.bursts.map((burst) => burst.atMs);
        return times.every((atMs, n) => n === 0 || atMs >= (times[n - 1] as number));
      }),
    );
  });

  it.skipIf(corpus("gpsd") === null)(corpusTitle("gpsd", "reads recorded receivers byte for byte, in a plausible rhythm"), () => {
    const folder = corpus("gpsd") as string;
    const logs = readdirSync(folder).filter((name) => name.endsWith(".log"));
    expect(logs.length).toBeGreaterThan(0);
    for (const name of logs) {
      const file = readFileSync(join(folder, name));
      const outcome = readNmeaRecording(file);
      if (!outcome.ok) {
        expect(["not-nmea", "no-time"], name).toContain(outcome.fault.kind);
        continue;
      }
      expect(bytesOf(outcome.value), name).toBe(file.toString("latin1").replace(/^#[^\n]*\n/gm, ""));
      expect(outcome.value.durationMs, name).toBeLessThan(7 * 86_400_000);
    }
  });
});

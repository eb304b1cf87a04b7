import { parseNmeaSentence } from "nmea-simple";
import { describe, expect, it } from "vitest";
import type { Fix } from "../../../../device/core/fix.ts";
import { feed, finish, makeNmea } from "../../../../device/core/nmea.ts";
import { schoolRun } from "../../../../simulator/people/school-run.ts";
import { playTrace } from "../../../../simulator/playable.ts";
import { HABITS, MODELS, type Model } from "../../../../simulator/receiver/models.ts";
import { FAITHFUL, RATES_HZ, type ReceiverOptions } from "../../../../simulator/receiver/receiver.ts";
import { TALKERS, type Talker } from "../../../../simulator/receiver/voice.ts";
import { makeTown } from "../../../../simulator/town/make-town.ts";
import { pointAt } from "../../../../simulator/trace/point-at.ts";
import { checkedContent } from "../../../../simulator/trace/stamp.ts";

const whole = schoolRun(makeTown(4), { seed: 4, startMs: Date.UTC(2026, 10, 23, 5, 20), trip: "to-school" });
const trace = { ...whole, points: whole.points.slice(60, 81) };

function said(options: Partial<ReceiverOptions>): string[] {
  const bursts = playTrace(trace, { ...FAITHFUL, ...options }, 0).bursts();
  let text = "";
  for (let step = bursts.next(); step.done !== true; step = bursts.next())
    text += Buffer.from(step.value.bytes).toString("latin1");
  return text.split("\r\n").slice(0, -1);
}

function fixesOf(lines: readonly string[]): Fix[] {
  const fixes: Fix[] = [];
  const nmea = makeNmea("all");
  const refusals: string[] = [];
  const sink = { fix: (fix: Fix) => void fixes.push(fix), refused: (reason: string) => void refusals.push(reason) };
  feed(nmea, Buffer.from(`${lines.join("\r\n")}\r\n`, "latin1"), sink);
  finish(nmea, sink);
  expect(refusals).toEqual([]);
  return fixes;
}

const everyReceiver = MODELS.flatMap((model) => TALKERS.map((talker): [Model, Talker] => [model, talker]));

describe("the receivers of several makers", () => {
  it.each(everyReceiver)(
    "U25 %s under %s: every sentence has its checksum, and the device reads each position where it was",
    (model, talker) => {
      const lines = said({ model, talker });
      for (const line of lines) expect(checkedContent(line)).not.toBe(null);
      const fixes = fixesOf(lines);
      expect(fixes).toHaveLength(21);
      const half = 10 ** -HABITS[model].minuteDigits / 60 / 2 + 1e-12;
      for (const fix of fixes) {
        const point = pointAt(trace, fix.timeMs);
        expect(Math.abs(fix.latDeg - point.latDeg)).toBeLessThanOrEqual(half);
        expect(Math.abs(fix.lonDeg - point.lonDeg)).toBeLessThanOrEqual(half);
      }
    },
  );

  it.each(RATES_HZ.map((rate) => [rate]))("says %d fixes a second, each at its own time", (rateHz) => {
    for (const model of MODELS) {
      const times = fixesOf(said({ model, rateHz })).map((fix) => fix.timeMs);
      expect(times).toHaveLength(20 * rateHz + 1);
      expect(new Set(times.slice(1).map((time, n) => time - (times[n] as number)))).toEqual(new Set([1000 / rateHz]));
    }
  });

  it("has the orders of real ones, and the makers' own sentences", () => {
    const types = (model: Model) =>
      said({ model })
        .slice(0, 12)
        .map((line) => line.slice(1, 6));
    expect(types("ublox")).toEqual("GPTXT GPTXT GPRMC GPVTG GPGGA GPGSA GPGSV GPGSV GPGSV GPGLL PUBX, GPRMC".split(" "));
    expect(types("sirf").slice(0, 10)).toEqual("PSRFT PSRFT GPGGA GPGSA GPGSV GPGSV GPGSV GPRMC PSRFE GPGGA".split(" "));
    expect(types("mtk").slice(0, 9)).toEqual("PMTK0 PMTK0 GPGGA GPGSA GPGSV GPGSV GPGSV GPRMC GPVTG".split(" "));
  });

  it("hears two systems under GN, and says the satellites of each under its own talker", () => {
    const lines = said({ model: "ublox", talker: "GN" });
    const heads = new Set(lines.map((line) => line.slice(1, 6)));
    expect([...heads].sort()).toEqual(["GLGSV", "GNGGA", "GNGLL", "GNGSA", "GNRMC", "GNTXT", "GNVTG", "GPGSV", "PUBX,"]);
    const used = lines
      .filter((line) => line.includes("GSA"))
      .slice(0, 2)
      .map((line) =>
        line
          .split(",")
          .slice(3, 15)
          .filter((field) => field !== ""),
      );
    expect(used[0]?.every((prn) => Number(prn) <= 32)).toBe(true);
    expect(used[1]?.every((prn) => Number(prn) >= 65)).toBe(true);
  });

  it("says of the fix what nmea-simple understands", () => {
    const packets = said({ extra: ["GLL", "GNS"] }).map((line) => parseNmeaSentence(line));
    const { latDeg, lonDeg } = trace.points[0] as { latDeg: number; lonDeg: number };
    for (const packet of packets.slice(0, 9)) {
      if (packet.sentenceId !== "GGA" && packet.sentenceId !== "GNS" && packet.sentenceId !== "GLL") continue;
      expect(packet.latitude).toBeCloseTo(latDeg, 7);
      expect(packet.longitude).toBeCloseTo(lonDeg, 7);
    }
  });
});

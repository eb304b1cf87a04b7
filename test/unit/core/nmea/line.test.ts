import { describe, expect, test } from "vitest";
import { MAX_SENTENCE } from "../../../../device/core/line.ts";
import { feed, makeNmea } from "../../../../device/core/nmea.ts";
import { corpusLines } from "../../../oracle/corpus-lines.ts";
import { withChecksum } from "../../../oracle/nmea-mutation.ts";
import { integer, random } from "../../../random.ts";
import { hear, latin, lines, makeHeard } from "./hear.ts";

const RMC = "GPRMC,120000.00,A,3758.0000,N,02343.0000,E,1.0,90.0,010626,,,A";
const GGA = "GPGGA,120000.00,3758.0000,N,02343.0000,E,1,08,0.9,100.0,M,33.0,M,,";

describe("finding sentences in a stream", () => {
  test("how the bytes are cut makes no difference", () => {
    const stream = latin(`${corpusLines().slice(0, 600).join("\r\n")}\r\n`);
    const whole = hear(stream);
    expect(whole.named.length).toBeGreaterThan(0);
    for (const piece of [1, 2, 3, 7, 64, 4096]) expect(hear(stream, piece)).toEqual(whole);
    const next = random(7);
    const { heard, sink } = makeHeard();
    const nmea = makeNmea("all");
    for (let at = 0; at < stream.length; ) {
      const size = 1 + integer(next, 200);
      feed(nmea, stream.subarray(at, at + size), sink);
      at += size;
    }
    expect({ ...heard, fixes: heard.fixes.length }).toMatchObject({ named: whole.named, times: whole.times });
  });

  test("a wrong checksum gives nothing, and is named", () => {
    const wrong = lines(RMC).replace(/\*../, "*00");
    expect(hear(wrong)).toEqual({ fixes: [], refused: ["checksum:RMC"], named: [], times: [] });
  });

  test("a sentence without a checksum gives nothing", () => {
    expect(hear(`$${RMC}\r\n`).refused).toEqual(["no-checksum:RMC"]);
  });

  test("checksums may be in small letters", () => {
    const small = withChecksum(RMC).replace(/\*(..)/, (_, hex: string) => `*${hex.toLowerCase()}`);
    expect(hear(`${small}\r\n`).fixes).toHaveLength(1);
  });

  test.each([
    ["no carriage return", `${withChecksum(RMC)}\n${withChecksum(GGA)}\n`],
    ["no line end at all", withChecksum(RMC) + withChecksum(GGA)],
    ["NULs and binary between sentences", `\0\0\xb5b\x01\x07${withChecksum(RMC)}\0\xff\xa0\xa2${withChecksum(GGA)}`],
    ["a doubled dollar", `$${withChecksum(RMC)}\r\n$${withChecksum(GGA)}\r\n`],
    ["a sentence that was cut short before", `$GPGSV,3,1,${withChecksum(RMC)}\r\n${withChecksum(GGA)}\r\n`],
    ["one that was cut short in its checksum", `$GPTXT,a*7${withChecksum(RMC)}\r\n${withChecksum(GGA)}\r\n`],
  ])("reads on with %s", (_, stream) => {
    const { fixes } = hear(stream);
    expect(fixes).toHaveLength(1);
    expect(fixes[0]).toMatchObject({ altitudeM: 100, satellites: 8 });
  });

  test("a control character within a sentence spoils it", () => {
    expect(hear(lines(RMC).replace("3758", "37\x0058")).refused).toEqual(["garbled:RMC"]);
  });

  test("a sentence of the greatest length is read, one character more is refused", () => {
    const fill = (length: number): string => `${GGA},${"0".repeat(length - GGA.length - 1)}`;
    expect(hear(lines(fill(MAX_SENTENCE))).refused).toEqual(["no-date:GGA"]);
    expect(hear(lines(fill(MAX_SENTENCE + 1))).refused).toEqual(["too-long:GGA"]);
  });

  test("a sentence may have as many fields as fit", () => {
    expect(hear(lines(`GPGGA${",".repeat(MAX_SENTENCE - 5)}`)).refused).toEqual(["not-valid:GGA"]);
    expect(hear(lines(`GPGGA${",".repeat(MAX_SENTENCE - 4)}`)).refused).toEqual(["too-long:GGA"]);
  });

  test("what is not decoded is named, not lost", () => {
    const stream = lines("GPGSV,1,1,00", "GLGSV,1,1,00", "PUBX,00,x", "PSTMANTENNASTATUS,0", "GPTXT", "AB,1");
    expect(hear(stream).named).toEqual(["GSV", "GSV", "PUBX", "PSTMANTENNASTATUS", "TXT", "AB"]);
  });

  test("by default the checksum of what is only named is not looked at", () => {
    const { heard, sink } = makeHeard();
    feed(makeNmea(), latin("$GPGSV,1,1,00*00\r\n$GPTXT,01\r\n"), sink);
    expect(heard).toEqual({ fixes: [], refused: [], named: ["GSV", "TXT"], times: [] });
  });

  test("an endless sentence fills nothing", () => {
    const nmea = makeNmea("all");
    const { heard, sink } = makeHeard();
    for (let i = 0; i < 1000; i++) feed(nmea, latin("$GPRMC".padEnd(4096, "9")), sink);
    expect(nmea.line.text).toHaveLength(MAX_SENTENCE);
    expect(new Set(heard.refused)).toEqual(new Set(["too-long:"]));
  });
});

import { describe, expect, it } from "vitest";
import { retimed } from "../../../../simulator/receiver/retime.ts";
import { sentence } from "../../../../simulator/receiver/sentence.ts";

function moved(text: string, shiftMs: number): string {
  return Buffer.from(retimed(Buffer.from(text, "latin1"), shiftMs)).toString("latin1");
}

describe("sentences at another time", () => {
  it("move time and date, over midnight and the end of a year, and keep the fraction as it was written", () => {
    expect(moved(sentence("GPRMC,235959.750,A,1,N,2,E,0,0,311226,,,A"), 1000)).toBe(
      sentence("GPRMC,000000.750,A,1,N,2,E,0,0,010127,,,A"),
    );
    expect(moved(sentence("GNZDA,000000,01,01,2027,00,00"), -1000)).toBe(sentence("GNZDA,235959,31,12,2026,00,00"));
    expect(moved(sentence("GPGGA,120000,a"), -86_400_000)).toBe(sentence("GPGGA,120000,a"));
    expect(moved(sentence("GPGLL,1,N,2,E,120000.5,A"), 61_000)).toBe(sentence("GPGLL,1,N,2,E,120101.5,A"));
  });

  it("leave everything else as it was, to the byte", () => {
    const kept = [
      "$GPGSV,1,1,00*79\r\n",
      sentence("GPRMC,,V,,,,,,,,,,N"),
      "$GPRMC,120000*00\n",
      "\x00\xff garbage\n",
      "$GPTXT,01",
      sentence("GPGGA,250000,a"),
    ];
    expect(moved(kept.join(""), 5000)).toBe(kept.join(""));
  });

  it("keep what stands around a sentence in its line", () => {
    const inner = sentence("GPGGA,120000,a").trimEnd();
    expect(moved(`\xb5b${inner}tail\n`, 1000)).toBe(`\xb5b${sentence("GPGGA,120001,a").trimEnd()}tail\n`);
  });

  it("move behind a doubled dollar sign too, as some of ST's receivers say it", () => {
    expect(moved(`$${sentence("GNGGA,120000.000,a")}`, 1000)).toBe(`$${sentence("GNGGA,120001.000,a")}`);
  });
});

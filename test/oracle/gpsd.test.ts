import { describe, expect, test } from "vitest";
import type { Fix } from "../../device/core/fix.ts";
import { corpus, corpusTitle } from "../corpora.ts";
import { type Comparison, compare } from "./gpsd-comparison.ts";
import { type Decoder, decodeAll, type Recording, recordings } from "./gpsd-recording.ts";
import { invented } from "./nmea-invented.ts";
import { compareWithSimple } from "./nmea-simple-comparison.ts";

const folder = corpus("gpsd");
const all: Recording[] = folder === null ? [] : recordings(folder);

function unexplained(decode: Decoder): Comparison["differences"] {
  return all.flatMap((recording) => compare(recording, decode).differences.filter((one) => one.reason === null));
}

/** Decoders that are wrong, each in one way that matters. */
const BROKEN: Record<string, (fixes: Fix[]) => Fix[]> = {
  "shifts every latitude by a tenth of a millimetre": (fixes) => fixes.map((fix) => ({ ...fix, latDeg: fix.latDeg + 1e-9 })),
  "guesses a missing hemisphere": (fixes) => fixes.map((fix) => ({ ...fix, lonDeg: 0 - fix.lonDeg })),
  "leaves out every tenth fix": (fixes) => fixes.filter((_, i) => i % 10 !== 9),
  "tells the fix of the epoch before": (fixes) => fixes.map((fix, i) => ({ ...(fixes[i - 1] ?? fix), timeMs: fix.timeMs })),
  "adds a fix at latitude 0, longitude 0": (fixes) => [
    ...fixes,
    ...fixes.slice(-1).map((fix) => ({ ...fix, latDeg: 0, lonDeg: 0 })),
  ],
  "loses a day": (fixes) => fixes.map((fix) => ({ ...fix, timeMs: fix.timeMs - 86400000 })),
};

describe.skipIf(folder === null)("gpsd's recordings of real receivers", () => {
  test(corpusTitle("gpsd", "every position is gpsd's, or differs for a reason that follows from the recording"), () => {
    const compared = all.map((recording) => compare(recording, decodeAll));
    const positions = compared.reduce((sum, one) => sum + one.positions, 0);
    const equal = compared.reduce((sum, one) => sum + one.equal, 0);
    expect(unexplained(decodeAll)).toEqual([]);
    expect(equal).toBeGreaterThan(0.9 * positions);
  });

  for (const [fault, spoil] of Object.entries(BROKEN)) {
    test(`the comparison finds a decoder that ${fault}`, () => {
      expect(unexplained((bytes) => spoil(decodeAll(bytes))).length).toBeGreaterThan(0);
    });
  }

  test("no fix is invented", () => {
    for (const { name, bytes } of all) {
      const faults = invented(Buffer.from(bytes).toString("latin1"), decodeAll(bytes));
      expect({ name, faults }).toEqual({ name, faults: [] });
    }
  });

  test("each of the sentences on which nmea-simple disagrees has its reason", () => {
    const left = all.map(
      (recording) => compareWithSimple(Buffer.from(recording.bytes).toString("latin1"), decodeAll(recording.bytes)).unexplained,
    );
    expect(left.reduce((sum, one) => sum + one, 0)).toBe(0);
  });

  for (const fault of [
    "guesses a missing hemisphere",
    "tells the fix of the epoch before",
    "adds a fix at latitude 0, longitude 0",
    "loses a day",
  ]) {
    test(`the search for invented fixes finds a decoder that ${fault}`, () => {
      const spoil = BROKEN[fault] ?? ((fixes: Fix[]) => fixes);
      const found = all.flatMap(({ bytes }) => invented(Buffer.from(bytes).toString("latin1"), spoil(decodeAll(bytes))));
      expect(found.length).toBeGreaterThan(0);
    });
  }
});

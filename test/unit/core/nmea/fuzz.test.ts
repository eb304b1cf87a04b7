import { expect, test } from "vitest";
import { corpusLines } from "../../../oracle/corpus-lines.ts";
import { type Candidate, fuzz, HEAP_NOISE, realCandidate } from "../../../oracle/nmea-fuzz.ts";
import { checksum } from "../../../oracle/plain-nmea.ts";

const lines = corpusLines();
const quiet = (): void => {};

test("a million hostile bytes crash nothing, invent no fix and fill no memory", () => {
  const result = fuzz(realCandidate, lines, 1_000_000, 1, quiet);
  expect(result).toMatchObject({ crashes: 0, invented: 0 });
  expect(result.fixes).toBeGreaterThan(300);
  expect(result.refused).toBeGreaterThan(1000);
  expect(result.heapGrowth).toBeLessThan(HEAP_NOISE);
});

test("the fuzzer catches a decoder that does not look at checksums", () => {
  const result = fuzz(
    (sink) => {
      const real = realCandidate(sink);
      const repaired = (_: string, text: string): string => `$${text}*${checksum(text).toString(16).padStart(2, "0")}`;
      return {
        ...real,
        feed: (bytes) =>
          real.feed(
            Buffer.from(
              Buffer.from(bytes)
                .toString("latin1")
                .replace(/\$([^$*\r\n]*)\*../g, repaired),
              "latin1",
            ),
          ),
      };
    },
    lines,
    300_000,
    1,
    quiet,
  );
  expect(result.invented).toBeGreaterThan(0);
});

test("the fuzzer catches a decoder that throws", () => {
  const broken = (): Candidate => ({
    feed(bytes) {
      if (bytes.includes(0xb5)) throw new Error("cannot happen");
    },
    finish: quiet,
  });
  expect(fuzz(broken, lines, 200_000, 1, quiet).crashes).toBeGreaterThan(0);
});

test("the fuzzer catches a decoder that keeps what it was fed", () => {
  const kept: number[][] = [];
  const broken = (): Candidate => ({ feed: (bytes) => void kept.push(Array.from(bytes)), finish: quiet });
  expect(fuzz(broken, lines, 2_000_000, 1, quiet).heapGrowth).toBeGreaterThan(HEAP_NOISE);
});

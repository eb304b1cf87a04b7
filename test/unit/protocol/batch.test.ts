import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  addToBatch,
  decodeBatch,
  endBatch,
  KIND_BATCH,
  MAX_BATCH,
  startBatch,
  wipeBatch,
} from "../../../device/protocol/batch.ts";
import { decode, encode } from "../../../device/protocol/codec.ts";
import { LONG_BODY } from "../../../device/protocol/envelope.ts";
import { type FixReport, NO_FLAGS } from "../../../device/protocol/report.ts";
import { batchesOf, equalFixes, longBody } from "../../oracle/batch-bytes.ts";
import { batchTracks, reportsOf, type Track } from "../../oracle/batch-tracks.ts";

const FIX: FixReport = {
  kind: "fix",
  flags: { ...NO_FLAGS, lampConfirmed: true, backlog: true },
  timeS: 1_700_000_000,
  latE7: 379_838_100,
  lonE7: 237_275_300,
  altitudeM: 92,
  accuracyM: 5,
  speedMps: 1.1,
  courseDeg: 270,
  batteryPercent: 83,
  consent: 3,
  sequence: 16_777_214,
};

function next(change: Partial<FixReport>): Uint8Array {
  return encode({ ...FIX, sequence: 16_777_215, timeS: FIX.timeS + 5, ...change });
}

function walk(count: number): Uint8Array[] {
  const steps = Array.from({ length: count }, (_, i) => i);
  return steps.map((i) =>
    encode({ ...FIX, sequence: (FIX.sequence + i) % 2 ** 24, timeS: FIX.timeS + 5 * i, lonE7: FIX.lonE7 - 500 * i }),
  );
}

/** Fixes without any sense, on the grid of five places. */
const anyFix = fc.record({
  timeS: fc.nat(2 ** 32 - 1),
  latE7: fc.integer({ min: -9_000_000, max: 9_000_000 }).map((steps) => steps * 100),
  lonE7: fc.integer({ min: -18_000_000, max: 18_000_000 }).map((steps) => steps * 100),
  altitudeM: fc.option(fc.integer({ min: -500, max: 9000 })),
  accuracyM: fc.option(fc.nat(100_000), { nil: null }),
  speedMps: fc.option(fc.double({ min: 0, max: 20_000, noNaN: true })),
  courseDeg: fc.option(fc.nat(359), { nil: null }),
  batteryPercent: fc.option(fc.nat(100), { nil: null }),
});

describe("R-01 R-20 a batch of fixes in one long body", () => {
  let tracks: Track[] = [];
  beforeAll(async () => {
    tracks = await batchTracks();
  });

  it("gives back the short bodies of every track at every interval, byte by byte", () => {
    let batches = 0;
    for (const track of tracks) {
      for (const [intervalS, decimals] of [
        [1, 6],
        [5, 5],
        [10, 4],
        [30, 5],
        [60, 0],
      ] as const) {
        for (const bodies of batchesOf(reportsOf(track, intervalS, decimals), decimals)) {
          if (bodies.length < 2) continue;
          expect(decodeBatch(longBody(bodies, decimals))).toEqual(bodies);
          batches += 1;
        }
      }
    }
    expect(batches).toBeGreaterThan(20);
  });

  it("gives back whatever fixes it took in, also across the poles, the date line and the end of the sequence", () => {
    fc.assert(
      fc.property(fc.array(anyFix, { minLength: 1, maxLength: 40 }), (changes) => {
        const batch = startBatch(5, encode(FIX));
        if (batch === null) throw new Error("must begin");
        const taken = [encode(FIX)];
        for (const change of changes) {
          const body = encode({ ...FIX, ...change, sequence: (FIX.sequence + taken.length) % 2 ** 24 });
          if (addToBatch(batch, body)) taken.push(body);
        }
        const long = endBatch(batch);
        expect(long.length).toBe(LONG_BODY);
        expect(decodeBatch(long)).toEqual(taken.length < 2 ? null : taken);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["flags", next({ flags: { ...FIX.flags, lowBattery: true } })],
    ["consent", next({ consent: 4 })],
    ["a gap in the sequence", next({ sequence: 5 })],
    ["a finer position", next({ latE7: FIX.latE7 + 1 })],
    ["a short body of another kind", new Uint8Array(33).fill(6)],
    ["a body of another length", new Uint8Array(32)],
  ])("wants a new batch for %s, and is as it was before", (_, body) => {
    const batch = startBatch(5, encode(FIX));
    if (batch === null) throw new Error("must begin");
    expect(addToBatch(batch, next({}))).toBe(true);
    const before = longBody([encode(FIX), next({})], 5);
    expect(addToBatch(batch, body)).toBe(false);
    expect(endBatch(batch)).toEqual(before);
  });

  it("is found out when it loses a field, a fix or all", () => {
    const [school] = tracks;
    if (school === undefined) throw new Error("no track");
    const reports = reportsOf(school, 5, 5);
    expect(equalFixes(reports, 5, decodeBatch)).toBe(reports.length);
    const flat = (body: Uint8Array) => decodeBatch(body)?.map((one) => one.map((byte, at) => (at === 15 ? 0 : byte))) ?? null;
    expect(equalFixes(reports, 5, flat)).toBeLessThan(reports.length);
    expect(equalFixes(reports, 5, (body) => decodeBatch(body)?.slice(1) ?? null)).toBeLessThan(reports.length);
    expect(equalFixes(reports, 5, () => null)).toBeLessThan(reports.length);
  });

  it("begins with no status, no finer position, no such grid", () => {
    expect(startBatch(5, new Uint8Array(33).fill(6))).toBeNull();
    expect(startBatch(4, encode({ ...FIX, latE7: 100 }))).toBeNull();
    expect(startBatch(8, encode(FIX))).toBeNull();
    expect(startBatch(Number.NaN, encode(FIX))).toBeNull();
    expect(startBatch(5, new Uint8Array(0))).toBeNull();
  });

  it("holds at most MAX_BATCH fixes, and no fewer of a wearer who sits still", () => {
    const still = Array.from({ length: MAX_BATCH + 1 }, (_, i) => ({
      ...FIX,
      sequence: i,
      timeS: FIX.timeS + 60 * i,
      speedMps: 0,
      courseDeg: null,
    }));
    const counts = batchesOf(still, 5).map((bodies) => bodies.length);
    expect(counts).toEqual([MAX_BATCH, 1]);
  });

  it("is nothing but zeros in memory once it was wiped", () => {
    const batch = startBatch(5, encode(FIX));
    if (batch === null) throw new Error("must begin");
    for (const body of walk(9).slice(1)) addToBatch(batch, body);
    const kept = [batch.first, batch.last, batch.coder.bytes];
    expect(kept.some((bytes) => bytes.every((byte) => byte === 0))).toBe(false);
    wipeBatch(batch);
    expect(kept.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
    expect(Object.values(batch.track.fix).every((value) => value === 0)).toBe(true);
  });

  it("turns any bytes into a whole list or null, quickly", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: LONG_BODY, maxLength: LONG_BODY }), fc.nat(7), (bytes, decimals) => {
        const bodies = decodeBatch(Uint8Array.from([KIND_BATCH, Math.max(2, bytes[1] ?? 0), decimals, ...bytes.slice(3)]));
        expect(bodies === null || bodies.every((body) => decode(body)?.kind === "fix")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("refuses every body that differs from a right one in one bit, or says other fixes in the same grid", () => {
    const bodies = walk(60);
    const long = longBody(bodies, 5);
    let other = 0;
    for (let bit = 0; bit < LONG_BODY * 8; bit++) {
      const changed = long.slice();
      changed[bit >>> 3] = (changed[bit >>> 3] as number) ^ (128 >>> (bit & 7));
      const read = decodeBatch(changed);
      if (read === null) continue;
      other += 1;
      expect(read).not.toEqual(bodies);
      expect(longBody(read, changed[2] as number)).toEqual(changed);
    }
    // Authenticity is the envelope's work; a changed first fix is still a fix.
    expect(other).toBeGreaterThan(0);
    expect(other).toBeLessThan(LONG_BODY * 8);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, encode } from "../../../device/protocol/codec.ts";
import { SHORT_BODY } from "../../../device/protocol/envelope.ts";
import { type FixReport, type Flags, NO_FLAGS, RECEIPT_HEAD_TOLD, type StatusReport } from "../../../device/protocol/report.ts";
import { SILENCES } from "../../../device/protocol/silence.ts";

const flags: fc.Arbitrary<Flags> = fc.record(
  Object.fromEntries(Object.keys(NO_FLAGS).map((name) => [name, fc.boolean()])) as {
    [name in keyof Flags]: fc.Arbitrary<boolean>;
  },
);
const maybe = (value: fc.Arbitrary<number>): fc.Arbitrary<number | null> => fc.option(value, { nil: null });

const fixes: fc.Arbitrary<FixReport> = fc.record({
  kind: fc.constant("fix" as const),
  flags,
  timeS: fc.integer({ min: 0, max: 0xffffffff }),
  latE7: fc.integer({ min: -900_000_000, max: 900_000_000 }),
  lonE7: fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }),
  altitudeM: maybe(fc.integer({ min: -500, max: 9000 })),
  accuracyM: maybe(fc.float({ min: 0, max: 5000, noNaN: true })),
  speedMps: maybe(fc.float({ min: 0, max: 300, noNaN: true })),
  courseDeg: maybe(fc.float({ min: 0, max: 360, noNaN: true })),
  batteryPercent: maybe(fc.integer({ min: 0, max: 100 })),
  consent: fc.integer({ min: 0, max: 65535 }),
  sequence: fc.integer({ min: 0, max: 0xffffff }),
});

const statuses: fc.Arbitrary<StatusReport> = fc.record({
  kind: fc.constant("status" as const),
  flags,
  timeS: fc.integer({ min: 0, max: 0xffffffff }),
  silence: fc.constantFrom(...SILENCES),
  batteryPercent: maybe(fc.integer({ min: 0, max: 100 })),
  consent: fc.integer({ min: 0, max: 65535 }),
  sequence: fc.integer({ min: 0, max: 0xffffff }),
  lastFixAgeS: maybe(fc.integer({ min: 0, max: 65534 })),
  nextS: fc.integer({ min: 0, max: 0xffffffff }),
  queued: fc.integer({ min: 0, max: 65535 }),
  receipts: fc.record({
    count: fc.integer({ min: 0, max: 0xffffffff }),
    head: fc.uint8Array({ minLength: RECEIPT_HEAD_TOLD, maxLength: RECEIPT_HEAD_TOLD }),
  }),
});

function fixOf(report: unknown): FixReport {
  if ((report as FixReport | null)?.kind !== "fix") throw new Error("not a fix");
  return report as FixReport;
}

describe("the codec", () => {
  it("keeps position, time and numbers of a fix exactly, and the coarse fields within their stated step", () => {
    fc.assert(
      fc.property(fixes, (fix) => {
        const body = encode(fix);
        expect(body.length).toBe(SHORT_BODY);
        const back = fixOf(decode(body));
        const exact = (report: FixReport) => ({ ...report, accuracyM: 0, speedMps: 0, courseDeg: 0 });
        expect(exact(back)).toEqual(exact(fix));
        if (fix.accuracyM === null) expect(back.accuracyM).toBeNull();
        else expect((back.accuracyM ?? -1) - fix.accuracyM).toBeLessThanOrEqual(Math.max(0.1, fix.accuracyM / 16) + 1e-9);
        if (fix.accuracyM !== null) expect(back.accuracyM).toBeGreaterThanOrEqual(fix.accuracyM - 1e-9);
        if (fix.speedMps !== null)
          expect(Math.abs((back.speedMps ?? -99) - fix.speedMps)).toBeLessThanOrEqual(Math.max(0.05, fix.speedMps / 16 + 0.05));
        if (fix.courseDeg !== null) {
          const turn = Math.abs((back.courseDeg ?? -99) - fix.courseDeg);
          expect(Math.min(turn, 360 - turn)).toBeLessThanOrEqual(0.75 + 1e-9);
        }
      }),
    );
  });

  it("keeps every field of a status exactly", () => {
    fc.assert(
      fc.property(statuses, (status) => {
        expect(decode(encode(status))).toEqual(status);
      }),
    );
  });

  it("keeps an acknowledgement exactly", () => {
    const bits = new Uint8Array(24).map((_, i) => i * 11);
    const report = { kind: "delivered" as const, epoch: 0xfffffffe, first: 1023, bits };
    expect(decode(encode(report))).toEqual(report);
  });

  it("says unknown for what is not known, never zero", () => {
    const fix: FixReport = {
      kind: "fix",
      flags: NO_FLAGS,
      timeS: 1,
      latE7: 0,
      lonE7: 0,
      altitudeM: null,
      accuracyM: null,
      speedMps: null,
      courseDeg: null,
      batteryPercent: null,
      consent: 1,
      sequence: 1,
    };
    expect(decode(encode(fix))).toEqual(fix);
  });

  it("gives a report or null for any bytes, and never a position off the globe", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 40 }), (bytes) => {
        const report = decode(bytes);
        if (report?.kind !== "fix") return;
        expect(Math.abs(report.latE7)).toBeLessThanOrEqual(900_000_000);
        expect(Math.abs(report.lonE7)).toBeLessThanOrEqual(1_800_000_000);
      }),
      { numRuns: 5000 },
    );
  });
});

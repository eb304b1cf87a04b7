import { describe, expect, test } from "vitest";
import { decode, encode } from "../../../../device/protocol/codec.ts";
import type { FrameHeader } from "../../../../device/protocol/envelope.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { afterReport, type Deletion, forgetBefore, standingOf } from "../../../../guardian/core/deletion.ts";
import { hear, NOTHING_HEARD } from "../../../../guardian/core/hearing.ts";
import type { Telemetry } from "../../../../guardian/core/ingest.ts";
import { ROOT, START_MS, START_S } from "../../../oracle/guardian-store.ts";
import { ToyDevice, type ToyFrame } from "../../../oracle/toy-device.ts";

const device = new ToyDevice(guardianCipher, ROOT);
const telemetry = (frame: ToyFrame) => decode(encode(frame.report)) as Telemetry;
const fix = (timeS: number, consent: number) => telemetry(device.fix(timeS, { consent }));
const asked = (timeS: number, consent: number) => telemetry(device.status(timeS, { silence: "deletion-asked", consent }));
const at = (epoch: number, number: number): FrameHeader => ({ epoch, number });

/** Heard at place 5/3, for consent 2. */
const DELETION: Deletion = { ...at(5, 3), consent: 2, beforeS: START_S, askedMs: START_MS, doneMs: null };

describe("what a deletion leaves of a report", () => {
  test.each([
    ["a fix of an earlier epoch is late", at(4, 900), fix(START_S + 9, 3), "late"],
    ["a fix of the same epoch, sealed before, is late", at(5, 2), fix(START_S + 9, 3), "late"],
    ["a status of before is late, too", at(5, 2), telemetry(device.status(START_S)), "late"],
    ["the frame that asked for it stays", at(5, 3), asked(START_S, 2), "allowed"],
    ["a later fix of the same consent is barred", at(9, 0), fix(START_S + 9, 2), "barred"],
    ["a later fix of an earlier consent is barred", at(9, 0), fix(START_S + 9, 1), "barred"],
    ["a later fix of a time before it is barred", at(9, 0), fix(START_S - 1, 3), "barred"],
    ["the first fix of the next consent is allowed", at(5, 4), fix(START_S, 3), "allowed"],
    ["a later status is allowed, whatever its consent", at(5, 4), telemetry(device.status(START_S, { consent: 2 })), "allowed"],
  ] as const)("R-34 %s", (_what, header, report, standing) => {
    expect(standingOf(DELETION, header, report)).toBe(standing);
    expect(standingOf(null, header, report)).toBe("allowed");
  });
});

describe("hearing of a deletion", () => {
  test("R-34 only a status that asks for it makes one, with its place, consent and time", () => {
    expect(afterReport(null, at(5, 2), fix(START_S, 2), START_MS)).toBeNull();
    const withdrawn = telemetry(device.status(START_S, { silence: "withdrawn" }));
    expect(afterReport(null, at(5, 2), withdrawn, START_MS)).toBeNull();
    expect(afterReport(null, at(5, 3), asked(START_S, 2), START_MS)).toEqual(DELETION);
  });

  test("R-34 it counts once a consent, and never after a later one", () => {
    expect(afterReport(DELETION, at(6, 0), asked(START_S + 50, 2), START_MS + 50_000)).toBe(DELETION);
    expect(afterReport(DELETION, at(4, 0), asked(START_S - 50, 1), START_MS + 50_000)).toBe(DELETION);
    const next = afterReport(DELETION, at(9, 0), asked(START_S + 50, 3), START_MS + 60_000);
    expect(next).toEqual({ ...at(9, 0), consent: 3, beforeS: START_S + 50, askedMs: START_MS + 60_000, doneMs: null });
  });

  test("R-34 neither a device without time nor one whose clock runs ahead bars what the next consent allows", () => {
    const timeless = afterReport(null, at(5, 3), asked(0, 2), START_MS);
    expect(standingOf(timeless, at(6, 0), fix(START_S - 60, 3))).toBe("allowed");
    const ahead = afterReport(null, at(5, 3), asked(START_S + 86_400, 2), START_MS);
    expect(standingOf(ahead, at(6, 0), fix(START_S + 60, 3))).toBe("allowed");
  });

  test("R-34 memory forgets what was heard before, and keeps what came after", () => {
    const before = hear(hear(NOTHING_HEARD, at(5, 1), fix(START_S, 2), START_MS), at(5, 2), asked(START_S, 1), START_MS + 1);
    expect(forgetBefore(before, DELETION)).toEqual({ ...NOTHING_HEARD, lastHeardMs: START_MS + 1 });
    const after = hear(hear(NOTHING_HEARD, at(5, 3), asked(START_S, 2), START_MS), at(6, 0), fix(START_S + 9, 3), START_MS);
    expect(forgetBefore(after, DELETION)).toEqual(after);
    const barred = hear(NOTHING_HEARD, at(6, 0), fix(START_S + 9, 2), START_MS);
    expect(forgetBefore(barred, DELETION).lastFix).toBeNull();
  });
});

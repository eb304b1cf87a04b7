import { describe, expect, it } from "vitest";
import { step } from "../../../device/core/tracker.ts";
import { fastCipher } from "../../oracle/slow-commands-cipher.ts";
import { flipRecords } from "../../oracle/slow-commands-records.ts";

const KEPT = ["consent", "outbox", "outbox-key-0", "outbox-key-1", "pair-0", "receipt-key", "receipts", "rest", "time", "vital"];

describe("R-10 P6 stored records", () => {
  it("with a flipped bit start the device, and open nothing that the sound ones do not", () => {
    const flips = flipRecords({ cipher: fastCipher, step }, 61, () => undefined);
    expect(flips.violations).toEqual([]);
    expect([...flips.flipped.keys()].sort()).toEqual(KEPT);
    expect(flips.fixes).toBeGreaterThan(0);
  });

  it("a consent with a flipped bit is no consent", () => {
    const flips = flipRecords({ cipher: fastCipher, step }, 17, () => undefined, /^consent$/);
    expect(flips.flipped.get("consent")).toBeGreaterThan(500);
    expect(flips.consentsRead).toBe(0);
  });
});

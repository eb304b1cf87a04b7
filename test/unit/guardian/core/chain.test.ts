import { describe, expect, test } from "vitest";
import {
  afterOpening,
  floorOf,
  forgetEpochsBefore,
  forgetOldEpochs,
  keyAtOrBefore,
  MAX_PASSED,
  makePair,
  PASSED_MS,
} from "../../../../guardian/core/chain.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { ROOT, START_MS } from "../../../oracle/guardian-store.ts";

const key = (byte: number) => new Uint8Array(32).fill(byte);
const fresh = () => makePair(guardianCipher, "id", "label", ROOT).chain;
const epochs = (chain: ReturnType<typeof fresh>) => [...chain.passed.map((passed) => passed.epoch), chain.head.epoch];

describe("the telemetry chain at the guardian", () => {
  test("a newer epoch becomes the head and the one before is remembered for its late frames", () => {
    const chain = afterOpening(fresh(), 7, key(7), START_MS);
    expect(epochs(chain)).toEqual([0, 7]);
    expect(chain.passed[0]?.passedMs).toBe(START_MS);
    expect(keyAtOrBefore(chain, 6)?.epoch).toBe(0);
    expect(keyAtOrBefore(chain, 9)?.epoch).toBe(7);
  });

  test("another frame of a known epoch changes nothing, not even the object", () => {
    const chain = afterOpening(fresh(), 7, key(7), START_MS);
    expect(afterOpening(chain, 7, key(7), START_MS + 5)).toBe(chain);
    expect(afterOpening(chain, 0, key(0), START_MS + 5)).toBe(chain);
  });

  test("an epoch that the head jumped over is put in its place and ages with the one before it", () => {
    let chain = afterOpening(fresh(), 10, key(10), START_MS);
    chain = afterOpening(chain, 20, key(20), START_MS + 1000);
    chain = afterOpening(chain, 5, key(5), START_MS + 9000);
    chain = afterOpening(chain, 15, key(15), START_MS + 9000);
    expect(epochs(chain)).toEqual([0, 5, 10, 15, 20]);
    expect(chain.passed.map((passed) => passed.passedMs - START_MS)).toEqual([0, 0, 1000, 1000]);
  });

  test("R-23 the key of an epoch is forgotten fourteen days after it was passed, and the newest never", () => {
    let chain = afterOpening(fresh(), 10, key(10), START_MS);
    chain = afterOpening(chain, 20, key(20), START_MS + 1000);
    expect(forgetOldEpochs(chain, START_MS + PASSED_MS)).toBe(chain);
    expect(epochs(forgetOldEpochs(chain, START_MS + PASSED_MS + 1))).toEqual([10, 20]);
    const last = forgetOldEpochs(chain, START_MS + 100 * PASSED_MS);
    expect(epochs(last)).toEqual([20]);
    expect(floorOf(last)).toBe(20);
    expect(keyAtOrBefore(last, 19)).toBeNull();
  });

  test("at most MAX_PASSED epochs are remembered, and the oldest go first", () => {
    let chain = fresh();
    for (let e = 1; e <= MAX_PASSED + 10; e++) chain = afterOpening(chain, e, key(e & 255), START_MS);
    expect(chain.passed).toHaveLength(MAX_PASSED);
    expect(floorOf(chain)).toBe(10);
  });

  test("R-34 after a deletion nothing of an earlier epoch can be computed, and its own and later ones can", () => {
    let chain = afterOpening(fresh(), 10, key(10), START_MS);
    chain = afterOpening(chain, 20, key(20), START_MS);
    chain = afterOpening(chain, 15, key(15), START_MS);
    const after = forgetEpochsBefore(chain, 15);
    expect(epochs(after)).toEqual([15, 20]);
    expect([keyAtOrBefore(after, 14), keyAtOrBefore(after, 15)?.epoch, keyAtOrBefore(after, 99)?.epoch]).toEqual([null, 15, 20]);
    expect(forgetEpochsBefore(after, 15)).toBe(after);
  });
});

import { describe, expect, test } from "vitest";
import type { Cipher } from "../../../../device/protocol/cipher.ts";
import { nextEpochKey } from "../../../../device/protocol/keys.ts";
import { afterOpening, MAX_AHEAD, makePair } from "../../../../guardian/core/chain.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { keyOfEpoch, MAX_RUNGS, makeLadder, RUNG_EPOCHS } from "../../../../guardian/core/ladder.ts";
import { ROOT, START_MS } from "../../../oracle/guardian-store.ts";

function counting(): Cipher & { hmacs: number } {
  const counter = { ...guardianCipher, hmacs: 0 };
  counter.hmac = (key, message) => {
    counter.hmacs += 1;
    return guardianCipher.hmac(key, message);
  };
  return counter;
}

function steppedKey(epoch: number): Uint8Array {
  let key = makePair(guardianCipher, "id", "label", ROOT).chain.head.key;
  for (let e = 0; e < epoch; e++) key = nextEpochKey(guardianCipher, key);
  return key;
}

describe("the way to far epochs", () => {
  const chain = makePair(guardianCipher, "id", "label", ROOT).chain;

  test("gives the key that stepping gives, whatever was asked before", () => {
    const ladder = makeLadder();
    for (const epoch of [300, 1, 1000, 256, 255, 257, 999, 0, 512]) {
      expect(keyOfEpoch(guardianCipher, chain, ladder, epoch)).toEqual(steppedKey(epoch));
    }
  });

  test("P22 after the first far claim each further one costs at most 255 HMACs, so flipped headers cannot starve the console", () => {
    const ladder = makeLadder();
    const cipher = counting();
    keyOfEpoch(cipher, chain, ladder, MAX_AHEAD);
    expect(cipher.hmacs).toBe(MAX_AHEAD);
    for (const epoch of [65_535, 40_000, 255, 12_345, 65_536]) {
      cipher.hmacs = 0;
      keyOfEpoch(cipher, chain, ladder, epoch);
      expect(cipher.hmacs).toBeLessThan(RUNG_EPOCHS);
    }
  });

  test("remembers at most MAX_RUNGS keys, and none of an epoch that the chain has forgotten", () => {
    const ladder = makeLadder();
    keyOfEpoch(guardianCipher, chain, ladder, 2 * MAX_AHEAD + 10 * RUNG_EPOCHS);
    expect(ladder.rungs.size).toBe(MAX_RUNGS);
    const head = keyOfEpoch(guardianCipher, chain, ladder, 100_000) as Uint8Array;
    const later = { ...afterOpening(chain, 100_000, head, START_MS), passed: [] };
    keyOfEpoch(guardianCipher, later, ladder, 100_001);
    expect(Math.min(...ladder.rungs.keys())).toBeGreaterThan(100_000);
  });

  test("an epoch before the oldest key is too old", () => {
    const later = { ...chain, head: { epoch: 9, key: new Uint8Array(32) } };
    expect(keyOfEpoch(guardianCipher, later, makeLadder(), 8)).toBeNull();
  });
});

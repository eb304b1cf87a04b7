import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { loadStored } from "../../../device/core/stored.ts";
import { type Chance, makeKey } from "../../../device/espruino/chance.ts";
import { espruinoCipher } from "../../../device/espruino/cipher.ts";
import { INJECTED_BYTES, injectPair } from "../../../device/espruino/inject.ts";
import { allBoards } from "../../../hw/firmware/board.ts";
import { simStore } from "../../../simulator/world/sim-store.ts";
import { bytes, random } from "../../random.ts";

const sha256 = (of: Uint8Array) => new Uint8Array(createHash("sha256").update(of).digest());
const cipher = espruinoCipher(sha256);

function chanceOf(seed: number): () => number {
  const next = random(seed);
  return () => Math.floor(next() * 4294967296) | 0;
}

test("P19: a board whose chance is a program's makes no key, and is not even asked for chance", () => {
  let asked = 0;
  const hwRand = () => {
    asked += 1;
    return asked;
  };
  expect(makeKey("none", { hwRand }, sha256)).toBe("no-true-rng");
  expect(asked).toBe(0);
});

test("P19: chance that stands still makes no key, from its first word or from its last", () => {
  expect(makeKey("hardware", { hwRand: () => 4 }, sha256)).toBe("stuck");
  let count = 0;
  const next = chanceOf(1);
  const dies = () => {
    count += 1;
    return count > 60 ? 7 : next();
  };
  expect(makeKey("hardware", { hwRand: dies }, sha256)).toBe("stuck");
});

test("P19: two boards with one image and chance of their own have no key in common", () => {
  const keys = [1, 2, 3].map((seed) => makeKey("hardware", { hwRand: chanceOf(seed) }, sha256));
  for (const key of keys) expect(key).toHaveLength(32);
  expect(new Set(keys.map(String)).size).toBe(keys.length);
});

test("P19: every board without true chance in hw/boards refuses to make keys", () => {
  const boards = allBoards().filter((board) => !board.trueRandom);
  expect(boards.map((board) => board.name)).toContain("esp32");
  for (const board of boards) {
    const chance: Chance = board.trueRandom ? "hardware" : "none";
    expect(makeKey(chance, { hwRand: chanceOf(3) }, sha256)).toBe("no-true-rng");
    expect(board.limits.join(" ")).toContain("makes no keys");
  }
});

test("R-40: a pairing over the cable is stored, and what brought it is overwritten", () => {
  const store = simStore();
  const secrets = bytes(random(5), INJECTED_BYTES);
  expect(injectPair(cipher, store, secrets)).toBe(0);
  expect(secrets.every((byte) => byte === 0)).toBe(true);
  const stored = loadStored(store);
  expect(stored.pairs).toHaveLength(1);
  expect(stored.receiptKey).not.toBeNull();
  expect(stored.outboxKeys.some((key) => key !== null)).toBe(true);
});

test("R-44: a second guardian has a place and keys of their own, and changes none of the device's own secrets", () => {
  const store = simStore();
  injectPair(cipher, store, bytes(random(5), INJECTED_BYTES));
  const before = loadStored(store);
  expect(injectPair(cipher, store, bytes(random(6), INJECTED_BYTES))).toBe(1);
  const after = loadStored(store);
  expect(after.pairs).toHaveLength(2);
  expect(after.receiptKey).toEqual(before.receiptKey);
  expect(after.outboxKeys).toEqual(before.outboxKeys);
});

test("a pairing without a secret, of a wrong length, or for a ninth guardian is refused, and stores nothing", () => {
  const store = simStore();
  expect(injectPair(cipher, store, new Uint8Array(95))).toBe("wrong-length");
  expect(injectPair(cipher, store, new Uint8Array(INJECTED_BYTES).fill(4))).toBe("no-secret");
  expect(loadStored(store).pairs).toHaveLength(0);
  for (let slot = 0; slot < 8; slot++) expect(injectPair(cipher, store, bytes(random(slot), INJECTED_BYTES))).toBe(slot);
  expect(injectPair(cipher, store, bytes(random(9), INJECTED_BYTES))).toBe("slots-taken");
});

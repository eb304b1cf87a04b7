import { describe, expect, it } from "vitest";
import { nodeCipher } from "../../../device/node/cipher.ts";
import type { Cipher } from "../../../device/protocol/cipher.ts";
import { compareSession, noAgreement } from "../../oracle/slow-l1-agreement.ts";
import { random } from "../../random.ts";

const real = nodeCipher();

function disagreementsOf(cipher?: Cipher): string[] {
  const agreement = noAgreement();
  const next = random(7);
  for (let i = 0; i < 40; i++) compareSession(agreement, next, cipher);
  expect(agreement.frames).toBeGreaterThan(700);
  return [...new Set(agreement.disagreements)];
}

function beginsWith(message: Uint8Array, label: string): boolean {
  return Buffer.from(message.subarray(0, label.length)).toString("latin1") === label;
}

describe("P21 the comparison of two implementations of L1", () => {
  it("finds no disagreement", () => {
    expect(disagreementsOf()).toEqual([]);
  });

  it("finds a header that is not masked", () => {
    const bare: Cipher = { ...real, hmac: (key, message) => real.hmac(key, message).fill(0, 0, message.length === 16 ? 32 : 0) };
    expect(disagreementsOf(bare)).toEqual(expect.arrayContaining(["sealed frame", "the other's frame, opened"]));
  });

  it("finds a constant IV", () => {
    const constant: Cipher = {
      ...real,
      hmac: (key, message) => real.hmac(key, message).fill(0, 0, beginsWith(message, "iv") ? 32 : 0),
    };
    expect(disagreementsOf(constant)).toEqual(expect.arrayContaining(["sealed frame", "the other's frame, opened"]));
  });

  it("finds a direction that is not in the key", () => {
    const directionless: Cipher = {
      ...real,
      hmac: (key, message) =>
        real.hmac(key, beginsWith(message, "seal") ? message.map((byte, i) => (i === 5 ? 0 : byte)) : message),
    };
    expect(disagreementsOf(directionless)).toContain("sealed frame");
  });

  it("finds a tag that is not looked at", () => {
    const trusting: Cipher = { ...real, open: () => new Uint8Array(33) };
    expect(disagreementsOf(trusting)).toContain("the other's frame, opened");
  });

  it("finds a chain of keys that does not step", () => {
    const standing: Cipher = {
      ...real,
      hmac: (key, message) => (beginsWith(message, "epoch") ? key.slice() : real.hmac(key, message)),
    };
    expect(disagreementsOf(standing)).toContain("sealed frame");
  });

  it("finds a receipt that is not tied to its key, and another stream in the queue", () => {
    const loose: Cipher = {
      ...real,
      hmac: (key, message) =>
        real.hmac(key, message).fill(0, 0, beginsWith(message, "receipt") || message.length === 17 ? 32 : 0),
    };
    expect(disagreementsOf(loose)).toEqual(expect.arrayContaining(["log of receipts", "record of the queue"]));
  });
});

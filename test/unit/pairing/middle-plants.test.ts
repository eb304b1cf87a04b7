import { describe, expect, it } from "vitest";
import type { Cipher } from "../../../device/protocol/cipher.ts";
import { attackMany, chanceOf, deviations, makeMiddleTally } from "../../oracle/pairing-middle.ts";
import { toyCipher } from "../../toy-cipher.ts";

const BITS = 4;

function startsWith(message: Uint8Array, text: string): boolean {
  return Buffer.from(message.subarray(0, text.length)).toString("latin1") === text;
}

/** A device that takes any opening for the one that was committed to. */
const forgetful: Cipher = {
  ...toyCipher,
  hmac: (key, message) => (startsWith(message, "lychnos commit") ? new Uint8Array(32).fill(1) : toyCipher.hmac(key, message)),
};

/** A key that does not depend on what was agreed. */
const constant: Cipher = {
  ...toyCipher,
  hmac: (key, message) =>
    startsWith(key, "lychnos pairing 1") ? toyCipher.hmac(key, new Uint8Array(96)) : toyCipher.hmac(key, message),
};

describe("P31 the search for somebody in the middle of a pairing", () => {
  it("finds nothing but chance, and chance as often as computed", () => {
    const tally = makeMiddleTally();
    attackMany(tally, 1, 400, BITS);
    const { tried, broken } = chanceOf(tally);
    expect(tally.wrong).toEqual([]);
    expect(tried).toBeGreaterThan(120);
    expect(Math.abs(deviations(broken, tried, BITS))).toBeLessThan(4);
    expect(tally.agreed).toBeGreaterThan(40);
  });

  it("finds a device that does not look at the commitment", () => {
    const tally = makeMiddleTally();
    attackMany(tally, 2, 60, BITS, { deviceCipher: forgetful }, ["guesses"]);
    expect(tally.broken).toBeGreaterThan(20);
  });

  it("finds a guardian whose keys are seen before they are opened", () => {
    const tally = makeMiddleTally();
    attackMany(tally, 3, 20, BITS, { leaks: true }, ["guesses blind"]);
    expect(tally.broken).toBeGreaterThan(14);
  });

  it("finds two sides whose key anybody can compute", () => {
    const tally = makeMiddleTally();
    attackMany(tally, 4, 30, BITS, { deviceCipher: constant, guardianCipher: constant }, ["listens"]);
    expect(tally.wrong.length).toBeGreaterThan(5);
  });
});

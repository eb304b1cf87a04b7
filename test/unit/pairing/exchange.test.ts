import { describe, expect, it } from "vitest";
import { deviceEnds, deviceKept, wearerConfirms } from "../../../device/node/exchange-side.ts";
import { checkWords } from "../../../device/protocol/check-words.ts";
import {
  bareExchange,
  decodeExchange,
  decodeHalf,
  EXCHANGE_KINDS,
  encodeExchange,
  encodeHalf,
} from "../../../device/protocol/exchange-message.ts";
import { bothAgree, guardianConfirms, guardianEnds, sendAccount } from "../../../guardian/core/exchange-side.ts";
import { bytes, integer, random } from "../../random.ts";
import { toyCipher } from "../../toy-cipher.ts";
import { bothSayYes, secretsFrom, twoSides, upToWords } from "./two-sides.ts";

const ACCOUNT = new TextEncoder().encode('{"url":"mqtts://broker.example"}');
const ZEROS = new Uint8Array(32);
const isZero = (key: Uint8Array): boolean => key.every((byte) => byte === 0);

/** Points of small order on Curve25519: each gives zeros with any secret (RFC 7748, 6.1). */
const SMALL_ORDER = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
].map((hex) => new Uint8Array(Buffer.from(hex, "hex")));

describe("P31 a pairing by exchange of public keys", () => {
  it("ends with one key on both sides, the same words, and the account at the device", () => {
    const sides = twoSides(random(1));
    upToWords(sides);
    const root = sides.guardian.root.slice();
    expect(isZero(root)).toBe(false);
    expect(sides.device.root).toEqual(root);
    expect(checkWords(toyCipher, sides.device.root, "en")).toBe(checkWords(toyCipher, root, "en"));
    sides.toGuardian(bothSayYes(sides));
    expect(bothAgree(sides.guardian)).toBe(true);
    const account = sendAccount(toyCipher, sides.guardian, ACCOUNT).send as Uint8Array;
    expect(Buffer.from(account).toString("latin1")).not.toContain("broker");
    sides.toDevice(account);
    expect(sides.device.account).toEqual(ACCOUNT);
    sides.toGuardian(deviceKept(toyCipher, sides.device).send as Uint8Array);
    expect([sides.guardian.phase, sides.device.phase]).toEqual(["paired", "paired"]);
    // Neither side remembers what the pair was made of.
    for (const key of [sides.guardian.root, sides.device.root]) expect(isZero(key)).toBe(true);
    for (const side of [sides.guardian, sides.device]) expect(isZero(side.own.ephemeralSecret)).toBe(true);
  });

  it("needs both hands, in any order", () => {
    const sides = twoSides(random(2));
    upToWords(sides);
    const accept = wearerConfirms(toyCipher, sides.device).send as Uint8Array;
    expect(sides.toGuardian(accept).send).toBeNull();
    expect(bothAgree(sides.guardian)).toBe(false);
    guardianConfirms(sides.guardian);
    expect(bothAgree(sides.guardian)).toBe(true);
    const early = twoSides(random(3));
    upToWords(early);
    sendAccount(toyCipher, early.guardian, ACCOUNT);
    expect(early.guardian).toMatchObject({ phase: "over", fault: "out-of-order" });
  });

  it("makes another key each time", () => {
    const next = random(4);
    const roots = Array.from({ length: 5 }, () => {
      const sides = twoSides(next);
      upToWords(sides);
      return Buffer.from(sides.guardian.root).toString("hex");
    });
    expect(new Set(roots).size).toBe(5);
  });

  it("refuses an opening of other keys than were committed to", () => {
    const sides = twoSides(random(5));
    const keys = sides.toDevice(sides.commit).send as Uint8Array;
    sides.toGuardian(keys);
    sides.toDevice(encodeExchange("open", encodeHalf(secretsFrom(random(6)).half)));
    expect(sides.device).toMatchObject({ phase: "over", fault: "commitment" });
    expect(isZero(sides.device.root)).toBe(true);
  });

  it.each(SMALL_ORDER.map((point, i) => [i, point] as const))("P20 refuses the point of small order no. %i", (_i, point) => {
    for (const weak of ["staticKey", "ephemeralKey"] as const) {
      const sides = twoSides(random(7));
      sides.toDevice(sides.commit);
      const half = { ...secretsFrom(random(8)).half, [weak]: point };
      sides.toGuardian(encodeExchange("keys", encodeHalf(half)));
      expect(sides.guardian).toMatchObject({ phase: "over", fault: "weak-key" });
      expect(isZero(sides.guardian.root)).toBe(true);
    }
  });

  it("refuses its own message, and its own keys, come back", () => {
    const device = twoSides(random(9));
    const keys = device.toDevice(device.commit).send as Uint8Array;
    device.toDevice(keys);
    expect(device.device).toMatchObject({ phase: "over", fault: "out-of-order" });
    const guardian = twoSides(random(10));
    guardian.toGuardian(guardian.commit);
    expect(guardian.guardian).toMatchObject({ phase: "over", fault: "out-of-order" });
    const kept = twoSides(random(11));
    const half = { ...secretsFrom(random(12)).half, staticKey: kept.guardian.own.half.staticKey };
    kept.toGuardian(encodeExchange("keys", encodeHalf(half)));
    expect(kept.guardian).toMatchObject({ phase: "over", fault: "weak-key" });
  });

  it("takes each message once and in its place: everything else ends it, and the key is gone", () => {
    for (let at = 0; at < 2; at++) {
      for (const kind of EXCHANGE_KINDS) {
        const sides = twoSides(random(13));
        const said = upToWords(sides);
        const accept = bothSayYes(sides);
        if (at > 0) sides.toGuardian(accept);
        const whole = { commit: said.commit, keys: said.keys, open: said.open, accept }[kind as "commit"] ?? null;
        if (whole === null || (at === 0 && kind === "accept")) continue;
        sides.toGuardian(whole);
        expect(sides.guardian.phase).toBe("over");
        sides.toDevice(whole);
        expect(sides.device.phase).toBe("over");
        expect(isZero(sides.guardian.root) && isZero(sides.device.root)).toBe(true);
      }
    }
  });

  it("refuses what another attempt with the same sides said", () => {
    const first = twoSides(random(14));
    upToWords(first);
    const oldAccept = bothSayYes(first);
    const oldAccount = (() => {
      first.toGuardian(oldAccept);
      return sendAccount(toyCipher, first.guardian, ACCOUNT).send as Uint8Array;
    })();
    const second = twoSides(random(15));
    upToWords(second);
    bothSayYes(second);
    second.toDevice(oldAccount);
    expect(second.device).toMatchObject({ phase: "over", fault: "forged", account: null });
    second.toGuardian(oldAccept);
    expect(second.guardian).toMatchObject({ phase: "over", fault: "forged" });
  });

  it("calls a damaged message damaged, whichever byte it is, and a short or long one too", () => {
    const next = random(16);
    const sound = twoSides(next).commit;
    for (let i = 0; i < sound.length; i++) {
      const damaged = sound.slice();
      damaged[i] = (damaged[i] ?? 0) ^ (1 + integer(next, 255));
      const sides = twoSides(next);
      const step = sides.toDevice(damaged);
      expect(sides.device).toMatchObject({ phase: "over", fault: "damaged" });
      expect(decodeExchange(step.send as Uint8Array)?.kind).toBe("ended");
    }
    for (let length = 0; length < sound.length; length++) expect(decodeExchange(sound.subarray(0, length))).toBeNull();
    for (let n = 0; n < 2000; n++) expect(decodeExchange(bytes(next, integer(next, 700)))).toBeNull();
  });

  it("tells the other side when one gives up, and ends there too", () => {
    const sides = twoSides(random(17));
    upToWords(sides);
    sides.toGuardian(deviceEnds(sides.device).send as Uint8Array);
    expect(sides.guardian).toMatchObject({ phase: "over", fault: "ended" });
    const other = twoSides(random(18));
    upToWords(other);
    other.toDevice(guardianEnds(other.guardian).send as Uint8Array);
    expect(other.device).toMatchObject({ phase: "over", fault: "ended" });
    expect(other.device.root).toEqual(ZEROS);
  });

  it("begins when a device is ready, and hears only the first time that it says so", () => {
    const sides = twoSides(random(20));
    expect(decodeExchange(sides.commit)?.kind).toBe("commit");
    expect(sides.toGuardian(bareExchange("ready")).send).toBeNull();
    upToWords(sides);
    expect(sides.toGuardian(bareExchange("ready")).send).toBeNull();
    expect(sides.guardian.phase).toBe("comparing");
    sides.toDevice(bareExchange("ready"));
    expect(sides.device.phase).toBe("over");
  });

  it("says nothing after the end, and answers nothing", () => {
    const sides = twoSides(random(19));
    const said = upToWords(sides);
    deviceEnds(sides.device);
    guardianEnds(sides.guardian);
    for (const message of Object.values(said)) {
      expect(sides.toDevice(message).send).toBeNull();
      expect(sides.toGuardian(message).send).toBeNull();
    }
    expect(decodeHalf(encodeHalf(sides.device.own.half))).toEqual(sides.device.own.half);
  });
});

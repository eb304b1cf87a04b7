import { describe, expect, it } from "vitest";
import { type Consent, consentState, decodeConsent, encodeConsent } from "../../../device/core/consent.ts";
import { decodePair, encodePair, makePair } from "../../../device/core/pair.ts";
import { consentFor, noticePages } from "../../../device/node/notice.ts";
import { deriveKeys } from "../../../device/protocol/keys.ts";
import { toyCipher } from "../../toy-cipher.ts";

const NOW = Date.UTC(2026, 2, 9, 6);
const terms = {
  controller: "A guardian, Street 1, Town",
  purpose: "to be found",
  timeZone: "Europe/Athens",
  hours: [{ days: ["mon" as const, "sun" as const], from: "07:00", to: "09:00" }],
  intervalS: 10,
  decimals: 4,
  closed: [],
  trips: [],
  wearer: "adult" as const,
  months: 12,
};

function consent(): Consent {
  return consentFor(terms, [0, 3], 7, NOW);
}

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const out = bytes.slice();
  out[bit >> 3] = (out[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return out;
}

describe("R-10 the consent record", () => {
  it("comes back from the store as it was", () => {
    expect(decodeConsent(encodeConsent(consent()))).toEqual(consent());
  });

  it("is no consent after any single bit of it rotted, or any part was cut off (F7)", () => {
    const bytes = encodeConsent(consent());
    for (let bit = 0; bit < bytes.length * 8; bit++) expect(decodeConsent(flip(bytes, bit)), `bit ${bit}`).toBeNull();
    for (let length = 0; length < bytes.length; length++) expect(decodeConsent(bytes.slice(0, length))).toBeNull();
  });

  it("lasts twelve months at most, whatever a record claims", () => {
    const longer = { ...consent(), expiresS: consent().grantedS + 367 * 86_400 };
    expect(decodeConsent(encodeConsent(longer))).toBeNull();
  });

  it("is active until it ends, and never again after withdrawal", () => {
    expect(consentState(null, NOW)).toBe("none");
    expect(consentState(consent(), NOW)).toBe("active");
    expect(consentState(consent(), consent().expiresS * 1000)).toBe("expired");
    expect(consentState({ ...consent(), withdrawn: true }, NOW)).toBe("withdrawn");
  });

  it("R-11 is bound to the notice: any change of the terms changes its hash", () => {
    const changed = [
      { ...terms, controller: "Another guardian, Street 1, Town" },
      { ...terms, purpose: "to be watched" },
      { ...terms, intervalS: 9 },
      { ...terms, decimals: 6 },
      { ...terms, timeZone: "Europe/Berlin" },
      { ...terms, hours: [{ days: ["mon" as const], from: "07:00", to: "09:00" }] },
    ];
    const hashes = [terms, ...changed].map((each) => Buffer.from(consentFor(each, [0], 1, NOW).noticeHash).toString("hex"));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("R-11 the notice names controller, purpose, data, recipients, hours, retention, rights and the way out", () => {
    const text = noticePages(terms, 2).join("\n");
    for (const word of [
      terms.controller,
      terms.purpose,
      "collected",
      "2 paired guardians",
      "07:00",
      "14 days",
      "rights",
      "withdraw",
    ]) {
      expect(text).toContain(word);
    }
  });
});

describe("the record of a pair", () => {
  it("comes back as it was, and any flipped bit makes it none", () => {
    const pair = makePair(2, deriveKeys(toyCipher, new Uint8Array(32).fill(5)));
    pair.epoch = 300;
    pair.dayFloor = 20_000;
    const bytes = encodePair(pair);
    expect(decodePair(bytes)).toEqual(pair);
    for (let bit = 0; bit < bytes.length * 8; bit++) expect(decodePair(flip(bytes, bit)), `bit ${bit}`).toBeNull();
  });
});

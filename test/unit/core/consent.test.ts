import { describe, expect, it } from "vitest";
import type { BasisVerdict } from "../../../device/core/basis.ts";
import {
  ACTOR_NAMED,
  type Consent,
  consentState,
  consentVerdict,
  DUTY_NAMED,
  decodeConsent,
  encodeConsent,
  FIRST_PARENT,
  REASON_GIVEN,
  SECOND_PARENT,
  SOLE_CUSTODY,
  SUPPORTER_CONSENT,
} from "../../../device/core/consent.ts";
import { decodePair, encodePair, makePair } from "../../../device/core/pair.ts";
import { consentFor } from "../../../device/node/notice.ts";
import { writeU32 } from "../../../device/protocol/bytes.ts";
import { crc32 } from "../../../device/protocol/crc32.ts";
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
  months: 12,
};

function consent(): Consent {
  return consentFor(terms, [0, 3], 7, NOW);
}

/** The record with a checksum that fits its bytes again. */
function sealedAgain(bytes: Uint8Array): Uint8Array {
  const end = bytes.length - 4;
  writeU32(bytes, end, crc32(bytes, 0, end));
  return bytes;
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

  it("R-12 a record whose ground is not lawful is no consent, however sound its bytes are", () => {
    expect(consentVerdict(consent())).toBe("accept");
    const unlawful: [Partial<Consent>, BasisVerdict][] = [
      [{ evidence: 0 }, "own-act-missing"],
      [{ noticeWhole: false }, "notice-not-shown-whole"],
      [{ basis: "court-supporter" }, "supporter-consent-missing"],
      [{ basis: "parents" }, "basis-not-for-this-age"],
      [{ ageGroup: "14-17" }, "basis-not-for-this-age"],
      [{ opinion: "objects" }, "objection"],
      [{ sensitive: "without-consent" }, "sensitive-data-not-agreed"],
      [{ basis: "vital-interest", evidence: ACTOR_NAMED | REASON_GIVEN }, "lasts-too-long"],
    ];
    for (const [change, verdict] of unlawful) {
      expect(consentVerdict({ ...consent(), ...change })).toBe(verdict);
      expect(decodeConsent(encodeConsent({ ...consent(), ...change })), verdict).toBeNull();
    }
  });

  it("R-12 each lawful ground comes back with its evidence, opinion and state", () => {
    const child: Partial<Consent> = {
      basis: "parents",
      ageGroup: "9-13",
      childNotice: "9-13",
      evidence: FIRST_PARENT | SECOND_PARENT,
      restMinutes: 600,
      restKept: true,
    };
    const lawful: Partial<Consent>[] = [
      { basis: "court-supporter", evidence: SUPPORTER_CONSENT, language: "el" },
      { basis: "legal-duty", evidence: DUTY_NAMED, sensitive: "agreed", retentionDays: 1 },
      child,
      { ...child, evidence: FIRST_PARENT | SOLE_CUSTODY, objected: true },
      { ...child, ageGroup: "14-17", childNotice: "14-17", opinion: "weighed", restMinutes: 720 },
      { withdrawn: true, farewell: true, remindedS: 4_000_000_000, pausedUntilS: 4_294_967_295 },
    ];
    for (const change of lawful) {
      const made = { ...consent(), ...change };
      expect(decodeConsent(encodeConsent(made))).toEqual(made);
    }
  });

  it("R-12 one parent, or custody claimed twice, or custody without a parent, is not enough", () => {
    const child = {
      ...consent(),
      basis: "parents",
      ageGroup: "5-8",
      childNotice: "5-8",
      restMinutes: 600,
      restKept: true,
    } as const;
    const all = FIRST_PARENT | SECOND_PARENT | SOLE_CUSTODY;
    expect(consentVerdict({ ...child, evidence: 0 })).toBe("parents-missing");
    expect(consentVerdict({ ...child, evidence: SECOND_PARENT })).toBe("second-parent-missing");
    expect(consentVerdict({ ...child, evidence: SOLE_CUSTODY })).toBe("custody-unclear");
    expect(consentVerdict({ ...child, evidence: all })).toBe("custody-unclear");
  });

  it("R-13 R-21 a minor's record needs the notice for the minor's own age, and ten free hours", () => {
    const child = {
      ...consent(),
      basis: "parents",
      ageGroup: "5-8",
      evidence: FIRST_PARENT | SECOND_PARENT,
      restMinutes: 600,
      restKept: true,
    } as const;
    expect(consentVerdict({ ...child, childNotice: "5-8" })).toBe("accept");
    expect(consentVerdict({ ...child, childNotice: "9-13" })).toBe("childs-notice-not-shown");
    expect(consentVerdict({ ...child, childNotice: "5-8", restMinutes: 599 })).toBe("no-rest-for-a-minor");
    expect(consentVerdict({ ...child, childNotice: "5-8", restKept: false })).toBe("no-rest-for-a-minor");
  });

  it("R-23 keeps positions on the device for one to fourteen days, never longer", () => {
    for (const retentionDays of [0, 15, 255]) expect(decodeConsent(encodeConsent({ ...consent(), retentionDays }))).toBeNull();
    for (const retentionDays of [1, 14]) expect(decodeConsent(encodeConsent({ ...consent(), retentionDays }))).not.toBeNull();
  });

  it("a record of an earlier version, or with a name that no list knows, is no consent", () => {
    for (const at of [0, 48, 49, 51, 52, 54]) {
      const bytes = encodeConsent(consent());
      bytes[at] = at === 0 ? 1 : 200;
      expect(decodeConsent(sealedAgain(bytes)), `byte ${at}`).toBeNull();
    }
    const same = encodeConsent(consent());
    expect(decodeConsent(sealedAgain(same))).toEqual(consent());
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

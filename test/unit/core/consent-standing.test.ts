import { describe, expect, it } from "vitest";
import { type Consent, reminderDue, standing } from "../../../device/core/consent.ts";
import { NOTICE_FIELDS, type NoticeHashes, noticeChanged } from "../../../device/core/notice-record.ts";
import { consentFor } from "../../../device/node/notice.ts";

const NOW = Date.UTC(2026, 2, 9, 6);
const DAY_S = 86_400;

function consentOf(months: number): Consent {
  const terms = {
    controller: "A guardian, Street 1, Town",
    purpose: "to be found",
    timeZone: "Europe/Athens",
    hours: [{ days: ["mon" as const], from: "07:00", to: "09:00" }],
    intervalS: 10,
    decimals: 4,
    months,
  };
  return consentFor(terms, [0], 1, NOW);
}

const CONSENT = consentOf(12);

function hashes(): NoticeHashes {
  return { fields: CONSENT.fieldHashes.slice(), whole: CONSENT.noticeHash.slice() };
}

describe("R-16 the notice of today against the one that was agreed to", () => {
  it("is the same as long as nothing changed", () => {
    expect(noticeChanged(CONSENT, hashes())).toBeNull();
    expect(standing(CONSENT, NOW, hashes())).toBe("active");
  });

  it("P8 any bit of any hash shuts, and the field that it belongs to is named", () => {
    for (let at = 0; at < CONSENT.fieldHashes.length; at++) {
      const now = hashes();
      now.fields[at] = (now.fields[at] ?? 0) ^ 1;
      expect(noticeChanged(CONSENT, now)).toBe(NOTICE_FIELDS[at >> 3]);
      expect(standing(CONSENT, NOW, now)).toBe("notice-changed");
    }
    for (let at = 0; at < 32; at++) {
      const now = hashes();
      now.whole[at] = (now.whole[at] ?? 0) ^ 0x80;
      expect(noticeChanged(CONSENT, now)).toBe("whole");
    }
  });

  it("hashes that are missing, cut off or too long count as a change", () => {
    expect(standing(CONSENT, NOW, null)).toBe("notice-changed");
    expect(noticeChanged(CONSENT, { ...hashes(), fields: new Uint8Array(0) })).toBe("whole");
    expect(noticeChanged(CONSENT, { ...hashes(), whole: new Uint8Array(0) })).toBe("whole");
    expect(noticeChanged({ ...CONSENT, fieldHashes: new Uint8Array(57) }, hashes())).toBe("whole");
    expect(noticeChanged({ ...CONSENT, noticeHash: new Uint8Array(0) }, { ...hashes(), whole: new Uint8Array(0) })).toBe("whole");
  });
});

describe("R-14 R-32 where a consent stands", () => {
  it("names the strongest reason first", () => {
    const everything = { ...CONSENT, withdrawn: true, objected: true, pausedUntilS: 4_294_967_295 };
    const end = CONSENT.expiresS * 1000;
    expect(standing(null, NOW, hashes())).toBe("none");
    expect(standing(everything, end, null)).toBe("withdrawn");
    expect(standing({ ...everything, withdrawn: false }, end, null)).toBe("expired");
    expect(standing({ ...everything, withdrawn: false }, NOW, null)).toBe("objected");
    expect(standing({ ...everything, withdrawn: false, objected: false }, NOW, null)).toBe("notice-changed");
    expect(standing({ ...everything, withdrawn: false, objected: false }, NOW, hashes())).toBe("paused");
  });

  it("a pause ends by itself, to the second, and not while the time is unknown", () => {
    const paused = { ...CONSENT, pausedUntilS: NOW / 1000 + 60 };
    expect(standing(paused, NOW + 59_999, hashes())).toBe("paused");
    expect(standing(paused, NOW + 60_000, hashes())).toBe("active");
    expect(standing(paused, null, hashes())).toBe("paused");
  });
});

describe("R-11 the yearly reminder (L5)", () => {
  it("comes once, thirty days before a consent of twelve months ends", () => {
    const dueS = CONSENT.expiresS - 30 * DAY_S;
    expect(reminderDue(CONSENT, CONSENT.grantedS)).toBe(false);
    expect(reminderDue(CONSENT, dueS - 1)).toBe(false);
    expect(reminderDue(CONSENT, dueS)).toBe(true);
    expect(reminderDue({ ...CONSENT, remindedS: dueS }, dueS + DAY_S)).toBe(false);
    expect(reminderDue(CONSENT, CONSENT.expiresS)).toBe(false);
    expect(reminderDue({ ...CONSENT, withdrawn: true }, dueS)).toBe(false);
  });

  it("for every length of consent it comes before a year has passed, and never at the grant", () => {
    for (let months = 1; months <= 12; months++) {
      const consent = consentOf(months);
      expect(reminderDue(consent, consent.grantedS)).toBe(false);
      expect(reminderDue(consent, Math.min(consent.grantedS + 365 * DAY_S, consent.expiresS - 1))).toBe(true);
    }
  });
});

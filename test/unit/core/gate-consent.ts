import type { Consent } from "../../../device/core/consent.ts";
import type { NoticeHashes } from "../../../device/core/notice-record.ts";

/** 1 January 2026 in UTC, a Thursday. */
export const NEW_YEAR_MS = Date.UTC(2026, 0, 1);
export const AT_NINE = NEW_YEAR_MS + 9 * 3_600_000;

/** Hashes of the notice that `agreed` was given on. */
export function sameNotice(): NoticeHashes {
  return { fields: new Uint8Array(56).fill(5), whole: new Uint8Array(32).fill(6) };
}

/** A consent of an adult from midnight for ten days, every day from 08:00 to 10:00 in UTC, naming slot 0 alone. */
export function agreed(change: Partial<Consent> = {}): Consent {
  return {
    number: 1,
    withdrawn: false,
    farewell: false,
    deletionAsked: false,
    objected: false,
    grantedS: NEW_YEAR_MS / 1000,
    expiresS: NEW_YEAR_MS / 1000 + 10 * 86_400,
    pausedUntilS: 0,
    noticeChangedS: 0,
    remindedS: 0,
    intervalS: 5,
    decimals: 5,
    guardians: 1,
    basis: "adult",
    evidence: 1,
    ageGroup: "adult",
    language: "en",
    noticeWhole: true,
    childNotice: null,
    opinion: "not-asked",
    sensitive: "none",
    retentionDays: 14,
    restMinutes: 0,
    restKept: false,
    noticeHash: sameNotice().whole,
    fieldHashes: sameNotice().fields,
    schedule: {
      windows: [{ days: 127, fromMinute: 480, toMinute: 600 }],
      zone: {
        fromMinutes: [NEW_YEAR_MS / 60_000 - 1440],
        offsets: [0],
        untilMinute: NEW_YEAR_MS / 60_000 + 400 * 1440,
      },
    },
    ...change,
  };
}

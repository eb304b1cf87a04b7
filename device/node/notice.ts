import type { Basis, Opinion } from "../core/basis.ts";
import { type AgeGroup, type Consent, MAX_CONSENT_S, OWN_ACT } from "../core/consent.ts";
import { keepsRest, MINOR_REST_MINUTES } from "../core/rest.ts";
import type { Schedule } from "../core/schedule.ts";
import { MAX_RETENTION_DAYS, type ServiceTerms, type Wearer } from "./config.ts";
import { scheduleOf } from "./hours.ts";
import { noticeHashes, noticePages } from "./notice-pages.ts";

export { type NoticeAsked, type NoticePage, noticeHashes, noticePages } from "./notice-pages.ts";

const MONTH_S = 30.5 * 86_400;

/** What the people at the device did: who spoke, on what evidence, what was read and what was answered. */
export interface GrantAct {
  wearer: Wearer;
  basis: Basis;
  /** Bits of `Consent.evidence`. */
  evidence: number;
  noticeWhole: boolean;
  childNotice: AgeGroup | null;
  opinion: Opinion;
  sensitive: Consent["sensitive"];
}

/** An adult who read every page and said yes. */
export const OWN_YES: GrantAct = {
  wearer: { ageGroup: "adult", language: "en" },
  basis: "adult",
  evidence: OWN_ACT,
  noticeWhole: true,
  childNotice: null,
  opinion: "not-asked",
  sensitive: "none",
};

function restOf(schedule: Schedule, minor: boolean, nowMs: number, expiresS: number): { restMinutes: number; restKept: boolean } {
  if (!minor) return { restMinutes: 0, restKept: false };
  return { restMinutes: MINOR_REST_MINUTES, restKept: keepsRest(schedule, MINOR_REST_MINUTES, nowMs, expiresS * 1000) };
}

/**
 * The record that an acceptance makes. It opens nothing unless `consentVerdict` accepts it.
 * @param guardianSlots pairing slots that the notice spoke of.
 * @param number counts this device's consents, from 1.
 */
export function consentFor(
  terms: ServiceTerms,
  guardianSlots: number[],
  number: number,
  nowMs: number,
  act: GrantAct = OWN_YES,
): Consent {
  const grantedS = Math.floor(nowMs / 1000);
  const expiresS = grantedS + Math.min(MAX_CONSENT_S, Math.floor(terms.months * MONTH_S));
  const { wearer, basis } = act;
  const schedule = scheduleOf(terms, nowMs, expiresS * 1000);
  const hashes = noticeHashes(noticePages({ terms, wearer, basis, guardians: guardianSlots.length }));
  return {
    number,
    withdrawn: false,
    farewell: false,
    deletionAsked: false,
    objected: false,
    grantedS,
    expiresS,
    pausedUntilS: 0,
    noticeChangedS: 0,
    remindedS: 0,
    intervalS: terms.intervalS,
    decimals: terms.decimals,
    guardians: guardianSlots.reduce((bits, slot) => bits | (1 << slot), 0),
    basis,
    evidence: act.evidence,
    ageGroup: wearer.ageGroup,
    language: wearer.language,
    noticeWhole: act.noticeWhole,
    childNotice: act.childNotice,
    opinion: act.opinion,
    sensitive: act.sensitive,
    retentionDays: terms.retentionDays ?? MAX_RETENTION_DAYS,
    ...restOf(schedule, wearer.ageGroup !== "adult", nowMs, expiresS),
    noticeHash: hashes.whole,
    fieldHashes: hashes.fields,
    schedule,
  };
}

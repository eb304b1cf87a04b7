import { type BasisClaims, type BasisVerdict, basisVerdict, type Custody } from "./basis.ts";
import type { AgeGroup, Consent } from "./consent.ts";
import { MINOR_REST_MINUTES } from "./rest.ts";

/** Bits of `Consent.evidence`. */
export const OWN_ACT = 1;
export const SUPPORTER_CONSENT = 2;
export const FIRST_PARENT = 4;
export const SECOND_PARENT = 8;
export const SOLE_CUSTODY = 16;
export const DUTY_NAMED = 32;
export const ACTOR_NAMED = 64;
export const REASON_GIVEN = 128;

const DAY_S = 86400;
/** Twelve months, the longest that a consent may last (docs/compliance.md, L5). */
export const MAX_CONSENT_S = 366 * DAY_S;

function has(consent: Consent, bit: number): boolean {
  return (consent.evidence & bit) !== 0;
}

function custodyOf(consent: Consent): Custody {
  const both = has(consent, FIRST_PARENT) && has(consent, SECOND_PARENT);
  const one = has(consent, FIRST_PARENT) || has(consent, SECOND_PARENT);
  if (has(consent, SOLE_CUSTODY)) return both || !one ? "unclear" : "sole-custody";
  if (both) return "both-parents";
  return one ? "one-parent" : "none";
}

function spanOf(consent: Consent): BasisClaims["span"] {
  const seconds = consent.expiresS - consent.grantedS;
  if (seconds > 0 && seconds <= DAY_S) return "brief";
  return seconds > 0 && seconds <= MAX_CONSENT_S ? "within-a-year" : "too-long";
}

function legalAge(group: AgeGroup): BasisClaims["age"] {
  if (group === "adult") return "adult";
  return group === "14-17" ? "from-14" : "under-14";
}

/** What the record claims, as the table of legal grounds asks for it. */
export function basisClaims(consent: Consent): BasisClaims {
  return {
    basis: consent.basis,
    age: legalAge(consent.ageGroup),
    ownAct: has(consent, OWN_ACT),
    supporterConsent: has(consent, SUPPORTER_CONSENT),
    custody: custodyOf(consent),
    dutyNamed: has(consent, DUTY_NAMED),
    actorNamed: has(consent, ACTOR_NAMED),
    reasonGiven: has(consent, REASON_GIVEN),
    noticeWhole: consent.noticeWhole,
    childNotice: consent.childNotice !== null && consent.childNotice === consent.ageGroup,
    opinion: consent.opinion,
    sensitive: consent.sensitive,
    span: spanOf(consent),
    keepsRest: consent.restKept && consent.restMinutes >= MINOR_REST_MINUTES,
  };
}

/** Whether the record is lawful on its ground. Whoever takes a consent asks this first. */
export function consentVerdict(consent: Consent): BasisVerdict {
  return basisVerdict(basisClaims(consent));
}

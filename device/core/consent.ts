import type { Basis, Opinion } from "./basis.ts";
import { type NoticeHashes, noticeChanged } from "./notice-record.ts";
import type { Schedule } from "./schedule.ts";

export {
  ACTOR_NAMED,
  basisClaims,
  consentVerdict,
  DUTY_NAMED,
  FIRST_PARENT,
  MAX_CONSENT_S,
  OWN_ACT,
  REASON_GIVEN,
  SECOND_PARENT,
  SOLE_CUSTODY,
  SUPPORTER_CONSENT,
} from "./consent-claims.ts";
export { decodeConsent, encodeConsent } from "./consent-codec.ts";

/** Name of the record in the store. */
export const CONSENT = "consent";

export type AgeGroup = "adult" | "5-8" | "9-13" | "14-17";
export type Language = "en" | "el";

/**
 * The record that opens the gate: what was agreed, when, on which notice, on what ground, for whom, and until when.
 * It changes only by the hand of the wearer or of who may speak for them; no message from outside can make one.
 */
export interface Consent {
  /** Counts the consents of this device, from 1. Rides in every fix. */
  number: number;
  withdrawn: boolean;
  /** The guardians' one word of the withdrawal lies sealed in the outbox, or was sent. After it there is only silence. */
  farewell: boolean;
  /** The wearer asked for their data to be deleted (R-34): the guardians' one word says so, too. */
  deletionAsked: boolean;
  /** The wearer objected to the processing (GDPR 21); it rests until a new consent. */
  objected: boolean;
  /** Whole seconds since 1970. */
  grantedS: number;
  /** At most twelve months after `grantedS` (R-11, yearly renewal). */
  expiresS: number;
  /** A pause that the wearer asked for ends by itself at this second; 0: none. */
  pausedUntilS: number;
  /** Since when the notice of today is another one than was agreed to, seconds since 1970; 0: it is the same. */
  noticeChangedS: number;
  /** When the wearer was last reminded that the device may record; 0: not yet. */
  remindedS: number;
  /** At least so many seconds between two fixes that leave. */
  intervalS: number;
  /** Places after the point of a degree: 5 is about a metre, 3 about a hundred. */
  decimals: number;
  /** Bit i: the guardian in pairing slot i may be told. */
  guardians: number;
  basis: Basis;
  /** The evidence that was given, as bits; its references are kept with the text of the notice. */
  evidence: number;
  ageGroup: AgeGroup;
  language: Language;
  /** Every page of the notice was passed through. */
  noticeWhole: boolean;
  /** The age for which a child's notice was shown; null: none was. */
  childNotice: AgeGroup | null;
  opinion: Opinion;
  /** Health data: none, agreed to by an answer of its own, or wanted without one. */
  sensitive: "none" | "agreed" | "without-consent";
  /** Days that a position may stay on the device, 1 to 14. */
  retentionDays: number;
  /** Minutes of any 24 hours in which a minor is not followed; 0 for an adult. */
  restMinutes: number;
  /** The schedule was proven to leave so much rest, by `keepsRest`, when the consent was made. */
  restKept: boolean;
  /** SHA-256 of the notice that was shown: consent is bound to its text. */
  noticeHash: Uint8Array;
  /** Eight bytes for each of NOTICE_FIELDS, so that a change can be named. */
  fieldHashes: Uint8Array;
  schedule: Schedule;
}

export type ConsentState = "none" | "active" | "withdrawn" | "expired";
/** Wider than the gate's own claim: also why a consent that was given does not open now. */
export type Standing = ConsentState | "objected" | "notice-changed" | "paused";

/** What the record says at this moment. Time that is not known does not make a consent expire; the gate asks for time itself. */
export function consentState(consent: Consent | null, utcMs: number | null): ConsentState {
  if (consent === null) return "none";
  if (consent.withdrawn) return "withdrawn";
  if (utcMs !== null && utcMs >= consent.expiresS * 1000) return "expired";
  return "active";
}

/**
 * Whether the record opens anything at this moment, and if not, why.
 * @param utcMs trusted time, or null: then a pause has not ended.
 * @param hashes those of the notice that the live configuration makes; null, when they are not known, counts as a change.
 */
export function standing(consent: Consent | null, utcMs: number | null, hashes: NoticeHashes | null): Standing {
  const state = consentState(consent, utcMs);
  if (consent === null || state !== "active") return state;
  if (consent.objected) return "objected";
  if (hashes === null || noticeChanged(consent, hashes) !== null) return "notice-changed";
  if (consent.pausedUntilS !== 0 && (utcMs === null || utcMs < consent.pausedUntilS * 1000)) return "paused";
  return "active";
}

const DAY_S = 86400;

/** A quarter of the time before the end, at most thirty days: nobody who agreed for twelve months waits a year for it (L5). */
function remindAtS(consent: Consent): number {
  const quarter = Math.floor((consent.expiresS - consent.grantedS) / 4);
  return consent.expiresS - Math.min(30 * DAY_S, quarter);
}

/** Whether the wearer must now be reminded that this device may record, and that the consent ends soon. */
export function reminderDue(consent: Consent, utcS: number): boolean {
  if (consent.withdrawn || utcS >= consent.expiresS) return false;
  return utcS >= remindAtS(consent) && consent.remindedS < remindAtS(consent);
}

import { CONSENT, type Consent, consentVerdict, encodeConsent } from "./consent.ts";
import type { Effect, Moment } from "./event.ts";
import { eraseAtOnce, rewriteOutbox, stepAll } from "./outbox-erasure.ts";
import { hearPermission, type PermissionEvent } from "./permission.ts";
import { addNote, noteActs, noteGrant, noteVital } from "./receipting.ts";
import { writeReceipts } from "./receipts.ts";
import { encodeRestMeter, REST_METER } from "./rest-meter.ts";
import { makeSampling } from "./sampling.ts";
import type { TrackerState } from "./state.ts";
import { keepVital } from "./vital-store.ts";

/**
 * What the wearer's hand does to the record, and nobody else's. Whatever narrows is durable before anything else of the
 * same step: first what waits becomes unreadable, then the record says so, then the receipt.
 */

function storeConsent(consent: Consent, effects: Effect[]): void {
  effects.push({ kind: "replace", name: CONSENT, bytes: encodeConsent(consent) });
}

/** Tells pause and emergency of it, and keeps what they say. */
export function tellPermission(
  state: TrackerState,
  event: PermissionEvent,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  const outcome = hearPermission(state.permission, state.consent, event, moment.upMs, utcMs);
  noteVital(state, outcome.notes, utcMs);
  if (outcome.changed) keepVital(state, effects);
  if (outcome.consentChanged && state.consent !== null) storeConsent(state.consent, effects);
}

/** How often the wearer's hand has ended this consent: withdrawal, objection and deletion each count. */
export function endingsOf(consent: Consent | null): number {
  if (consent === null) return 0;
  return (consent.withdrawn ? 1 : 0) + (consent.objected ? 1 : 0) + (consent.deletionAsked ? 1 : 0);
}

/** Ends everything that was agreed: no key, no queue, no link that remembers, and the receipt before any word of it. */
function endAll(
  state: TrackerState,
  consent: Consent,
  event: PermissionEvent,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  eraseAtOnce(state, effects);
  storeConsent(consent, effects);
  tellPermission(state, event, moment, utcMs, effects);
  noteActs(state, utcMs);
  writeReceipts(state.cipher, state.receipts, utcMs === null ? null : Math.floor(utcMs / 1000), effects);
  rewriteOutbox(state, effects);
  stepAll(state, moment.upMs, effects);
}

/**
 * Withdrawal: at once, without network, guardian or reason. What was not delivered yet is destroyed before
 * anything else happens. The same step tells the guardians that it was withdrawn, and nothing more.
 * @returns whether there was anything to withdraw.
 */
export function withdraw(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): boolean {
  const consent = state.consent;
  if (consent === null || consent.withdrawn) return false;
  consent.withdrawn = true;
  endAll(state, consent, { kind: "withdraw" }, moment, utcMs, effects);
  return true;
}

/**
 * "Delete my data": withdraws, erases every position that the device still holds, and asks the guardians to erase
 * theirs with the one word that they get. Receipts and the record of the consent hold no position and stay: they are the
 * wearer's own proof.
 */
export function deleteData(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): boolean {
  const consent = state.consent;
  if (consent === null || consent.deletionAsked) return false;
  consent.withdrawn = true;
  consent.deletionAsked = true;
  // Also after a withdrawal that was told already: this is another word.
  consent.farewell = false;
  addNote(state, "erasure", consent.number, utcMs);
  endAll(state, consent, { kind: "withdraw" }, moment, utcMs, effects);
  return true;
}

/** Objection (R-32, GDPR 21): the processing ends at once and what waits is destroyed, as after a withdrawal. */
export function object(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): boolean {
  const consent = state.consent;
  if (consent === null || consent.objected || consent.withdrawn) return false;
  consent.objected = true;
  endAll(state, consent, { kind: "object" }, moment, utcMs, effects);
  return true;
}

/** Takes back the yes to data on health alone, as easily as it was given (R-17, GDPR 7(3)); a new yes needs a new consent. */
export function withdrawHealth(state: TrackerState, effects: Effect[]): void {
  const consent = state.consent;
  if (consent === null || consent.sensitive === "none") return;
  consent.sensitive = "none";
  storeConsent(consent, effects);
}

/** Whether the wearer's consent is one that can be paused now. */
export function canPause(state: TrackerState): boolean {
  const consent = state.consent;
  return consent !== null && !consent.withdrawn && !consent.objected;
}

/** The wearer's hand accepted a new consent; the notice that it is bound to was shown. */
export function takeConsent(
  state: TrackerState,
  consent: TrackerState["consent"],
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  // What the decision table does not accept is no consent, whoever handed it over; and without receipts it could not be
  // proven afterwards that the wearer gave it.
  if (consent === null || consentVerdict(consent) !== "accept" || state.receipts.trouble !== "none") return;
  state.consent = consent;
  // What was just accepted was shown from the live configuration.
  state.permission.notice = { fields: consent.fieldHashes, whole: consent.noticeHash };
  state.sampling = makeSampling();
  state.told.silence = null;
  tellPermission(state, { kind: "consent" }, moment, utcMs, effects);
  storeConsent(consent, effects);
  // A consent without a meter reads as one whose meter was lost, which has to count the whole day as recorded.
  if (consent.restMinutes > 0) effects.push({ kind: "replace", name: REST_METER, bytes: encodeRestMeter(state.rest) });
  noteGrant(state, consent, utcMs);
  stepAll(state, moment.upMs, effects);
}

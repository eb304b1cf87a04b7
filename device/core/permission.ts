import { type Consent, standing } from "./consent.ts";
import type { GateClaims } from "./gate.ts";
import type { NoticeHashes } from "./notice-record.ts";
import {
  hearVital,
  type VitalActor,
  type VitalEnd,
  type VitalEvent,
  type VitalNote,
  type VitalOutcome,
  type VitalReason,
  type VitalWatch,
  vitalClaim,
} from "./vital-interest.ts";

/**
 * Whether anyone may be told where the wearer is: the consent as it stands at this moment, and in its place an emergency.
 * The wearer's hand comes first. Withdrawing, objecting, pausing and agreeing are all acts of someone who can decide, so
 * each of them ends an emergency; and none can be called after a withdrawal or an objection, because that would undo
 * them from elsewhere.
 */
export interface Permission {
  vital: VitalWatch;
  /** Hashes of the notice that the live configuration makes; null while they are not known. */
  notice: NoticeHashes | null;
  /** Uptime at which the running pause began; null: none, or it began before the last restart. */
  pausedUpMs: number | null;
  pauseMs: number;
  /** Uptime at which the device started. */
  startedUpMs: number;
}

export type PermissionEvent =
  /** @param sureMs UTC that it surely is already: see `sureUtc` in trusted-time.ts. */
  | { kind: "tick"; sureMs: number }
  /** Always the wearer's hand. */
  | { kind: "pause"; minutes: number }
  | { kind: "resume" }
  | { kind: "object" }
  | { kind: "veto" }
  | { kind: "withdraw" }
  | { kind: "consent" }
  | { kind: "call"; actor: VitalActor | null; reason: VitalReason | null }
  | { kind: "call-off" };

export interface PermissionOutcome extends VitalOutcome {
  /** The consent record is to be stored again. */
  consentChanged: boolean;
}

/** Longer than this is no pause: whoever wants that withdraws. */
export const MAX_PAUSE_MINUTES = 1440;
/** An hour more than the longest, so that no quartz that runs fast makes a pause shorter than agreed. */
export const OUTLASTED_MS = 90000000;
/** A pause that began while the time was not known; its end is worked out as soon as it is. */
export const PAUSED_UNTIL_TOLD = 4294967295;

/** @param vital from `bootVital`. */
export function makePermission(vital: VitalWatch, notice: NoticeHashes | null): Permission {
  return { vital: vital, notice: notice, pausedUpMs: null, pauseMs: 0, startedUpMs: vital.seenUpMs };
}

function forgetPause(permission: Permission, consent: Consent): void {
  permission.pausedUpMs = null;
  consent.pausedUntilS = 0;
}

// Rounded up, so that the second in which it was asked for does not make it shorter than agreed.
function secondAfter(ms: number): number {
  return Math.ceil(ms / 1000);
}

/** @returns whether there is a pause now; minutes out of bounds give none, and end none. */
function pause(permission: Permission, consent: Consent, minutes: number, upMs: number, utcMs: number | null): boolean {
  if (!(minutes >= 1 && minutes <= MAX_PAUSE_MINUTES)) return false;
  permission.pausedUpMs = upMs;
  permission.pauseMs = minutes * 60000;
  consent.pausedUntilS = utcMs === null ? PAUSED_UNTIL_TOLD : secondAfter(utcMs + permission.pauseMs);
  return true;
}

// Not "less than": an uptime that went back, or is no number, keeps the pause.
function pauseRuns(permission: Permission, upMs: number): boolean {
  return permission.pausedUpMs !== null && !(upMs - permission.pausedUpMs >= permission.pauseMs);
}

/** Works out the end of a pause that began without the time; after a restart nobody knows its length any more. */
function noteEnd(permission: Permission, consent: Consent, upMs: number, utcMs: number | null): boolean {
  const since = permission.pausedUpMs;
  if (since === null || utcMs === null) return false;
  consent.pausedUntilS = secondAfter(utcMs + permission.pauseMs - (upMs - since));
  return true;
}

/**
 * Whether the device has run for longer than any pause lasts. Then this one is over whatever its end was to be: else one
 * that was noted by a wrong clock, or by none, would last until somebody remembers it.
 */
function outlasted(permission: Permission, upMs: number): boolean {
  const since = permission.pausedUpMs === null ? permission.startedUpMs : permission.pausedUpMs;
  return upMs - since >= OUTLASTED_MS;
}

/**
 * A pause ends by itself when the agreed time is over by uptime and by trusted time, whichever is later. Uptime does not
 * outlive a restart: from then on only what is sure ends it, because one clock that is wrong after a start would end it
 * for good, and nobody could give it back. What is sure ends it also where no clock is trusted any more.
 */
function settlePause(permission: Permission, consent: Consent, upMs: number, utcMs: number | null, sureMs: number): boolean {
  if (consent.pausedUntilS === 0) return false;
  if (!outlasted(permission, upMs)) {
    if (consent.pausedUntilS === PAUSED_UNTIL_TOLD) return noteEnd(permission, consent, upMs, utcMs);
    if (pauseRuns(permission, upMs)) return false;
    const toldMs = permission.pausedUpMs === null || utcMs === null ? sureMs : utcMs;
    if (toldMs < consent.pausedUntilS * 1000) return false;
  }
  forgetPause(permission, consent);
  return true;
}

/** What the wearer's hand or time does to the record. @returns whether it must be stored again. */
function changeConsent(
  permission: Permission,
  consent: Consent | null,
  event: PermissionEvent,
  upMs: number,
  utcMs: number | null,
): boolean {
  if (consent === null) return false;
  switch (event.kind) {
    case "pause":
      return pause(permission, consent, event.minutes, upMs, utcMs);
    case "resume":
    case "consent":
      forgetPause(permission, consent);
      return true;
    case "object":
      consent.objected = true;
      return true;
    case "tick":
      return settlePause(permission, consent, upMs, utcMs, event.sureMs);
    case "veto":
    case "withdraw":
    case "call":
    case "call-off":
      return false;
  }
}

function endOf(event: PermissionEvent): VitalEnd | null {
  switch (event.kind) {
    case "veto":
    case "pause":
      return "vetoed";
    case "withdraw":
      return "withdrawn";
    case "object":
      return "objected";
    case "consent":
      return "consent-given";
    case "call-off":
      return "called-off";
    case "tick":
    case "resume":
    case "call":
      return null;
  }
}

function saidNo(consent: Consent | null): boolean {
  return consent !== null && (consent.withdrawn || consent.objected);
}

function hearEmergency(permission: Permission, consent: Consent | null, event: PermissionEvent, upMs: number): VitalOutcome {
  if (event.kind === "call" && !saidNo(consent)) return hearVital(permission.vital, event, upMs);
  const why = endOf(event);
  const ending: VitalEvent = why === null ? { kind: "tick" } : { kind: "end", why: why };
  const outcome = hearVital(permission.vital, ending, upMs);
  if (event.kind !== "call") return outcome;
  const refused: VitalNote = { kind: "refused", actor: event.actor, reason: event.reason, why: "wearer-said-no" };
  outcome.notes.push(refused);
  return outcome;
}

/**
 * Takes one event. Withdrawal and a new consent change the record elsewhere (consent-change.ts) and are told here too.
 * @param utcMs trusted time, or null. @returns what is to be stored and written into the receipts.
 */
export function hearPermission(
  permission: Permission,
  consent: Consent | null,
  event: PermissionEvent,
  upMs: number,
  utcMs: number | null,
): PermissionOutcome {
  const consentChanged = changeConsent(permission, consent, event, upMs, utcMs);
  const outcome = hearEmergency(permission, consent, event, upMs);
  return { notes: outcome.notes, changed: outcome.changed, consentChanged: consentChanged };
}

/**
 * A pause seems to be over, and only a source of time is missing to be sure of it: a second one after a restart, or any
 * while the time is not trusted. Then the receiver may be listened to for the time: the gate stays shut meanwhile.
 * @param hostUtcMs what the board's clock says, trusted or not; null: nothing.
 */
export function pauseSeemsOver(
  permission: Permission,
  consent: Consent | null,
  upMs: number,
  utcMs: number | null,
  hostUtcMs: number | null,
): boolean {
  if (consent === null || consent.pausedUntilS === 0) return false;
  if (permission.pausedUpMs !== null) return utcMs === null && !pauseRuns(permission, upMs);
  const saidMs = utcMs === null ? hostUtcMs : utcMs;
  return saidMs !== null && saidMs >= consent.pausedUntilS * 1000;
}

// What began before the last restart holds until its end was settled.
function isHeld(permission: Permission, consent: Consent, upMs: number): boolean {
  if (permission.pausedUpMs !== null) return pauseRuns(permission, upMs);
  return consent.pausedUntilS !== 0;
}

/** The two claims of the gate that speak of permission. @param utcMs trusted time, or null. */
export function permissionClaims(
  permission: Permission,
  consent: Consent | null,
  upMs: number,
  utcMs: number | null,
): { consent: GateClaims["consent"]; vital: GateClaims["vital"] } {
  const stands = standing(consent, utcMs, permission.notice);
  // "active" is said of a consent that there is.
  return {
    consent: stands === "active" && isHeld(permission, consent as Consent, upMs) ? "paused" : stands,
    vital: vitalClaim(permission.vital, upMs),
  };
}

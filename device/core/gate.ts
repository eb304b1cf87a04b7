import type { Fix } from "./fix.ts";

/**
 * The one door. A fix leaves the device only as a `PermittedFix`, and this file alone makes one. The verdict is a pure
 * function over a finite set of claims; whatever is unknown counts against opening.
 */
export interface GateClaims {
  consent: "none" | "active" | "withdrawn" | "expired" | "paused" | "objected" | "notice-changed";
  /** "open": an emergency that was announced to the wearer, who let its countdown pass, and whose time is not over. */
  vital: "none" | "open";
  /** Whether keys, consent and queue could be read and written. */
  store: "sound" | "faulty";
  /** Whether at least one paired guardian is named by the consent. */
  roster: "named" | "empty";
  time: "trusted" | "untrusted";
  /** Agreed hours, both now and at the moment of the fix. */
  hours: "open" | "closed";
  /** "due": a minor's rolling day has no more open time left. */
  rest: "kept" | "due";
  /** "confirmed": the hardware itself, read back within the last second, says that it shows "recording". */
  lamp: "confirmed" | "unconfirmed";
}

/** Why the gate is shut, the first reason that applies in this order. */
export type Refusal =
  | "no-consent"
  | "withdrawn"
  | "consent-expired"
  | "objected"
  | "notice-changed"
  | "paused"
  | "storage-fault"
  | "nobody-to-tell"
  | "time-untrusted"
  | "outside-hours"
  | "rest-due"
  | "lamp-unconfirmed"
  | "not-measured";

declare const permitted: unique symbol;
/** A fix that may be told to the guardians whom the consent names. */
export interface PermittedFix {
  readonly fix: Fix;
  readonly [permitted]: true;
}

/**
 * Whether an emergency takes the place of consent, hours and rest. It stands in for a yes that is missing, never
 * against a no: who withdrew or objected was able to decide, and no one can undo that from elsewhere. Everything
 * else stays: without lamp the wearer would not know, without store there would be no receipt, and without trusted time
 * a receiver's old position would send help to where the wearer is not.
 */
function isEmergency(claims: GateClaims): boolean {
  const consent = claims.consent;
  const unsaid = consent === "none" || consent === "expired" || consent === "notice-changed" || consent === "paused";
  return claims.vital === "open" && (unsaid || consent === "active");
}

function consentRefusal(consent: GateClaims["consent"]): Refusal | null {
  if (consent === "active") return null;
  if (consent === "expired") return "consent-expired";
  if (consent === "withdrawn" || consent === "objected" || consent === "notice-changed" || consent === "paused") return consent;
  // Also for a value that nobody foresaw.
  return "no-consent";
}

function hoursRefusal(claims: GateClaims): Refusal | null {
  if (claims.hours !== "open") return "outside-hours";
  return claims.rest === "kept" ? null : "rest-due";
}

/** @returns null when the gate is open, else the reason why not. */
export function refusalOf(claims: GateClaims): Refusal | null {
  const emergency = isEmergency(claims);
  const consent = emergency ? null : consentRefusal(claims.consent);
  if (consent !== null) return consent;
  if (claims.store !== "sound") return "storage-fault";
  if (claims.roster !== "named") return "nobody-to-tell";
  if (claims.time !== "trusted") return "time-untrusted";
  const hours = emergency ? null : hoursRefusal(claims);
  if (hours !== null) return hours;
  return claims.lamp === "confirmed" ? null : "lamp-unconfirmed";
}

/** True while the wearer must see that the device records: everything but the lamp's own answer is in place. */
export function lampIsDue(claims: GateClaims): boolean {
  const refusal = refusalOf(claims);
  return refusal === null || refusal === "lamp-unconfirmed";
}

// Dead reckoning, manual input and a simulator's marking are not a position that was measured now.
function measured(fix: Fix): boolean {
  return fix.quality === "autonomous" || fix.quality === "differential" || fix.quality === "rtk";
}

/** Lets one fix through, or names why not. */
export function pass(fix: Fix, claims: GateClaims): PermittedFix | Refusal {
  const refusal = refusalOf(claims);
  if (refusal !== null) return refusal;
  if (!measured(fix)) return "not-measured";
  return { fix: fix } as PermittedFix;
}

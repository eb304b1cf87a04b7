import type { Fix } from "./fix.ts";

/**
 * The one door. A fix leaves the device only as a `PermittedFix`, and this file alone makes one. The verdict is a pure
 * function over a finite set of claims; whatever is unknown counts against opening.
 */
export interface GateClaims {
  consent: "none" | "active" | "withdrawn" | "expired" | "objected" | "notice-changed" | "paused";
  /** Whether keys, consent and queue could be read and written. */
  store: "sound" | "faulty";
  /** Whether at least one paired guardian is named by the consent. */
  roster: "named" | "empty";
  time: "trusted" | "untrusted";
  /** Agreed hours, both now and at the moment of the fix. */
  hours: "open" | "closed";
  /** "due": a minor was watched for as much of the last 24 hours as they may be. */
  rest: "kept" | "due";
  /** "confirmed": the hardware itself, read back within the last second, says that it shows "recording". */
  lamp: "confirmed" | "unconfirmed";
}

/** Why the gate is shut, the first reason that applies in this order. */
export type Refusal =
  | "no-consent"
  | "withdrawn"
  | "objected"
  | "consent-expired"
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

/** @returns null when the gate is open, else the reason why not. */
export function refusalOf(claims: GateClaims): Refusal | null {
  if (claims.consent === "none") return "no-consent";
  if (claims.consent === "withdrawn") return "withdrawn";
  if (claims.consent === "objected") return "objected";
  if (claims.consent === "expired") return "consent-expired";
  if (claims.consent === "notice-changed") return "notice-changed";
  if (claims.consent === "paused") return "paused";
  if (claims.store !== "sound") return "storage-fault";
  if (claims.roster !== "named") return "nobody-to-tell";
  if (claims.time !== "trusted") return "time-untrusted";
  if (claims.hours !== "open") return "outside-hours";
  if (claims.rest !== "kept") return "rest-due";
  if (claims.lamp !== "confirmed") return "lamp-unconfirmed";
  // Said again from the other side: a claim with a value that nobody foresaw shuts the gate.
  return claims.consent === "active" ? null : "no-consent";
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

/**
 * Why a guardian hears no position, or that one may hear it. The order is the wire's: append only.
 * Each is told by a status report that carries no position, so that silence is never a riddle.
 */
export const SILENCES = [
  "tracking",
  "withdrawn",
  "consent-expired",
  "outside-hours",
  "lamp-unconfirmed",
  "time-untrusted",
  "no-fix",
  "storage-fault",
  "rest-due",
  "objected",
  "notice-changed",
  "paused",
  "deletion-asked",
] as const;

/** The device's own account of its state. "tracking" means that fixes are passing. */
export type Silence = (typeof SILENCES)[number];

/** Silences that are announced once and then kept: a heartbeat would tell that the wearer is somewhere about. */
export function isKept(silence: Silence): boolean {
  switch (silence) {
    case "outside-hours":
    case "withdrawn":
    case "deletion-asked":
    case "consent-expired":
    case "objected":
    case "notice-changed":
    case "paused":
      return true;
    case "tracking":
    case "lamp-unconfirmed":
    case "time-untrusted":
    case "no-fix":
    case "storage-fault":
    case "rest-due":
      return false;
  }
}

export function silenceCode(silence: Silence): number {
  return SILENCES.indexOf(silence);
}

/** Null for a code of a later version. */
export function silenceOf(code: number): Silence | null {
  const silence = SILENCES[code];
  return silence === undefined ? null : silence;
}

import { isFrameLength } from "../../device/protocol/envelope.ts";
import type { FixReport } from "../../device/protocol/report.ts";
import type { Heard, Said } from "./eavesdropper.ts";
import type { Truth } from "./truth.ts";

/**
 * What must never happen, whatever breaks. Each is asked of every message as it enters the broker, with what is truly so
 * in the made-up world and not with what the device believes.
 */
export type Never =
  | "a position without consent"
  | "a position without a lit lamp"
  | "a position outside the hours"
  | "a position that nobody measured"
  | "a position after a no"
  | "a frame of another length"
  | "one place of the chain used twice"
  | "words that no key opens"
  | "an acknowledged position lost"
  | "a position held twice"
  | "a position lost"
  | "a call for help lost"
  | "a crash";

/** A promise that was broken. Holds no position. */
export interface Violation {
  never: Never;
  /** True time. */
  utcMs: number;
}

/** Half a metre of rounding at five decimals, and a second's walk of whoever is between two bursts. */
const NEAR_E7 = 400;
/** Stopping takes this long at most, with all that is under way. */
const STOPS_MS = 2000;

/** @param decimals of the agreed precision, which rounds. */
function isNear(fix: FixReport, latDeg: number, lonDeg: number, decimals: number): boolean {
  const roundingE7 = 10 ** (7 - decimals) / 2 + NEAR_E7;
  return Math.abs(fix.latE7 - latDeg * 1e7) <= roundingE7 && Math.abs(fix.lonE7 - lonDeg * 1e7) <= roundingE7;
}

function objectionsToFix(fix: FixReport, truth: Truth, decimals: number): Never[] {
  const instant = truth.at(fix.timeS);
  if (instant === null || !instant.valid || !isNear(fix, instant.latDeg, instant.lonDeg, decimals))
    return ["a position that nobody measured"];
  const found: Never[] = [];
  // An emergency stands in for a yes that is missing, and for the hours; it lights the lamp like everything else.
  const instead = fix.flags.vitalInterest && instant.emergency;
  if (!instant.agreed && !instead) found.push("a position without consent");
  if (!instant.inHours && !instead) found.push("a position outside the hours");
  if (!instant.lit) found.push("a position without a lit lamp");
  return found;
}

function isAfterNo(said: Said, truth: Truth, nowMs: number): boolean {
  const since = truth.noSinceMs;
  // A changed notice stops the capture; what was lawfully captured before it may still arrive.
  if (said.report.kind !== "fix" || since === null || truth.will === "notice-changed") return false;
  return nowMs - since > STOPS_MS;
}

/** @returns what this message broke. */
export function brokenBy(heard: Heard, truth: Truth, nowMs: number, decimals: number): Never[] {
  const found: Never[] = [];
  if (!isFrameLength(heard.length)) found.push("a frame of another length");
  else if (heard.by === "nobody") found.push("words that no key opens");
  if (heard.reused) found.push("one place of the chain used twice");
  for (const said of heard.said) {
    if (said.by !== "device" || said.report.kind !== "fix") continue;
    found.push(...objectionsToFix(said.report, truth, decimals));
    if (isAfterNo(said, truth, nowMs)) found.push("a position after a no");
  }
  return found;
}

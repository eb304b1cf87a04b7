import { createHash } from "node:crypto";
import { type Consent, MAX_CONSENT_S } from "../core/consent.ts";
import { MINOR_REST_MINUTES } from "../core/rest.ts";
import type { ServiceTerms } from "./config.ts";
import { scheduleOf } from "./hours.ts";

function hoursInWords(terms: ServiceTerms): string {
  const lines = terms.hours.map((window) => `${window.days.join(", ")} from ${window.from} to ${window.to}`);
  for (const trip of terms.trips) lines.push(`once from ${trip.from.replace("T", " ")} to ${trip.to.replace("T", " ")}`);
  if (terms.closed.length > 0) lines.push(`not on ${terms.closed.join(", ").replaceAll("..", " to ")}`);
  if (terms.wearer === "minor")
    lines.push(`at least ${MINOR_REST_MINUTES / 60} hours of any 24 stay free, whatever else was agreed`);
  return lines.map((line) => `  ${line}`).join("\n");
}

/**
 * The notice that a wearer reads before anything can start (R-11), one page an item, made of the live configuration so
 * that paper and behaviour cannot differ.
 */
export function noticePages(terms: ServiceTerms, guardians: number): string[] {
  const hours = hoursInWords(terms);
  const precision = (111_195 / 10 ** terms.decimals).toLocaleString("en", { maximumSignificantDigits: 1 });
  return [
    `Who is responsible\n  ${terms.controller}`,
    `What for\n  ${terms.purpose}`,
    "What is collected\n  Your position from satellites, its time, accuracy, height, speed and direction, and this device's battery.",
    `Who receives it\n  ${guardians === 1 ? "One paired guardian" : `${guardians} paired guardians`}, sealed so that nobody between can read it.`,
    `When\n${hours}\n  in the local time of ${terms.timeZone}. Outside these hours nothing is collected.`,
    `How often and how exactly\n  At most once in ${terms.intervalS} seconds, to about ${precision} m.`,
    "How long it is kept\n  On this device until the guardian has it. At the guardian 14 days at most.",
    "How you see it\n  The lamp is on whenever your position is recorded. If the lamp does not work, nothing is recorded.",
    "Your rights\n  You may see, copy, correct and delete what is held about you, object, and complain to the data protection authority.",
    "How to stop\n  At any time, on this device, without asking anyone and without a reason: lychnos consent withdraw, or press w three times.",
  ];
}

/** SHA-256 over the pages: consent is bound to exactly this text. */
export function noticeHash(pages: string[]): Uint8Array {
  return new Uint8Array(createHash("sha256").update(pages.join("\n\f\n"), "utf8").digest());
}

/**
 * The record that an acceptance makes.
 * @param number counts this device's consents, from 1.
 * @param guardianSlots pairing slots that the notice spoke of.
 */
export function consentFor(terms: ServiceTerms, guardianSlots: number[], number: number, nowMs: number): Consent {
  const grantedS = Math.floor(nowMs / 1000);
  const expiresS = grantedS + Math.min(MAX_CONSENT_S, Math.floor(terms.months * 30.5 * 86_400));
  const pages = noticePages(terms, guardianSlots.length);
  return {
    number,
    withdrawn: false,
    farewell: false,
    grantedS,
    expiresS,
    intervalS: terms.intervalS,
    decimals: terms.decimals,
    guardians: guardianSlots.reduce((bits, slot) => bits | (1 << slot), 0),
    noticeHash: noticeHash(pages),
    restMinutes: terms.wearer === "minor" ? MINOR_REST_MINUTES : 0,
    schedule: scheduleOf(terms, nowMs, expiresS * 1000),
  };
}

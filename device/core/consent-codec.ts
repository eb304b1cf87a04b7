import { copyOf, readU8, readU16, readU32, writeU16, writeU32 } from "../protocol/bytes.ts";
import { crc32 } from "../protocol/crc32.ts";
import type { Basis, Opinion } from "./basis.ts";
import type { AgeGroup, Consent, Language } from "./consent.ts";
import { consentVerdict } from "./consent-claims.ts";
import { fieldHashLength } from "./notice-record.ts";
import type { Schedule } from "./schedule.ts";
import { decodeSchedule, encodeSchedule } from "./schedule-codec.ts";

/** The bytes of the consent record in the store; whatever is not whole, sound and lawful reads as no consent. */

const VERSION = 3;
const HEAD = 70;
const MAX_RETENTION_DAYS = 14;
const ALL_FLAGS = 63;
const NO_CHILD_NOTICE = 255;

// The place in each list is the byte in the record: only ever add at the end.
const BASES: Basis[] = ["adult", "court-supporter", "parents", "legal-duty", "vital-interest"];
const AGES: AgeGroup[] = ["adult", "5-8", "9-13", "14-17"];
const OPINIONS: Opinion[] = ["not-asked", "agrees", "objects", "weighed"];
const LANGUAGES: Language[] = ["en", "el"];
const SENSITIVES: Consent["sensitive"][] = ["none", "agreed", "without-consent"];

function flagsOf(consent: Consent): number {
  let flags = 0;
  if (consent.withdrawn) flags |= 1;
  if (consent.farewell) flags |= 2;
  if (consent.objected) flags |= 4;
  if (consent.noticeWhole) flags |= 8;
  if (consent.restKept) flags |= 16;
  if (consent.deletionAsked) flags |= 32;
  return flags;
}

/** @returns the record for the store, ending in a CRC-32. A consent outside its limits gives bytes that decode to none. */
export function encodeConsent(consent: Consent): Uint8Array {
  const schedule = encodeSchedule(consent.schedule);
  const hashes = fieldHashLength();
  const out = new Uint8Array(HEAD + hashes + schedule.length + 4);
  out[0] = VERSION;
  out[1] = flagsOf(consent);
  writeU16(out, 2, consent.number);
  writeU32(out, 4, consent.grantedS);
  writeU32(out, 8, consent.expiresS);
  writeU16(out, 12, consent.intervalS);
  out[14] = consent.decimals;
  out[15] = consent.guardians;
  out.set(consent.noticeHash.subarray(0, 32), 16);
  // What no list knows is stored as 255 and read back as no consent.
  out[48] = BASES.indexOf(consent.basis);
  out[49] = AGES.indexOf(consent.ageGroup);
  out[50] = consent.evidence;
  out[51] = OPINIONS.indexOf(consent.opinion);
  out[52] = LANGUAGES.indexOf(consent.language);
  out[53] = consent.childNotice === null ? NO_CHILD_NOTICE : AGES.indexOf(consent.childNotice);
  out[54] = SENSITIVES.indexOf(consent.sensitive);
  out[55] = consent.retentionDays;
  writeU16(out, 56, consent.restMinutes);
  writeU32(out, 58, consent.remindedS);
  writeU32(out, 62, consent.pausedUntilS);
  writeU32(out, 66, consent.noticeChangedS);
  out.set(consent.fieldHashes.subarray(0, hashes), HEAD);
  out.set(schedule, HEAD + hashes);
  writeU32(out, out.length - 4, crc32(out, 0, out.length - 4));
  return out;
}

interface Names {
  basis: Basis;
  ageGroup: AgeGroup;
  opinion: Opinion;
  language: Language;
  childNotice: AgeGroup | null;
  sensitive: Consent["sensitive"];
}

function readNames(bytes: Uint8Array): Names | null {
  const basis = BASES[readU8(bytes, 48)];
  const ageGroup = AGES[readU8(bytes, 49)];
  const opinion = OPINIONS[readU8(bytes, 51)];
  const language = LANGUAGES[readU8(bytes, 52)];
  const child = bytes[53] === NO_CHILD_NOTICE ? null : AGES[readU8(bytes, 53)];
  const sensitive = SENSITIVES[readU8(bytes, 54)];
  if (basis === undefined || ageGroup === undefined || opinion === undefined) return null;
  if (language === undefined || child === undefined || sensitive === undefined) return null;
  return { basis: basis, ageGroup: ageGroup, opinion: opinion, language: language, childNotice: child, sensitive: sensitive };
}

function readRest(bytes: Uint8Array, names: Names, schedule: Schedule): Consent {
  const flags = readU8(bytes, 1);
  return {
    number: readU16(bytes, 2),
    withdrawn: (flags & 1) !== 0,
    farewell: (flags & 2) !== 0,
    deletionAsked: (flags & 32) !== 0,
    objected: (flags & 4) !== 0,
    grantedS: readU32(bytes, 4),
    expiresS: readU32(bytes, 8),
    pausedUntilS: readU32(bytes, 62),
    noticeChangedS: readU32(bytes, 66),
    remindedS: readU32(bytes, 58),
    intervalS: readU16(bytes, 12),
    decimals: readU8(bytes, 14),
    guardians: readU8(bytes, 15),
    basis: names.basis,
    evidence: readU8(bytes, 50),
    ageGroup: names.ageGroup,
    language: names.language,
    noticeWhole: (flags & 8) !== 0,
    childNotice: names.childNotice,
    opinion: names.opinion,
    sensitive: names.sensitive,
    retentionDays: readU8(bytes, 55),
    restMinutes: readU16(bytes, 56),
    restKept: (flags & 16) !== 0,
    noticeHash: copyOf(bytes, 16, 48),
    fieldHashes: copyOf(bytes, HEAD, HEAD + fieldHashLength()),
    schedule: schedule,
  };
}

/** @returns null for anything but a whole, sound record of a lawful consent: in doubt there is none (F7, R-12). */
export function decodeConsent(bytes: Uint8Array): Consent | null {
  const from = HEAD + fieldHashLength();
  const end = bytes.length - 4;
  if (end < from || readU32(bytes, end) !== crc32(bytes, 0, end)) return null;
  if (bytes[0] !== VERSION || readU8(bytes, 1) > ALL_FLAGS) return null;
  const schedule = decodeSchedule(bytes, from, end);
  const names = readNames(bytes);
  const days = readU8(bytes, 55);
  if (schedule === null || names === null || days < 1 || days > MAX_RETENTION_DAYS) return null;
  const consent = readRest(bytes, names, schedule);
  return consentVerdict(consent) === "accept" ? consent : null;
}

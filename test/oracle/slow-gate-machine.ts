import type { Consent } from "../../device/core/consent.ts";
import { decodeConsent, encodeConsent } from "../../device/core/consent.ts";
import { type GateClaims, lampIsDue, refusalOf } from "../../device/core/gate.ts";
import { askLamp, hearLamp, type LampWatch, lampConfirmed, makeLampWatch } from "../../device/core/lamp-watch.ts";
import type { NoticeHashes } from "../../device/core/notice-record.ts";
import {
  hearPermission,
  makePermission,
  type Permission,
  type PermissionEvent,
  permissionClaims,
} from "../../device/core/permission.ts";
import type { LampPattern } from "../../device/core/ports.ts";
import { inHours } from "../../device/core/schedule.ts";
import { bootVital, encodeVital, makeVitalWatch } from "../../device/core/vital-interest.ts";

/** The device's own parts as the search runs them; a test puts a faulty one in their place. */
export interface Parts {
  refusalOf: typeof refusalOf;
  lampIsDue: typeof lampIsDue;
  lampConfirmed: typeof lampConfirmed;
  hearPermission: typeof hearPermission;
  permissionClaims: typeof permissionClaims;
  bootVital: typeof bootVital;
}

export const REAL_PARTS: Parts = { refusalOf, lampIsDue, lampConfirmed, hearPermission, permissionClaims, bootVital };

/** All that decides about the gate, and nothing of what happens behind it. */
export interface Machine {
  consent: Consent | null;
  permission: Permission;
  lamp: LampWatch;
  upMs: number;
  utcMs: number | null;
  store: GateClaims["store"];
  roster: GateClaims["roster"];
  rest: GateClaims["rest"];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MIDNIGHT = Date.UTC(2026, 0, 1);
/** Where uptime stands after every event: only ages matter, so the machine is moved back to here. */
export const UP = 100 * DAY;

/** Before the hours, in them, and in those of a day after the end. A pause that begins at one is over at the next. */
export const MOMENTS = [7 * HOUR, 9 * HOUR, 20 * DAY + 9 * HOUR].map((after) => MIDNIGHT + after);
export const EXPIRES_MS = MIDNIGHT + 10 * DAY;
export const PAUSE_MINUTES = 10;

const SAME: NoticeHashes = { fields: new Uint8Array(56).fill(5), whole: new Uint8Array(32).fill(6) };
export const NOTICES: Record<"same" | "changed", NoticeHashes> = { same: SAME, changed: { ...SAME, whole: new Uint8Array(32) } };

export function consentOfAdult(): Consent {
  return {
    number: 1,
    withdrawn: false,
    farewell: false,
    deletionAsked: false,
    objected: false,
    grantedS: MIDNIGHT / 1000,
    expiresS: EXPIRES_MS / 1000,
    pausedUntilS: 0,
    noticeChangedS: 0,
    remindedS: 0,
    intervalS: 5,
    decimals: 5,
    guardians: 1,
    basis: "adult",
    evidence: 1,
    ageGroup: "adult",
    language: "en",
    noticeWhole: true,
    childNotice: null,
    opinion: "not-asked",
    sensitive: "none",
    retentionDays: 14,
    restMinutes: 0,
    restKept: false,
    noticeHash: SAME.whole,
    fieldHashes: SAME.fields,
    schedule: {
      windows: [{ days: 127, fromMinute: 480, toMinute: 600 }],
      zone: { fromMinutes: [MIDNIGHT / MINUTE - 1440], offsets: [0], untilMinute: MIDNIGHT / MINUTE + 400 * 1440 },
    },
  };
}

const SCHEDULE = consentOfAdult().schedule;
const HOURS_AT = new Map(MOMENTS.map((utcMs) => [utcMs, inHours(SCHEDULE, utcMs)]));

export function isInHours(utcMs: number | null): boolean {
  return utcMs !== null && HOURS_AT.get(utcMs) === true;
}

export function freshMachine(): Machine {
  return {
    consent: null,
    permission: makePermission(makeVitalWatch(), SAME),
    lamp: makeLampWatch(UP),
    upMs: UP,
    utcMs: null,
    store: "sound",
    roster: "empty",
    rest: "kept",
  };
}

export function copyMachine(machine: Machine): Machine {
  return {
    ...machine,
    consent: machine.consent === null ? null : { ...machine.consent },
    permission: { ...machine.permission, vital: { ...machine.permission.vital } },
    lamp: { ...machine.lamp },
  };
}

export function claimsOf(machine: Machine, parts: Parts): GateClaims {
  const { consent, permission, upMs, utcMs } = machine;
  return {
    ...parts.permissionClaims(permission, consent, upMs, utcMs),
    store: machine.store,
    roster: machine.roster,
    time: utcMs === null ? "untrusted" : "trusted",
    hours: consent !== null && isInHours(utcMs) ? "open" : "closed",
    rest: machine.rest,
    lamp: parts.lampConfirmed(machine.lamp, upMs) ? "confirmed" : "unconfirmed",
  };
}

/** @returns what the lamp is newly asked for, or null: as the device does after every event. */
export function lightLamp(machine: Machine, parts: Parts): LampPattern | null {
  const wanted: LampPattern = parts.lampIsDue(claimsOf(machine, parts)) ? "recording" : "silent";
  if (wanted === machine.lamp.asked) return null;
  askLamp(machine.lamp, wanted, machine.upMs);
  return wanted;
}

export function tell(machine: Machine, parts: Parts, event: PermissionEvent): void {
  parts.hearPermission(machine.permission, machine.consent, event, machine.upMs, machine.utcMs);
}

export function answerLamp(machine: Machine, answer: LampPattern | null): void {
  hearLamp(machine.lamp, answer, machine.upMs);
}

/** Through the very bytes that the store would hold. */
export function restartMachine(machine: Machine, parts: Parts): void {
  const record = encodeVital(machine.permission.vital);
  machine.consent = machine.consent === null ? null : decodeConsent(encodeConsent(machine.consent));
  machine.permission = makePermission(parts.bootVital(record, machine.upMs).watch, machine.permission.notice);
  machine.lamp = makeLampWatch(machine.upMs);
  machine.utcMs = null;
}

export function isOpen(machine: Machine, parts: Parts): boolean {
  return parts.refusalOf(claimsOf(machine, parts)) === null;
}

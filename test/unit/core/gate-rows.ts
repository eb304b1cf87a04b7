import type { Fix, FixQuality } from "../../../device/core/fix.ts";
import type { GateClaims, Refusal } from "../../../device/core/gate.ts";

/** All is well. */
export const OPEN: GateClaims = {
  consent: "active",
  vital: "none",
  store: "sound",
  roster: "named",
  time: "trusted",
  hours: "open",
  rest: "kept",
  lamp: "confirmed",
};
/** Nothing but the emergency speaks for opening. */
export const EMERGENCY: GateClaims = { ...OPEN, consent: "none", vital: "open", hours: "closed", rest: "due" };

// A record of each claim's values, so that the compiler refuses a list that lacks one.
const DOMAINS: { [Claim in keyof GateClaims]: Record<GateClaims[Claim], true> } = {
  consent: {
    none: true,
    active: true,
    withdrawn: true,
    expired: true,
    paused: true,
    objected: true,
    "notice-changed": true,
  },
  vital: { none: true, open: true },
  store: { sound: true, faulty: true },
  roster: { named: true, empty: true },
  time: { trusted: true, untrusted: true },
  hours: { open: true, closed: true },
  rest: { kept: true, due: true },
  lamp: { confirmed: true, unconfirmed: true },
};

export const CLAIMS = Object.keys(DOMAINS) as (keyof GateClaims)[];

/** The state with one claim made another, for each of the values that this claim can have. */
export function everyValueOf(name: keyof GateClaims, claims: GateClaims): GateClaims[] {
  return Object.keys(DOMAINS[name]).map((value) => ({ ...claims, [name]: value }));
}

/** All 896 states that the gate can be asked about. */
export function everyClaim(): GateClaims[] {
  return CLAIMS.reduce((all, name) => all.flatMap((claims) => everyValueOf(name, claims)), [OPEN]);
}

export function fixOf(quality: FixQuality): Fix {
  return {
    timeMs: 0,
    latDeg: 1,
    lonDeg: 2,
    altitudeM: null,
    accuracyM: null,
    hdop: null,
    satellites: null,
    speedMps: null,
    courseDeg: null,
    quality,
  };
}

/** Modified condition/decision coverage: two states that differ in one claim alone, the first open, the second shut, and why. */
export const PAIRS: [string, GateClaims, Partial<GateClaims>, Refusal][] = [
  ["consent, to none", OPEN, { consent: "none" }, "no-consent"],
  ["consent, to withdrawn", OPEN, { consent: "withdrawn" }, "withdrawn"],
  ["consent, to expired", OPEN, { consent: "expired" }, "consent-expired"],
  ["consent, to paused", OPEN, { consent: "paused" }, "paused"],
  ["consent, to objected", OPEN, { consent: "objected" }, "objected"],
  ["consent, to notice-changed", OPEN, { consent: "notice-changed" }, "notice-changed"],
  ["store", OPEN, { store: "faulty" }, "storage-fault"],
  ["roster", OPEN, { roster: "empty" }, "nobody-to-tell"],
  ["time", OPEN, { time: "untrusted" }, "time-untrusted"],
  ["hours", OPEN, { hours: "closed" }, "outside-hours"],
  ["rest", OPEN, { rest: "due" }, "rest-due"],
  ["lamp", OPEN, { lamp: "unconfirmed" }, "lamp-unconfirmed"],
  ["vital", EMERGENCY, { vital: "none" }, "no-consent"],
  ["vital, where only the hours are closed", { ...OPEN, vital: "open", hours: "closed" }, { vital: "none" }, "outside-hours"],
  ["vital, where only the rest is due", { ...OPEN, vital: "open", rest: "due" }, { vital: "none" }, "rest-due"],
  ["vital, in a pause", { ...OPEN, vital: "open", consent: "paused" }, { vital: "none" }, "paused"],
  ["vital, after the end", { ...OPEN, vital: "open", consent: "expired" }, { vital: "none" }, "consent-expired"],
  ["vital, under another notice", { ...OPEN, vital: "open", consent: "notice-changed" }, { vital: "none" }, "notice-changed"],
  ["consent in an emergency, to withdrawn", EMERGENCY, { consent: "withdrawn" }, "withdrawn"],
  ["consent in an emergency, to objected", EMERGENCY, { consent: "objected" }, "objected"],
  ["store in an emergency", EMERGENCY, { store: "faulty" }, "storage-fault"],
  ["roster in an emergency", EMERGENCY, { roster: "empty" }, "nobody-to-tell"],
  ["time in an emergency", EMERGENCY, { time: "untrusted" }, "time-untrusted"],
  ["lamp in an emergency", EMERGENCY, { lamp: "unconfirmed" }, "lamp-unconfirmed"],
];

export const MEASURED = ["autonomous", "differential", "rtk"] as const;
export const NOT_MEASURED = ["estimated", "manual", "simulated"] as const;

import { FIRST_PARENT, SECOND_PARENT } from "../../device/core/consent.ts";
import type { ServiceTerms } from "../../device/node/config.ts";
import type { GrantAct } from "../../device/node/notice.ts";
import { zoneOffsets } from "../../device/node/zone-offsets.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** The child is at the door when the hours open: who tries Lychnos shall not wait for somebody to move. */
const DOOR_MS = -8_000;
/** Where the made-up family lives. */
export const SCHOOL_ZONE = "Europe/Athens";
const SCHOOL_DAYS = ["mon", "tue", "wed", "thu", "fri"] as const;

/** What the made-up family agreed to: the way to school and the way home, and nothing between. */
export const TERMS: ServiceTerms = {
  controller: "The parents (a made-up family), Lamp Street 1",
  purpose: "To know that the way to school and home goes well.",
  timeZone: SCHOOL_ZONE,
  hours: [
    { days: [...SCHOOL_DAYS], from: "07:20", to: "08:05" },
    { days: [...SCHOOL_DAYS], from: "13:10", to: "13:55" },
  ],
  closed: [],
  trips: [],
  purposeForChild: "So that your parents know you are safe on the way to school and home.",
  intervalS: 5,
  decimals: 5,
  stopBy: "button",
  months: 10,
};

/** The service wants something more than was agreed to: nothing goes on before it is read and agreed to anew. */
export const CHANGED_TERMS: ServiceTerms = {
  ...TERMS,
  purpose: "To know that the way to school and home goes well, and when to put the kettle on.",
  purposeForChild: "So that your parents know you are safe on the way, and when to put the kettle on.",
};

/** Both parents agreed, and the child, who is eleven, read the notice for that age. */
export const PARENTS_YES: GrantAct = {
  wearer: { ageGroup: "9-13", language: "en" },
  basis: "parents",
  evidence: FIRST_PARENT | SECOND_PARENT,
  noticeWhole: true,
  childNotice: "9-13",
  opinion: "not-asked",
  sensitive: "none",
};

/** One way, in UTC: when the hours open, when the child sets out, when the hours close. */
export interface Trip {
  homeward: boolean;
  opensMs: number;
  leavesMs: number;
  closesMs: number;
}

function localToUtc(dayMs: number, minute: number): number {
  const guess = dayMs + minute * MINUTE_MS;
  const zone = zoneOffsets(SCHOOL_ZONE, guess - DAY_MS, guess + DAY_MS);
  const offset = zone.offsets[zone.offsets.length - 1] ?? 0;
  return guess - offset * MINUTE_MS;
}

function isSchoolDay(dayMs: number): boolean {
  const weekday = new Date(dayMs).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

function tripsOf(dayMs: number): Trip[] {
  const trip = (homeward: boolean, opens: number, closes: number): Trip => ({
    homeward,
    opensMs: localToUtc(dayMs, opens),
    leavesMs: localToUtc(dayMs, opens) + DOOR_MS,
    closesMs: localToUtc(dayMs, closes),
  });
  return [trip(false, 7 * 60 + 20, 8 * 60 + 5), trip(true, 13 * 60 + 10, 13 * 60 + 55)];
}

/** The first trip whose hours have not closed at this moment. */
export function tripAfter(utcMs: number): Trip {
  for (let dayMs = Math.floor(utcMs / DAY_MS) * DAY_MS - DAY_MS; ; dayMs += DAY_MS) {
    if (!isSchoolDay(dayMs)) continue;
    const next = tripsOf(dayMs).find((trip) => trip.closesMs > utcMs);
    if (next !== undefined) return next;
  }
}

/** The next morning trip, so that a demonstration begins at its beginning at any hour of the day. */
export function nextMorning(utcMs: number): Trip {
  let trip = tripAfter(utcMs);
  while (trip.homeward || trip.opensMs < utcMs) trip = tripAfter(trip.closesMs);
  return trip;
}

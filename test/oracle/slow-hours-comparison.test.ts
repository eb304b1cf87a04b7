import { describe, expect, it } from "vitest";
import { keepsRest } from "../../device/core/rest.ts";
import { inHours, nextChange, type Schedule, type ZoneOffsets } from "../../device/core/schedule.ts";
import { random } from "../random.ts";
import { compareAt, type HoursCandidate, makeTally, type Place, type Tally } from "./slow-hours-comparison.ts";

// Athens from winter to summer to winter, 2026, written by hand: this test needs no zdump.
const SPRING = Date.UTC(2026, 2, 29, 1) / 60_000;
const AUTUMN = Date.UTC(2026, 9, 25, 1) / 60_000;
const YEAR = Date.UTC(2026, 0) / 60_000;
const table: ZoneOffsets = {
  fromMinutes: [YEAR, SPRING, AUTUMN],
  offsets: [120, 180, 120],
  untilMinute: YEAR + 366 * 1440,
};
const readings = [
  { utcMinute: YEAR, offset: 120 },
  { utcMinute: SPRING, offset: 180 },
  { utcMinute: AUTUMN, offset: 120 },
];
const places: Place[] = [SPRING, AUTUMN].map((aroundMinute) => ({ name: "Athens", table, readings, aroundMinute }));
const ours: HoursCandidate = { inHours, nextChange, keepsRest };

function tallyOf(change: Partial<HoursCandidate>): Tally {
  const tally = makeTally();
  for (const place of places) compareAt({ ...ours, ...change }, place, 100, random(7), tally);
  return tally;
}

// By the present offset alone, as if no edge ever fell into a gap or came twice.
function naive(schedule: Schedule, utcMs: number): boolean {
  const minute = Math.floor(utcMs / 60_000);
  const row = schedule.zone.fromMinutes.filter((from) => from <= minute).length - 1;
  const fixed = { ...schedule.zone, fromMinutes: [0], offsets: [schedule.zone.offsets[row] ?? 0] };
  return inHours({ ...schedule, zone: fixed }, utcMs);
}

function shifted(schedule: Schedule, minutes: number): Schedule {
  return { ...schedule, zone: { ...schedule.zone, fromMinutes: schedule.zone.fromMinutes.map((from) => from + minutes) } };
}

describe("the comparison of the proof gate/hours", () => {
  it("finds no disagreement with the device's own hours", () => {
    const tally = tallyOf({});
    expect(tally.disagreements).toEqual([]);
    expect(tally.overfull).toBe(0);
    expect(tally.granted).toBeGreaterThan(0);
    expect(tally.sets).toBe(200);
  });

  const bugs: [string, Partial<HoursCandidate>][] = [
    ["ignores gaps and repeated hours", { inHours: naive }],
    ["changes the clock a minute late", { inHours: (schedule, utcMs) => inHours(shifted(schedule, 1), utcMs) }],
    ["opens a minute early", { inHours: (schedule, utcMs) => inHours(schedule, utcMs) || inHours(schedule, utcMs + 60_000) }],
    ["ignores closed days", { inHours: (schedule, utcMs) => inHours({ ...schedule, closedDays: [] }, utcMs) }],
    ["ignores booked slots", { inHours: (schedule, utcMs) => inHours({ ...schedule, oneOff: [] }, utcMs) }],
    ["tells a change late", { nextChange: (schedule, utcMs) => (nextChange(schedule, utcMs) ?? 0) + 60_000 }],
    ["tells no change", { nextChange: () => null }],
    ["denies every rest", { keepsRest: () => false }],
  ];
  it.each(bugs)("catches a schedule that %s", (_what, bug) => {
    expect(tallyOf(bug).disagreements.length).toBeGreaterThan(0);
  });

  it("counts the full days of a minor whose rest was granted without a look", () => {
    expect(tallyOf({ keepsRest: () => true }).overfull).toBeGreaterThan(0);
  });
});

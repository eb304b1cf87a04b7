import { describe, expect, it } from "vitest";
import { scheduleIsSound } from "../../../device/core/schedule-codec.ts";
import { zoneOffsets } from "../../../device/node/zone-offsets.ts";
import { compareTables } from "../../oracle/zdump-zone-tables.ts";

const MINUTE = 60_000;

function rows(timeZone: string, fromMs: number, untilMs: number): string[] {
  const zone = zoneOffsets(timeZone, fromMs, untilMs);
  return zone.fromMinutes.map((from, i) => `${new Date(from * MINUTE).toISOString().slice(0, 16)} ${zone.offsets[i]}`);
}

const year = (of: number): [number, number] => [Date.UTC(of, 0), Date.UTC(of + 1, 0)];

// The moments are those of the IANA time-zone database, edition 2025b, as zdump prints them.
const KNOWN: [string, number, string[]][] = [
  ["Europe/Athens", 2026, ["2026-01-01T00:00 120", "2026-03-29T01:00 180", "2026-10-25T01:00 120"]],
  ["Australia/Lord_Howe", 2026, ["2026-01-01T00:00 660", "2026-04-04T15:00 630", "2026-10-03T15:30 660"]],
  ["Africa/Casablanca", 2026, ["2026-01-01T00:00 60", "2026-02-15T02:00 0", "2026-03-22T02:00 60"]],
  ["Antarctica/Troll", 2026, ["2026-01-01T00:00 0", "2026-03-29T01:00 120", "2026-10-25T01:00 0"]],
  ["Asia/Kathmandu", 2026, ["2026-01-01T00:00 345"]],
  ["Pacific/Apia", 2011, ["2011-01-01T00:00 -600", "2011-04-02T14:00 -660", "2011-09-24T14:00 -600", "2011-12-30T10:00 840"]],
];

describe("R-21 the table of a zone", () => {
  it.each(KNOWN)("of %s in %d has every change at its minute", (timeZone, of, expected) => {
    expect(rows(timeZone, ...year(of))).toEqual(expected);
  });

  it("fits the record at every moment of its making, also just before and at a change", () => {
    const change = Date.UTC(2026, 9, 25, 1);
    for (const step of [-MINUTE, -1, 0, 1, MINUTE]) {
      const starting = zoneOffsets("Europe/Athens", change + step, change + 86_400_000);
      const ending = zoneOffsets("Europe/Athens", change - 86_400_000, change + step);
      for (const zone of [starting, ending]) expect(scheduleIsSound({ windows: [], zone })).toBe(true);
      expect(starting.offsets.at(-1)).toBe(120);
      expect(ending.offsets[0]).toBe(180);
    }
  });

  it("is refused for a zone that does not exist", () => {
    expect(() => zoneOffsets("Europe/Atlantis", ...year(2026))).toThrow(RangeError);
  });
});

describe("the proof's comparison of tables", () => {
  const ours = zoneOffsets("Europe/Athens", ...year(2026));

  it("finds equal what is equal", () => {
    expect(compareTables("Europe/Athens", ours, ours)).toEqual({ kind: "equal" });
  });

  it("calls a table wrong that the platform's own clock does not bear out, by a minute or by an hour", () => {
    const moved = { ...ours, fromMinutes: ours.fromMinutes.map((from, i) => (i === 1 ? from + 1 : from)) };
    const missed = { ...ours, fromMinutes: ours.fromMinutes.slice(0, 2), offsets: ours.offsets.slice(0, 2) };
    expect(compareTables("Europe/Athens", moved, ours).kind).toBe("wrong");
    expect(compareTables("Europe/Athens", missed, ours).kind).toBe("wrong");
  });

  it("tells another edition of the database from a fault", () => {
    const others = { ...ours, offsets: ours.offsets.map((offset, i) => (i === 2 ? 180 : offset)) };
    expect(compareTables("Europe/Athens", ours, others).kind).toBe("other-edition");
  });
});

import type { ZoneOffsets } from "../../device/core/schedule.ts";
import { integer, pick, type Random } from "../random.ts";
import type { Place } from "./slow-hours-comparison.ts";
import type { Reading } from "./zdump.ts";

/** What zdump says of every zone, by both of its outputs. */
export interface SystemTables {
  tables: Map<string, ZoneOffsets>;
  readings: Map<string, Reading[]>;
}

const WEEK = 7 * 1440;

function readingsOf(system: SystemTables, zone: string): Reading[] {
  // A zone that never changes has no line of readings; its only offset stands at the head of its table.
  const table = system.tables.get(zone);
  return system.readings.get(zone) ?? [{ utcMinute: table?.fromMinutes[0] ?? 0, offset: table?.offsets[0] ?? NaN }];
}

function iso(minute: number): string {
  return new Date(minute * 60_000).toISOString().slice(0, 16);
}

/** Every change of the zone's clock, or one moment by chance where it has none. */
export function placesIn(system: SystemTables, zone: string, next: Random): Place[] {
  const table = system.tables.get(zone);
  if (table === undefined) throw new RangeError(`zdump printed nothing of ${zone}.`);
  const first = table.fromMinutes[0] ?? 0;
  const changes = table.fromMinutes.slice(1);
  const chance = first + WEEK + integer(next, table.untilMinute - first - 2 * WEEK);
  const readings = readingsOf(system, zone);
  return (changes.length === 0 ? [chance] : changes).map((aroundMinute) => ({
    name: `${zone} at ${iso(aroundMinute)}`,
    table,
    readings,
    aroundMinute,
  }));
}

function joined(before: ZoneOffsets, after: ZoneOffsets, minute: number): ZoneOffsets {
  const rows = (table: ZoneOffsets) => table.fromMinutes.map((from, i) => ({ from, offset: table.offsets[i] ?? NaN }));
  const early = rows(before).filter(({ from }) => from < minute);
  const late = rows(after).filter(({ from }) => from > minute);
  const there =
    rows(after)
      .filter(({ from }) => from <= minute)
      .at(-1)?.offset ?? NaN;
  const all = [...early, { from: minute, offset: there }, ...late];
  return {
    fromMinutes: all.map(({ from }) => from),
    offsets: all.map(({ offset }) => offset),
    untilMinute: after.untilMinute,
  };
}

function joinedReadings(before: Reading[], after: Reading[], minute: number): Reading[] {
  const there = after.filter(({ utcMinute }) => utcMinute <= minute).at(-1)?.offset ?? after[0]?.offset ?? NaN;
  return [
    ...before.filter(({ utcMinute }, i) => utcMinute < minute || i === 0),
    { utcMinute: minute, offset: there },
    ...after.filter(({ utcMinute }) => utcMinute > minute),
  ];
}

/** A journey from one zone into another, at any moment or just where the first one's clock changes. */
export function borderCrossing(system: SystemTables, from: string, to: string, next: Random): Place {
  const before = system.tables.get(from);
  const after = system.tables.get(to);
  if (before === undefined || after === undefined) throw new RangeError(`zdump printed nothing of ${from} or ${to}.`);
  const first = before.fromMinutes[0] ?? 0;
  const chance = first + WEEK + integer(next, before.untilMinute - first - 2 * WEEK);
  const change = next() < 0.5 ? pick(next, before.fromMinutes) + integer(next, 360) - 180 : chance;
  const minute = change > first + WEEK ? change : chance;
  return {
    name: `from ${from} to ${to} at ${iso(minute)}`,
    table: joined(before, after, minute),
    readings: joinedReadings(readingsOf(system, from), readingsOf(system, to), minute),
    aroundMinute: minute,
  };
}

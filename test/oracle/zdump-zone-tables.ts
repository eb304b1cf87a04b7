import type { ZoneOffsets } from "../../device/core/schedule.ts";

/** Holds the tables that come from this platform's time-zone database against those of the system's. */

const MINUTE_MS = 60_000;
/** The tables are compared where both are known for sure. */
const DAY_MINUTES = 1440;

export type ZoneVerdict =
  | { kind: "equal" }
  /** The platform's own clock shows the other time too: two editions of the database, not a fault of the table. */
  | { kind: "other-edition"; utcMs: number; ours: number; systems: number }
  /** The platform's clock does not bear the table out. */
  | { kind: "wrong"; utcMs: number; ours: number; systems: number };

function at(table: ZoneOffsets, minute: number): number {
  const after = table.fromMinutes.findIndex((from) => from > minute);
  return table.offsets.at(after === -1 ? -1 : Math.max(0, after - 1)) ?? NaN;
}

/** Minutes ahead of UTC by the platform's long names of offsets, another way than the table was made. */
export function platformOffset(timeZone: string, utcMs: number): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(utcMs);
  const text = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0"] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(text) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
}

/** @param ours from `zoneOffsets`; @param systems from zdump. */
export function compareTables(timeZone: string, ours: ZoneOffsets, systems: ZoneOffsets): ZoneVerdict {
  const minutes = [...ours.fromMinutes, ...systems.fromMinutes, Math.min(ours.untilMinute, systems.untilMinute)];
  const least = Math.max(ours.fromMinutes[0] ?? 0, systems.fromMinutes[0] ?? 0) + DAY_MINUTES;
  const places = minutes.flatMap((minute) => [minute - 1, minute]);
  for (const minute of places.sort((a, b) => a - b)) {
    if (minute < least || minute >= Math.min(ours.untilMinute, systems.untilMinute)) continue;
    const difference = { utcMs: minute * MINUTE_MS, ours: at(ours, minute), systems: at(systems, minute) };
    const borneOut = platformOffset(timeZone, difference.utcMs) === difference.ours;
    if (!borneOut) return { kind: "wrong", ...difference };
    if (difference.ours !== difference.systems) return { kind: "other-edition", ...difference };
  }
  return { kind: "equal" };
}

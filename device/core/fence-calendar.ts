import type { FenceCalendar } from "../protocol/fence.ts";
import { inHours, type ZoneOffsets } from "./schedule.ts";

/**
 * Whether a fence is watched at this moment, by the same civil clock as the agreed hours: also on the days on which the
 * clocks change, and never after the last change that the consent knows of.
 */
export function isWatched(calendar: FenceCalendar, zone: ZoneOffsets, utcMs: number): boolean {
  return inHours({ windows: [calendar], zone: zone }, utcMs);
}

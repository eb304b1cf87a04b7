import type { DeviceView } from "../../core/view.ts";
import { type Circumstances, fixAgeMs, isLive } from "./freshness.ts";
import type { Spot } from "./map/wearer-marker.ts";
import { ago, moment } from "./words.ts";

/** "last seen 14:02, 6 min ago". */
export function lastSeen(fixMs: number, nowMs: number, zone?: string): string {
  return `last seen ${moment(fixMs, nowMs, zone)}, ${ago(nowMs - fixMs)}`;
}

/** Where the devices stand on the map; one that was never located has no spot. */
export function spotsOf(devices: readonly DeviceView[], now: Circumstances): Map<string, Spot> {
  const spots = new Map<string, Spot>();
  for (const view of devices) {
    if (view.lastFix === null || fixAgeMs(view, now.nowMs) === null) continue;
    const { fix } = view.lastFix;
    const live = isLive(view, now);
    spots.set(view.id, {
      at: [fix.latE7 / 1e7, fix.lonE7 / 1e7],
      accuracyM: fix.accuracyM,
      label: view.label,
      live,
      seen: live ? null : lastSeen(fix.timeS * 1000, now.nowMs),
    });
  }
  return spots;
}

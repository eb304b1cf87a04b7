import { estimateAt } from "../../core/estimate.ts";
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
    const estimate = live ? estimateAt(fix, now.nowMs) : null;
    const place = estimate ?? fix;
    spots.set(view.id, {
      at: [place.latE7 / 1e7, place.lonE7 / 1e7],
      accuracyM: fix.accuracyM,
      label: view.label,
      live,
      estimated: estimate === null ? null : `estimated, told ${ago(estimate.ageS * 1000)}`,
      seen: live ? null : lastSeen(fix.timeS * 1000, now.nowMs),
    });
  }
  return spots;
}

import type { Change, DeviceView } from "../core/view.ts";
import type { WearerPanelState } from "./wearer-panel.ts";

/**
 * What /api/events sends. Each message carries the server's clock, because the world may run on a simulated one and the
 * page must count ages on the same clock as the fixes.
 */
export type Message = { nowMs: number } & (
  | { kind: "state"; linkUp: boolean; devices: DeviceView[]; wearer: WearerPanelState | null }
  | { kind: "change"; change: Change }
  | { kind: "wearer"; wearer: WearerPanelState }
  | { kind: "tick" }
);

/** A message before the hub puts the clock on it. */
export type Unstamped = Message extends infer M ? (M extends Message ? Omit<M, "nowMs"> : never) : never;

/** How often a quiet stream says that it is alive. The page calls the stream lost after several of these. */
export const TICK_MS = 2000;

/** The most fixes that one answer of /api/devices/:id/trail holds. */
export const TRAIL_LIMIT = 5000;

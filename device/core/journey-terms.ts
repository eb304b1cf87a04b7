import type { SpeedLimit } from "./overspeed.ts";

/** What of the wearer's journey is watched. The notice says so, and what is left out is not looked for. */
export interface JourneyTerms {
  speedLimit: SpeedLimit | null;
  /** Minutes in one place, within the hours; null: not watched. */
  notMovingMinutes: number | null;
  /** Minutes without a position, while the receiver listens for one. */
  noFixMinutes: number | null;
  /** Whether a booked trip that ends under way is told. */
  notArrived: boolean;
}

export const NOTHING_WATCHED: JourneyTerms = {
  speedLimit: null,
  notMovingMinutes: null,
  noFixMinutes: null,
  notArrived: false,
};

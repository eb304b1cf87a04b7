import type { Battery } from "../core/ports.ts";
import type { ChipE } from "./chip.ts";

/** What the board says of its battery; null where it says nothing, or nothing that can be. */
export function boardBattery(e: Pick<ChipE, "getBattery">): Battery {
  return {
    percent: () => {
      if (e.getBattery === undefined) return null;
      const percent = e.getBattery();
      return percent >= 0 && percent <= 100 ? Math.round(percent) : null;
    },
  };
}

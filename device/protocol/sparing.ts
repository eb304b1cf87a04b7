/**
 * What a low battery changes (F29). Both sides work it out from the percentage that the last report told, so the guardian
 * knows how long a silence is no reason to worry, and how wrong the map may be.
 */
const LOW_PERCENT = 30;
const LOWEST_PERCENT = 15;

/** @param percent of charge; null: on mains, or unknown. How many times larger the bound of the map is. */
export function sparing(percent: number | null): number {
  if (percent === null) return 1;
  const told = Math.floor(percent + 0.5);
  if (told < LOWEST_PERCENT) return 4;
  return told < LOW_PERCENT ? 2 : 1;
}

/** How many times rarer the heartbeat is: never so rare that the last report is too old to count as now. */
export function heartbeatTimes(percent: number | null): number {
  return Math.min(2, sparing(percent));
}

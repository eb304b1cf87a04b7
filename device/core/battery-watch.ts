import { type Episode, makeEpisode, type Sign, type Turn, turnOf } from "./episode.ts";

/**
 * The battery: low is told once, over is told when it was charged (U23), and before the last of it is gone fixes stop, so
 * that enough is left for a call for help (F29).
 */
export interface BatteryWatch {
  low: Episode;
  /** The highest charge of the present and of the last five minutes, to see a sudden drop. */
  highest: number | null;
  highestBefore: number | null;
  turnedUpMs: number;
  /** Fixes are stopped for the sake of a call for help. */
  sparing: boolean;
}

export const LOW_PERCENT = 15;
/** A battery that recovers a little in the warm is not charged. */
const CHARGED_PERCENT = 20;
const LOW_PATIENCE = { raiseMs: 30000, clearMs: 30000, gapMs: 60000 };

/** Some hours of waiting and one call: below it no fix is worth the charge. */
const RESERVE_PERCENT = 5;
const ENOUGH_PERCENT = 8;
/** An old or cold cell that falls by so much within ten minutes has nothing below its knee. */
const DROP_PERCENT = 15;
const DROP_RESERVE_PERCENT = 25;
const SPAN_MS = 300000;

export function makeBatteryWatch(): BatteryWatch {
  return { low: makeEpisode(), highest: null, highestBefore: null, turnedUpMs: 0, sparing: false };
}

function noteHighest(watch: BatteryWatch, percent: number, upMs: number): void {
  if (watch.highest === null || upMs - watch.turnedUpMs >= SPAN_MS) {
    // After a silence of the battery what was before it is no drop of now.
    watch.highestBefore = upMs - watch.turnedUpMs < 2 * SPAN_MS ? watch.highest : null;
    watch.highest = percent;
    watch.turnedUpMs = upMs;
  }
  if (percent > watch.highest) watch.highest = percent;
}

function fellBy(watch: BatteryWatch, percent: number): number {
  const now = watch.highest === null ? percent : watch.highest;
  const before = watch.highestBefore === null ? now : watch.highestBefore;
  return Math.max(now, before) - percent;
}

function spares(watch: BatteryWatch, percent: number): boolean {
  if (percent <= RESERVE_PERCENT) return true;
  if (percent <= DROP_RESERVE_PERCENT && fellBy(watch, percent) >= DROP_PERCENT) return true;
  // Once it spares, it goes on until the charge has risen: a cell that recovers without its load would drop again.
  return watch.sparing && percent < ENOUGH_PERCENT;
}

function signOf(percent: number): Sign {
  if (percent < LOW_PERCENT) return "wrong";
  return percent >= CHARGED_PERCENT ? "right" : "between";
}

/**
 * Hears the battery, at every tick.
 * @param percent null: on mains, or not known: then nothing is spared, and a low battery is over.
 */
export function watchBattery(watch: BatteryWatch, raised: boolean, percent: number | null, upMs: number): Turn {
  if (percent === null) {
    watch.highest = null;
    watch.highestBefore = null;
    watch.sparing = false;
    return turnOf(watch.low, raised, "right", upMs, LOW_PATIENCE);
  }
  noteHighest(watch, percent, upMs);
  watch.sparing = spares(watch, percent);
  return turnOf(watch.low, raised, signOf(percent), upMs, LOW_PATIENCE);
}

/** Whether fixes must stop, so that a call for help can still be made. */
export function mustSpare(watch: BatteryWatch): boolean {
  return watch.sparing;
}

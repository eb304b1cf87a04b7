/**
 * GPS counts its weeks in ten bits, so a receiver that lost count tells a date that is 1,024 weeks old: it happened in
 * April 2019 and comes again in the night to 21 November 2038 (IS-GPS-200, 20.3.3.3.1.1; F14, P39).
 */
export const ROLLOVER_MS = 1024 * 7 * 86400000;

/**
 * Puts a date that lies before the earliest possible one forward by whole rollovers.
 * @param utcMs as the receiver told it, in milliseconds since 1970.
 * @param earliestMs no true date lies before it.
 * @param latestMs no repaired date may lie after it.
 * @returns the date, unchanged when it is not before the earliest one; NaN when no date fits, or more than one does.
 */
export function repairWeeks(utcMs: number, earliestMs: number, latestMs: number): number {
  if (utcMs >= earliestMs) return utcMs;
  const repaired = utcMs + Math.ceil((earliestMs - utcMs) / ROLLOVER_MS) * ROLLOVER_MS;
  if (!(repaired <= latestMs)) return NaN;
  return repaired + ROLLOVER_MS <= latestMs ? NaN : repaired;
}

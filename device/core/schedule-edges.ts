/**
 * Where a civil time lies in UTC, also on the days on which the clocks change.
 *
 * The clock reaches a civil time when it shows it, and when it jumps over it: an edge inside a spring gap so moves forward
 * to the first minute that exists. A civil time that is reached twice is read to the wearer's advantage: what opens, opens
 * at the last time; what closes, closes at the first. In Athens the clocks go back from 04:00 to 03:00: hours from 03:30
 * to 09:00 begin at the second 03:30, hours from 22:00 to 03:30 end at the first, and hours from 03:15 to 03:45 do not
 * open at all that night.
 */
export interface ZoneOffsets {
  /** From these UTC minutes since 1970, ascending, ... */
  fromMinutes: number[];
  /** ... local time is UTC plus so many minutes. */
  offsets: number[];
  /** UTC minute after which the offsets are no longer known. */
  untilMinute: number;
}

export const DAY_MINUTES = 1440;

/** Minutes that local time is ahead of UTC; null outside the span that is known. */
export function offsetAt(zone: ZoneOffsets, utcMinute: number): number | null {
  if (utcMinute >= zone.untilMinute) return null;
  let offset: number | null = null;
  for (let i = 0; i < zone.fromMinutes.length; i++) {
    const from = zone.fromMinutes[i];
    const value = zone.offsets[i];
    if (from === undefined || value === undefined || from > utcMinute) break;
    offset = value;
  }
  return offset;
}

// Where the table's row i reaches the civil minute, by showing it or by jumping over it at its beginning; null: nowhere. The
// first and the last offset count beyond their ends: an edge there lies outside the known span, which is shut anyway.
function reachedIn(zone: ZoneOffsets, i: number, localMinute: number): number | null {
  const from = zone.fromMinutes[i] as number;
  const next = zone.fromMinutes[i + 1];
  const utcMinute = localMinute - (zone.offsets[i] as number);
  if (i > 0 && utcMinute < from) return localMinute - (zone.offsets[i - 1] as number) >= from ? from : null;
  return next === undefined || utcMinute < next ? utcMinute : null;
}

/**
 * @param localMinute civil minutes since 1 January 1970, 00:00 local time.
 * @returns the UTC minute at which hours that begin then open.
 */
export function opensAt(zone: ZoneOffsets, localMinute: number): number {
  for (let i = zone.fromMinutes.length - 1; i >= 0; i--) {
    const utcMinute = reachedIn(zone, i, localMinute);
    if (utcMinute !== null) return utcMinute;
  }
  return zone.untilMinute;
}

/**
 * @param localMinute civil minutes since 1 January 1970, 00:00 local time.
 * @returns the UTC minute at which hours that end then close.
 */
export function closesAt(zone: ZoneOffsets, localMinute: number): number {
  for (let i = 0; i < zone.fromMinutes.length; i++) {
    const utcMinute = reachedIn(zone, i, localMinute);
    if (utcMinute !== null) return utcMinute;
  }
  return zone.untilMinute;
}

import type { Schedule } from "../../device/core/schedule.ts";

/**
 * Agreed hours as a plain list of spans in UTC, worked out day by day from the local clock: a second, slow reading of what
 * device/core/schedule.ts decides by search.
 */
export interface Span {
  fromMs: number;
  toMs: number;
}

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/** Minutes that the local clock is ahead of UTC at this UTC minute. */
function offsetAt(schedule: Schedule, utcMinute: number): number {
  const { fromMinutes, offsets } = schedule.zone;
  let offset = offsets[0] ?? 0;
  for (const [i, from] of fromMinutes.entries()) if (utcMinute >= from) offset = offsets[i] ?? offset;
  return offset;
}

/** The UTC minute that the local clock shows so. The made-up zones change at noon, when no window has an edge. */
function utcOf(schedule: Schedule, localMinute: number): number {
  const guess = localMinute - offsetAt(schedule, localMinute);
  return localMinute - offsetAt(schedule, guess);
}

/** Every span of open hours that begins in the days from one moment to another. */
export function spansOf(schedule: Schedule, fromMs: number, untilMs: number): Span[] {
  const spans: Span[] = [];
  const firstDay = Math.floor(fromMs / MINUTE / DAY_MINUTES) - 2;
  const lastDay = Math.ceil(untilMs / MINUTE / DAY_MINUTES) + 2;
  for (let day = firstDay; day <= lastDay; day++) {
    // 5 January 1970 was a Monday.
    const weekday = (((day - 4) % 7) + 7) % 7;
    if (schedule.closedDays?.includes(day)) continue;
    for (const window of schedule.windows) {
      if (Math.floor(window.days / 2 ** weekday) % 2 === 0) continue;
      const end = window.toMinute > window.fromMinute ? window.toMinute : window.toMinute + DAY_MINUTES;
      const cut = end > DAY_MINUTES && (schedule.closedDays?.includes(day + 1) ?? false) ? DAY_MINUTES : end;
      spans.push({
        fromMs: utcOf(schedule, day * DAY_MINUTES + window.fromMinute) * MINUTE,
        toMs: utcOf(schedule, day * DAY_MINUTES + cut) * MINUTE,
      });
    }
  }
  for (const slot of schedule.oneOff ?? []) spans.push({ fromMs: slot.fromMinute * MINUTE, toMs: slot.toMinute * MINUTE });
  return spans.sort((a, b) => a.fromMs - b.fromMs);
}

/** Whether any open span touches the time from one moment to another, both included. */
export function touchesOpen(spans: readonly Span[], fromMs: number, toMs: number): boolean {
  return spans.some((span) => span.fromMs <= toMs && span.toMs > fromMs);
}

/** Whether one open span, or several without a gap, covers all of the time from one moment to another. */
export function coversOpen(spans: readonly Span[], fromMs: number, toMs: number): boolean {
  let reached = fromMs;
  for (const span of spans) if (span.fromMs <= reached && span.toMs > reached) reached = span.toMs;
  return reached > toMs;
}

import type { DayView, TripFigures } from "../../../core/movement/day-view.ts";
import { duration, speed } from "../words.ts";

const LISTED_DAYS = 14;
const NEAR_DAYS = ["Today", "Yesterday"];
const DAY_MS = 86_400_000;
/** So often the timeline says what time it is. */
const TICK_MS = 6 * 3_600_000;

/** "640 m", "3.4 km". */
export function length(metres: number): string {
  return metres < 995 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1)} km`;
}

/** "14:02" on the wearer's clock. */
export function wallTime(ms: number, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(ms);
}

/** Days that positions may be kept of, today first, and what to call them. */
export function daysToChoose(today: string): { day: string; name: string }[] {
  const format = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
  return Array.from({ length: LISTED_DAYS }, (_, n) => {
    const ms = Date.parse(`${today}T00:00:00Z`) - n * DAY_MS;
    return { day: new Date(ms).toISOString().slice(0, 10), name: NEAR_DAYS[n] ?? format.format(ms) };
  });
}

/** "3.4 km in 2 trips, 41 min moving", or that there is nothing. */
export function sumLine({ positions, metres, trips, movingMs }: DayView): string {
  if (positions === 0) return "No position of this day is kept.";
  if (trips.length === 0) return "No trip was seen on this day.";
  const count = trips.length === 1 ? "1 trip" : `${trips.length} trips`;
  return `${length(metres)} in ${count}, ${duration(movingMs)} moving`;
}

export function tripLine({ metres, movingMs, meanMps }: TripFigures): string {
  return `${length(metres)} · ${duration(movingMs)} moving · ${speed(meanMps)}`;
}

/** What must be known of a trip before its figures are believed; "" when it was seen from end to end. */
export function tripNote({ begins, ends, gaps, unseenM }: TripFigures): string {
  const notes = [
    ...(begins === "stop" ? [] : ["first seen on the way"]),
    ...(ends === "stop" ? [] : ["last seen on the way"]),
    ...(gaps === 0 ? [] : [`not seen for ${length(unseenM)} in a straight line, which is not counted`]),
  ];
  return notes.join("; ");
}

/** What the figures of a day leave out. */
export function dayNotes({ leftOut, gaps, cut, zone }: DayView): string[] {
  const count = leftOut.reduce((sum, { count: some }) => sum + some, 0);
  const unseenMs = gaps.reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0);
  return [
    ...(gaps.length === 0
      ? []
      : [`Of this day ${duration(unseenMs)} between two positions were not seen; no way is counted there.`]),
    ...(count === 0 ? [] : [`${count} ${count === 1 ? "position was" : "positions were"} left out as not to be believed.`]),
    ...(cut ? ["There are more positions than were read: this day may be incomplete."] : []),
    `Days and times of ${zone}.`,
  ];
}

/** Where the timeline says what time it is, as a share of the day; a day of 23 or 25 hours keeps its own clock. */
export function ticks({ fromMs, untilMs, zone }: DayView): { share: number; label: string }[] {
  const count = Math.ceil((untilMs - fromMs) / TICK_MS);
  return Array.from({ length: count }, (_, n) => ({
    share: (n * TICK_MS) / (untilMs - fromMs),
    label: wallTime(fromMs + n * TICK_MS, zone),
  }));
}

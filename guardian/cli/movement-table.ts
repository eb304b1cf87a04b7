import type { DayFigures, TripFigures } from "../core/movement/day-view.ts";
import type { LeavingTime } from "../core/movement/patterns.ts";
import type { Place } from "../core/movement/places.ts";
import type { LeftOut } from "../core/movement/track.ts";
import { classWords, DAYS_SEEN, KILOMETRES, MOVING_HOURS, TRIPS } from "../core/movement/week.ts";
import type { KeptWeek } from "../store/week-rows.ts";
import { bar, clock, lengthText, minuteText, speedText, timeText } from "./movement-words.ts";

/** Movement in words and bars for a terminal. No position is ever in them (invariant 7). */

const WHY: Record<LeftOut, string> = {
  suspicious: "the device took the signal for false",
  untrusted: "the device did not trust its time",
  ahead: "their time lies ahead of this console's",
  coarse: "off by more than 100 m",
  jump: "too far away to be true",
};

export function leftOutText({ leftOut }: DayFigures): string[] {
  return leftOut.map(({ why, count }) => `${count} left out: ${WHY[why]}`);
}

function tripNote({ begins, ends, gaps, unseenM }: TripFigures): string {
  const notes = [
    ...(begins === "stop" ? [] : ["first seen on the way"]),
    ...(ends === "stop" ? [] : ["last seen on the way"]),
    ...(gaps === 0 ? [] : [`not seen ${gaps === 1 ? "once" : `${gaps} times`}, ${lengthText(unseenM)} across, not counted`]),
  ];
  return notes.length === 0 ? "" : `   ${notes.join("; ")}`;
}

function tripLine(trip: TripFigures, zone: string, longestM: number): string {
  const when = `${clock(trip.fromMs, zone)}–${clock(trip.untilMs, zone)}`;
  const figures = [lengthText(trip.metres).padStart(8), timeText(trip.movingMs).padStart(9), speedText(trip.meanMps).padStart(9)];
  return `  ${when}  ${bar(trip.metres / longestM)} ${figures.join(" ")} ${speedText(trip.maxMps).padStart(9)}${tripNote(trip)}`;
}

interface Entry {
  fromMs: number;
  text: string;
}

/** What happened on a day, trips, stays and gaps in the order that they began in. */
function entries(day: DayFigures, zone: string): string[] {
  const longestM = Math.max(1, ...day.trips.map(({ metres }) => metres));
  const span = (fromMs: number, untilMs: number): string => `${clock(fromMs, zone)}–${clock(untilMs, zone)}`;
  const all: Entry[] = [
    ...day.trips.map((trip) => ({ fromMs: trip.fromMs, text: tripLine(trip, zone, longestM) })),
    ...day.stops.map(({ fromMs, untilMs }) => ({
      fromMs,
      text: `  ${span(fromMs, untilMs)}  stayed ${timeText(untilMs - fromMs)}`,
    })),
    ...day.gaps.map(({ fromMs, untilMs, kind, acrossM }) => ({
      fromMs,
      text:
        `  ${span(fromMs, untilMs)}  not seen for ${timeText(untilMs - fromMs)}` +
        (acrossM < 100 ? "" : `, then ${lengthText(acrossM)} away`) +
        (kind === "missing" ? " (positions of it have not arrived)" : ""),
    })),
  ];
  return all.sort((a, b) => a.fromMs - b.fromMs).map(({ text }) => text);
}

function hoursNote({ fromMs, untilMs }: DayFigures): string {
  const hours = (untilMs - fromMs) / 3_600_000;
  return hours === 24 ? "" : `, a day of ${hours} hours`;
}

function dayTitle(day: DayFigures): string {
  const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" }).format(Date.parse(day.day));
  return `${weekday} ${day.day}${hoursNote(day)}`;
}

function sums(day: DayFigures): string {
  const trips = day.trips.length === 1 ? "1 trip" : `${day.trips.length} trips`;
  const speeds = `${speedText(day.meanMps)} while moving, ${speedText(day.maxMps)} at most`;
  return `${lengthText(day.metres)} in ${trips}, ${timeText(day.movingMs)} moving, ${speeds}`;
}

/** One day, all of it. */
export function dayLines(day: DayFigures, zone: string): string[] {
  if (day.positions === 0)
    return [dayTitle(day), "  no position is kept of this day", ...leftOutText(day).map((text) => `  ${text}`)];
  const head = "  from–until                                distance    moving      mean      most";
  return [dayTitle(day), `  ${sums(day)}`, head, ...entries(day, zone), ...leftOutText(day).map((text) => `  ${text}`)];
}

/** Several days, a line each. */
export function daysLines(days: readonly DayFigures[]): string[] {
  const mostM = Math.max(1, ...days.map(({ metres }) => metres));
  return days.map((day) => {
    const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" }).format(Date.parse(day.day));
    const figures =
      day.positions === 0
        ? "nothing kept"
        : `${lengthText(day.metres).padStart(8)}  ${String(day.trips.length).padStart(2)} trips  ${timeText(day.movingMs).padStart(9)} moving`;
    return `${weekday} ${day.day}  ${bar(day.positions === 0 ? 0 : day.metres / mostM)} ${figures}${hoursNote(day)}`;
  });
}

export function placeLines(places: readonly Place[]): string[] {
  const mostMs = Math.max(1, ...places.map(({ stayedMs }) => stayedMs));
  return places.map(
    ({ name, days, visits, stayedMs }) =>
      `  place ${name}  ${bar(stayedMs / mostMs)} ${timeText(stayedMs).padStart(9)} in ${visits} stays on ${days} days`,
  );
}

export function leavingLines(times: readonly LeavingTime[]): string[] {
  return times.map(
    ({ place, days, count, medianMinute, quarterMinute, threeQuarterMinute }) =>
      `  leaves place ${place} at ${minuteText(medianMinute)} (${days}, ${count} days; half of them ${minuteText(quarterMinute)} to ${minuteText(threeQuarterMinute)})`,
  );
}

export function weekLines(weeks: readonly KeptWeek[]): string[] {
  return weeks.map(({ monday, classes: { distance, trips, moving, daysSeen } }) => {
    const words = [
      classWords(distance, KILOMETRES, "km", false),
      classWords(trips, TRIPS, "trips", true),
      `${classWords(moving, MOVING_HOURS, "h", false)} moving`,
      `seen on ${classWords(daysSeen, DAYS_SEEN, "days", true)}`,
    ];
    return `week of ${monday}  ${bar(distance / (KILOMETRES.length - 1), KILOMETRES.length - 1)}  ${words.join(", ")}`;
  });
}

import type { DayFigures } from "../core/movement/day-view.ts";

const HEAD = "day,what,from,until,metres,moving_s,mean_mps,max_mps,unseen_m,gaps,begins,ends,kind";

function utc(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}

function speed(mps: number | null): string {
  return mps === null ? "" : mps.toFixed(2);
}

/** A line for each day, trip, stay and gap (RFC 4180, UTC times). It holds no position. */
export function movementCsv(days: readonly DayFigures[]): string {
  const lines = days.flatMap((day) => {
    const of = (what: string, fromMs: number, untilMs: number, ...rest: (string | number)[]): string =>
      [day.day, what, utc(fromMs), utc(untilMs), ...rest, ...Array(9 - rest.length).fill("")].join(",");
    const figures = (one: {
      metres: number;
      movingMs: number;
      meanMps: number | null;
      maxMps: number | null;
    }): (string | number)[] => [Math.round(one.metres), Math.round(one.movingMs / 1000), speed(one.meanMps), speed(one.maxMps)];
    return [
      of("day", day.fromMs, day.untilMs, ...figures(day)),
      ...day.trips.map((trip) =>
        of("trip", trip.fromMs, trip.untilMs, ...figures(trip), Math.round(trip.unseenM), trip.gaps, trip.begins, trip.ends),
      ),
      ...day.stops.map(({ fromMs, untilMs }) => of("stay", fromMs, untilMs)),
      ...day.gaps.map(({ fromMs, untilMs, acrossM, kind }) =>
        of("gap", fromMs, untilMs, "", "", "", "", Math.round(acrossM), "", "", "", kind),
      ),
    ];
  });
  return `${[HEAD, ...lines].join("\r\n")}\r\n`;
}

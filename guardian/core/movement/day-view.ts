import type { CivilDay } from "./civil-day.ts";
import type { Gap } from "./gaps.ts";
import type { Spot } from "./ground.ts";
import { type DayMovement, meanMps } from "./movement.ts";
import type { LeftOut } from "./track.ts";
import type { Trip, TripEnd } from "./trips.ts";

/** A trip in figures: it holds no position. Times are UTC milliseconds, lengths metres, speeds metres a second. */
export interface TripFigures {
  fromMs: number;
  untilMs: number;
  begins: TripEnd;
  ends: TripEnd;
  metres: number;
  movingMs: number;
  /** While moving; null when the positions tell none. */
  meanMps: number | null;
  maxMps: number | null;
  /** Straight across what nobody saw; not part of `metres`. */
  unseenM: number;
  gaps: number;
}

/** A day of the wearer's calendar in figures, without a position. */
export interface DayFigures {
  day: CivilDay;
  fromMs: number;
  untilMs: number;
  positions: number;
  leftOut: { why: LeftOut; count: number }[];
  metres: number;
  movingMs: number;
  meanMps: number | null;
  maxMps: number | null;
  trips: TripFigures[];
  stops: { fromMs: number; untilMs: number }[];
  gaps: Gap[];
}

/** What the page shows of a day: beside the figures, where each trip went, in degrees. */
export interface DayView extends DayFigures {
  zone: string;
  /** The day that it was there when this was reckoned, which `day` may be. */
  today: CivilDay;
  /** For each trip its strokes, each a line of latitude and longitude. */
  lines: [number, number][][][];
  /** The store held more positions than were read, so the day may be incomplete. */
  cut: boolean;
}

/** No finer than anybody can know: whole metres and seconds, hundredths of a metre a second. */
function rounded(way: Pick<Trip, "metres" | "movingMs" | "maxMps">) {
  const hundredths = (mps: number | null): number | null => (mps === null ? null : Math.round(mps * 100) / 100);
  return {
    metres: Math.round(way.metres),
    movingMs: Math.round(way.movingMs / 1000) * 1000,
    meanMps: hundredths(meanMps(way)),
    maxMps: hundredths(way.maxMps),
  };
}

function tripFigures(trip: Trip): TripFigures {
  const { fromMs, untilMs, begins, ends, unseenM, gaps } = trip;
  return { fromMs, untilMs, begins, ends, ...rounded(trip), unseenM: Math.round(unseenM), gaps };
}

function countLeftOut(day: DayMovement): { why: LeftOut; count: number }[] {
  const counts = new Map<LeftOut, number>();
  for (const { why } of day.leftOut) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].map(([why, count]) => ({ why, count }));
}

export function figuresOf(day: DayMovement): DayFigures {
  const { fromMs, untilMs, positions } = day;
  return {
    day: day.day,
    fromMs,
    untilMs,
    positions,
    leftOut: countLeftOut(day),
    ...rounded(day),
    trips: day.trips.map(tripFigures),
    stops: day.stops.map((stop) => ({ fromMs: stop.fromMs, untilMs: stop.untilMs })),
    gaps: day.gaps.map((gap) => ({ ...gap, acrossM: Math.round(gap.acrossM) })),
  };
}

export function viewOfDay(day: DayMovement, about: Pick<DayView, "zone" | "today" | "cut">): DayView {
  const pair = ({ lat, lon }: Spot): [number, number] => [lat, lon];
  const lines = day.trips.map(({ strokes }) => strokes.map((stroke) => stroke.map(pair)));
  return { ...figuresOf(day), ...about, lines };
}

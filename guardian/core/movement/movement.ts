import type { StoredFix } from "../view.ts";
import { type CivilDay, daySpan } from "./civil-day.ts";
import { type Gap, gapLimitMs, gapsOf } from "./gaps.ts";
import { type Stop, stopsOf } from "./stops.ts";
import { type LeftOutFix, type TrackPoint, trackOf } from "./track.ts";
import { type Trip, tripsOf } from "./trips.ts";

/** How someone moved, as far as the positions tell it. */
export interface Movement {
  points: readonly TrackPoint[];
  leftOut: readonly LeftOutFix[];
  stops: readonly Stop[];
  trips: readonly Trip[];
  gaps: readonly Gap[];
}

/** The same of one day of the wearer's calendar. */
export interface DayMovement {
  day: CivilDay;
  fromMs: number;
  /** 23, 24 or 25 hours after `fromMs`. */
  untilMs: number;
  /** Positions that count, of this day. */
  positions: number;
  leftOut: readonly LeftOutFix[];
  /** Metres of the way that was seen. What lies in gaps is not in it. */
  metres: number;
  movingMs: number;
  maxMps: number | null;
  /** Those that began on this day, each whole. */
  trips: readonly Trip[];
  /** Those that touch this day, cut to it. */
  stops: readonly Stop[];
  gaps: readonly Gap[];
}

/** @param fixes in any order. */
export function movementOf(fixes: readonly StoredFix[]): Movement {
  const { points, leftOut } = trackOf(fixes);
  const limitMs = gapLimitMs(points);
  const stops = stopsOf(points);
  return { points, leftOut, stops, trips: tripsOf(points, stops, limitMs), gaps: gapsOf(points, limitMs) };
}

/** Metres a second while moving; null when there was no movement. */
export function meanMps({ metres, movingMs }: { metres: number; movingMs: number }): number | null {
  return movingMs === 0 ? null : (metres * 1000) / movingMs;
}

type Span = { fromMs: number; untilMs: number };

function cut<T extends Span>(spans: readonly T[], { fromMs, untilMs }: Span): T[] {
  return spans
    .filter((span) => span.untilMs > fromMs && span.fromMs < untilMs)
    .map((span) => ({ ...span, fromMs: Math.max(span.fromMs, fromMs), untilMs: Math.min(span.untilMs, untilMs) }));
}

/** The share of a step over midnight that is of this day: by time, because nobody knows better. */
function shareOf(step: Span, day: Span): number {
  const ms = Math.min(step.untilMs, day.untilMs) - Math.max(step.fromMs, day.fromMs);
  return Math.max(0, ms) / (step.untilMs - step.fromMs);
}

/** One day out of a movement that may begin before and end after it. */
export function dayOf(movement: Movement, day: CivilDay, zone: string): DayMovement {
  const span = daySpan(day, zone);
  const touching = movement.trips.filter((trip) => trip.untilMs > span.fromMs && trip.fromMs < span.untilMs);
  const steps = touching.flatMap((trip) => trip.steps);
  const inDay = (ms: number): boolean => ms >= span.fromMs && ms < span.untilMs;
  const speeds = touching.map(({ maxMps }) => maxMps).filter((mps) => mps !== null);
  return {
    day,
    ...span,
    positions: movement.points.filter(({ timeMs }) => inDay(timeMs)).length,
    leftOut: movement.leftOut.filter(({ timeMs }) => inDay(timeMs)),
    metres: steps.reduce((sum, step) => sum + step.metres * shareOf(step, span), 0),
    movingMs: steps.reduce((sum, step) => sum + step.movingMs * shareOf(step, span), 0),
    maxMps: speeds.length === 0 ? null : Math.max(...speeds),
    trips: touching.filter(({ fromMs }) => inDay(fromMs)),
    stops: cut(movement.stops, span),
    gaps: cut(movement.gaps, span),
  };
}

/**
 * Some days of the wearer's calendar, each by itself. Stays and trips over midnight need the positions of both days.
 * @param fixes in any order, of these days and some hours before and after.
 */
export function movementByDay(fixes: readonly StoredFix[], days: readonly CivilDay[], zone: string): DayMovement[] {
  const movement = movementOf(fixes);
  return days.map((day) => dayOf(movement, day, zone));
}

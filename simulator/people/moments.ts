import { metresBetween, type Spot } from "../town/plane.ts";
import type { Town } from "../town/town.ts";
import type { Trace, TracePoint } from "../trace/trace.ts";
import type { Halt, Moment } from "./travel.ts";

/** The plain lies about this high. */
const ALTITUDE_M = 88;

export function standing(spot: Spot, seconds: number): Moment[] {
  return Array.from({ length: seconds }, () => ({ spot, speedMps: 0, courseDeg: null }));
}

/** Where on a way, in metres from its start, one stands at which spots of it. */
export function haltsAt(way: readonly Spot[], spots: readonly Spot[], seconds: (spot: Spot) => number): Halt[] {
  const wanted = new Set(spots);
  const halts: Halt[] = [];
  let atM = 0;
  way.forEach((spot, n) => {
    atM += metresBetween(way[n - 1] ?? spot, spot);
    if (wanted.has(spot)) halts.push({ atM, seconds: seconds(spot) });
  });
  return halts;
}

/** Once a second from a start: a way that nobody ever went. */
export function madeUp(name: string, town: Town, moments: readonly Moment[], startMs: number): Trace {
  return { name, synthetic: true, points: moments.map((moment, n) => pointOf(town, moment, startMs + n * 1000)) };
}

function pointOf(town: Town, { spot, speedMps, courseDeg }: Moment, timeMs: number): TracePoint {
  // The plain falls towards the river, by a metre in five hundred.
  const altitudeM = ALTITUDE_M - spot.northM / 500;
  return { timeMs, ...town.plane.degrees(spot), altitudeM, speedMps, courseDeg, valid: true };
}

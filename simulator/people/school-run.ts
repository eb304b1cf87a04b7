import { type Random, seededRandom } from "../random.ts";
import { metresBetween, type Spot } from "../town/plane.ts";
import type { Town } from "../town/town.ts";
import type { Trace, TracePoint } from "../trace/trace.ts";
import { BY_BUS, type Gait, type Halt, type Moment, ON_FOOT, travel } from "./travel.ts";

export type Trip = "to-school" | "way-home";

export interface SchoolRunOptions {
  seed: number;
  /** UTC milliseconds, a whole second: when the child opens the door. */
  startMs: number;
  trip: Trip;
}

/** The plain lies about this high. */
const ALTITUDE_M = 88;
/** Seconds of standing still, from and to: in the doorway, at the stop, and after the arrival. */
const DOORWAY_S: [number, number] = [8, 15];
const WAITING_S: [number, number] = [150, 240];
const ARRIVED_S = 180;

/**
 * A child's way to school by foot and bus, or home again, once a second, as nobody ever went it. The same town and seed
 * give the same way.
 */
export function schoolRun(town: Town, { seed, startMs, trip }: SchoolRunOptions): Trace {
  const random = seededRandom(seed).branch(trip);
  const legs = trip === "to-school" ? there(town) : back(town);
  const moments = [
    ...standing(legs.first[0] as Spot, random.whole(...DOORWAY_S)),
    ...onFoot(legs.first, random.branch("first walk")),
    ...standing(legs.ride[0] as Spot, random.whole(...WAITING_S)),
    ...travel(legs.ride, BY_BUS, busHalts(legs.ride, town, random.branch("traffic")), random.branch("ride")),
    ...onFoot(legs.last, random.branch("last walk")),
    ...standing(legs.last[legs.last.length - 1] as Spot, ARRIVED_S),
  ];
  return {
    name: trip === "to-school" ? "Synthetic school run" : "Synthetic way home from school",
    synthetic: true,
    points: moments.map((moment, n) => pointOf(town, moment, startMs + n * 1000)),
  };
}

interface Legs {
  first: Spot[];
  ride: Spot[];
  last: Spot[];
}

function there({ wayToStop, busRoute, wayToSchool }: Town): Legs {
  return { first: wayToStop, ride: busRoute, last: wayToSchool };
}

function back({ wayToStop, busRoute, wayToSchool }: Town): Legs {
  return { first: wayToSchool.slice().reverse(), ride: busRoute.slice().reverse(), last: wayToStop.slice().reverse() };
}

function standing(spot: Spot, seconds: number): Moment[] {
  return Array.from({ length: seconds }, () => ({ spot, speedMps: 0, courseDeg: null }));
}

/** Children look left and right before they cross, sometimes for long. */
function onFoot(way: Spot[], random: Random): Moment[] {
  const gait: Gait = { ...ON_FOOT, cruiseMps: random.between(1.22, 1.38) };
  return travel(
    way,
    gait,
    haltsAt(way, way.slice(1, -1), () => random.whole(2, 9)),
    random,
  );
}

/** At every stop people get on; at some of the other crossings a light is red. */
function busHalts(way: Spot[], town: Town, random: Random): Halt[] {
  const stops = new Set(town.busStops.map((stop) => stop.spot));
  const crossings = way.slice(1, -1).filter((spot) => stops.has(spot) || random.next() < 0.45);
  return haltsAt(way, crossings, (spot) => (stops.has(spot) ? random.whole(22, 42) : random.whole(8, 45)));
}

function haltsAt(way: readonly Spot[], spots: readonly Spot[], seconds: (spot: Spot) => number): Halt[] {
  const wanted = new Set(spots);
  const halts: Halt[] = [];
  let atM = 0;
  way.forEach((spot, n) => {
    atM += metresBetween(way[n - 1] ?? spot, spot);
    if (wanted.has(spot)) halts.push({ atM, seconds: seconds(spot) });
  });
  return halts;
}

function pointOf(town: Town, { spot, speedMps, courseDeg }: Moment, timeMs: number): TracePoint {
  // The plain falls towards the river, by a metre in five hundred.
  const altitudeM = ALTITUDE_M - spot.northM / 500;
  return { timeMs, ...town.plane.degrees(spot), altitudeM, speedMps, courseDeg, valid: true };
}

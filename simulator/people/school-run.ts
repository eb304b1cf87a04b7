import { type Random, seededRandom } from "../random.ts";
import type { Spot } from "../town/plane.ts";
import type { Town } from "../town/town.ts";
import type { Trace } from "../trace/trace.ts";
import { busHalts } from "./bus-line.ts";
import { haltsAt, madeUp, standing } from "./moments.ts";
import { BY_BUS, type Gait, type Moment, ON_FOOT, travel } from "./travel.ts";

export type Trip = "to-school" | "way-home";

export interface SchoolRunOptions {
  seed: number;
  /** UTC milliseconds, a whole second: when the child opens the door. */
  startMs: number;
  trip: Trip;
}

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
  return madeUp(trip === "to-school" ? "Synthetic school run" : "Synthetic way home from school", town, moments, startMs);
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

import { type Random, seededRandom } from "../random.ts";
import { metresBetween, type Spot } from "../town/plane.ts";
import type { Town } from "../town/town.ts";
import type { Trace } from "../trace/trace.ts";
import { madeUp, standing } from "./moments.ts";
import { type Moment, ON_FOOT, travel } from "./travel.ts";

const DAY_S = 12 * 3600;
/** How long one stays in a room, and in the garden. */
const ROOM_S: [number, number] = [120, 5400];
const GARDEN_S: [number, number] = [300, 1500];
const GARDEN = 0.12;
/** Of the house, which lies around the home's spot with its walls to the points of the compass. */
const HOUSE_EAST_M = 5.5;
const HOUSE_NORTH_M = 3.5;
const GARDEN_M = 16;
const INDOORS = { ...ON_FOOT, cruiseMps: 0.7, cornerMps: 0.5 };

/** Twelve hours at home: from room to room, at times in the garden, most of the time in one place. */
export function atHome(town: Town, seed: number, startMs: number): Trace {
  const random = seededRandom(seed).branch("at home");
  const moments: Moment[] = [];
  let here = town.home.spot;
  while (moments.length < DAY_S) {
    const outside = random.next() < GARDEN;
    const there = outside
      ? around(town.home.spot, GARDEN_M, GARDEN_M, random)
      : around(town.home.spot, HOUSE_EAST_M, HOUSE_NORTH_M, random);
    if (metresBetween(here, there) > 1) {
      moments.push(...travel([here, there], INDOORS, [], random));
      here = there;
    }
    moments.push(...standing(here, random.whole(...(outside ? GARDEN_S : ROOM_S))));
  }
  return madeUp("Synthetic day at home", town, moments.slice(0, DAY_S), startMs);
}

function around({ eastM, northM }: Spot, east: number, north: number, random: Random): Spot {
  return { eastM: eastM + random.between(-east, east), northM: northM + random.between(-north, north) };
}

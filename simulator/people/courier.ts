import { seededRandom } from "../random.ts";
import type { Spot } from "../town/plane.ts";
import type { Town } from "../town/town.ts";
import type { Trace } from "../trace/trace.ts";
import { haltsAt, madeUp, standing } from "./moments.ts";
import { anyCrossing, type Crossing, streetMap, wayBetween } from "./streets.ts";
import { type Gait, type Moment, travel } from "./travel.ts";

const BY_BICYCLE: Gait = { cruiseMps: 5.6, cornerMps: 2.8, speedUpMps2: 0.9, brakeMps2: 1.6, waver: 0.1 };
const DELIVERIES: [number, number] = [7, 12];
/** From the bell to the way on. */
const AT_DOOR_S: [number, number] = [35, 210];
const AT_LIGHT_S: [number, number] = [4, 30];
const RED = 0.2;
const DEPOT: Crossing = { lane: 6, street: 4 };

/** A courier on a bicycle: from the depot from door to door, and back. */
export function courier(town: Town, seed: number, startMs: number): Trace {
  const random = seededRandom(seed).branch("courier");
  const map = streetMap(town);
  const count = random.whole(...DELIVERIES);
  const doors = [...Array.from({ length: count }, () => anyCrossing(map, random)), DEPOT];
  const moments: Moment[] = standing(map.spot(DEPOT), random.whole(...AT_DOOR_S));
  let here = DEPOT;
  for (const door of doors) {
    const way: Spot[] = [here, ...wayBetween(here, door, random)].map((crossing) => map.spot(crossing));
    here = door;
    if (way.length < 2) continue;
    const lights = way.slice(1, -1).filter(() => random.next() < RED);
    const halts = haltsAt(way, lights, () => random.whole(...AT_LIGHT_S));
    moments.push(...travel(way, BY_BICYCLE, halts, random));
    moments.push(...standing(way[way.length - 1] as Spot, random.whole(...AT_DOOR_S)));
  }
  return madeUp("Synthetic courier", town, moments, startMs);
}

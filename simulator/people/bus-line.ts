import { type Random, seededRandom } from "../random.ts";
import type { Spot } from "../town/plane.ts";
import type { Town } from "../town/town.ts";
import type { Trace } from "../trace/trace.ts";
import { haltsAt, madeUp, standing } from "./moments.ts";
import { BY_BUS, type Halt, type Moment, travel } from "./travel.ts";

const ROUNDS = 3;
/** At either end of the line the driver rests. */
const TURNING_S: [number, number] = [180, 420];
const AT_STOP_S: [number, number] = [22, 42];
const AT_LIGHT_S: [number, number] = [8, 45];
const RED = 0.45;

/** The receiver lies in a bus of the line that the school run takes, there and back three times. */
export function busLine(town: Town, seed: number, startMs: number): Trace {
  const random = seededRandom(seed).branch("bus line");
  const moments: Moment[] = [];
  for (let round = 0; round < 2 * ROUNDS; round++) {
    const way = round % 2 === 0 ? town.busRoute : [...town.busRoute].reverse();
    const chance = random.branch(`ride ${round}`);
    moments.push(...standing(way[0] as Spot, chance.whole(...TURNING_S)));
    moments.push(...travel(way, BY_BUS, busHalts(way, town, chance), chance));
  }
  return madeUp("Synthetic bus line", town, moments, startMs);
}

/** At every stop people get on; at some of the other crossings a light is red. */
export function busHalts(way: readonly Spot[], town: Town, random: Random): Halt[] {
  const stops = new Set(town.busStops.map((stop) => stop.spot));
  const crossings = way.slice(1, -1).filter((spot) => stops.has(spot) || random.next() < RED);
  return haltsAt(way, crossings, (spot) => random.whole(...(stops.has(spot) ? AT_STOP_S : AT_LIGHT_S)));
}

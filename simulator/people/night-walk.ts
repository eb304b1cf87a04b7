import { type Random, seededRandom } from "../random.ts";
import type { Spot } from "../town/plane.ts";
import type { Town } from "../town/town.ts";
import type { Trace } from "../trace/trace.ts";
import { haltsAt, madeUp, standing } from "./moments.ts";
import { type Crossing, type StreetMap, streetMap } from "./streets.ts";
import { ON_FOOT, travel } from "./travel.ts";

/** Legs from one crossing to the next. */
const LEGS: [number, number] = [14, 26];
/** How often one goes on straight ahead, and how often one turns round on the spot. */
const STRAIGHT_ON = 0.6;
const TURN_BACK = 0.12;
const DOORWAY_S: [number, number] = [40, 120];
const BENCH_S: [number, number] = [500, 900];

/**
 * An old person who leaves the house at night and no longer knows where to: slow, with long looks at the crossings, at
 * times back the same way, and at the end on some bench, not at home.
 */
export function nightWalk(town: Town, seed: number, startMs: number): Trace {
  const random = seededRandom(seed).branch("night walk");
  const wandered = wander(streetMap(town), random.branch("way"));
  const way = [...town.wayToStop.slice(0, 3), ...wandered];
  const halting = random.branch("looks");
  const halts = haltsAt(way, wandered.slice(0, -1), () => (halting.next() < 0.5 ? 0 : halting.whole(5, 90)));
  const gait = { ...ON_FOOT, cruiseMps: random.between(0.75, 0.95), cornerMps: 0.6, waver: 0.15 };
  return madeUp(
    "Synthetic walk at night",
    town,
    [
      ...standing(way[0] as Spot, random.whole(...DOORWAY_S)),
      ...travel(
        way,
        gait,
        halts.filter((halt) => halt.seconds > 0),
        random.branch("gait"),
      ),
      ...standing(way[way.length - 1] as Spot, random.whole(...BENCH_S)),
    ],
    startMs,
  );
}

/** Copies of the spots, as the same crossing may come twice and be looked at once. */
function wander(map: StreetMap, random: Random): Spot[] {
  let before: Crossing = { lane: 2, street: 1 };
  let here: Crossing = { lane: 2, street: 2 };
  const spots: Spot[] = [{ ...map.spot(before) }, { ...map.spot(here) }];
  for (let legs = random.whole(...LEGS); legs > 0; legs--) {
    const next = stepFrom(map, before, here, random);
    before = here;
    here = next;
    spots.push({ ...map.spot(here) });
  }
  return spots.slice(1);
}

function stepFrom(map: StreetMap, before: Crossing, here: Crossing, random: Random): Crossing {
  const all = map.next(here);
  const ahead = { lane: 2 * here.lane - before.lane, street: 2 * here.street - before.street };
  const straight = all.find((crossing) => crossing.lane === ahead.lane && crossing.street === ahead.street);
  const chance = random.next();
  if (chance < TURN_BACK) return before;
  if (straight !== undefined && chance < TURN_BACK + STRAIGHT_ON) return straight;
  const others = all.filter((crossing) => crossing.lane !== before.lane || crossing.street !== before.street);
  return others[random.whole(0, others.length - 1)] ?? before;
}

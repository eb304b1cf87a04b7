import type { Fix } from "../../device/core/fix.ts";
import { BY_BUS, type Gait, type Halt, ON_FOOT, travel } from "../../simulator/people/travel.ts";
import { type Random, seededRandom } from "../../simulator/random.ts";
import { seededWander } from "../../simulator/receiver/wander.ts";
import { type Plane, planeAt, type Spot } from "../../simulator/town/plane.ts";

/** Ways that nobody went, as a small receiver would tell them: a fix a second. */
export interface MadeUpTrack {
  name: string;
  fixes: Fix[];
}

export type Going = "walk" | "bike" | "drive";
export const GOINGS: readonly Going[] = ["walk", "bike", "drive"];

/** What a way looks like to who goes it so. */
interface Habit {
  gait: Gait;
  /** Shortest and longest straight, metres. */
  straightM: [number, number];
  /** Of all bends, how many are corners and not curves. */
  corners: number;
  /** Of all corners, at how many one stands, and for how long. */
  halts: number;
  haltS: [number, number];
}

const BY_BIKE: Gait = { cruiseMps: 5, cornerMps: 2.5, speedUpMps2: 0.7, brakeMps2: 1.2, waver: 0.08 };
const ON_ROADS: Gait = { ...BY_BUS, cruiseMps: 22, cornerMps: 5, speedUpMps2: 1.3, brakeMps2: 1.6 };
const HABITS: Record<Going, Habit[]> = {
  walk: [{ gait: ON_FOOT, straightM: [40, 220], corners: 0.5, halts: 0.35, haltS: [3, 45] }],
  bike: [{ gait: BY_BIKE, straightM: [60, 500], corners: 0.4, halts: 0.3, haltS: [4, 40] }],
  drive: [
    { gait: BY_BUS, straightM: [80, 450], corners: 0.5, halts: 0.5, haltS: [5, 60] },
    { gait: ON_ROADS, straightM: [300, 1500], corners: 0.25, halts: 0.3, haltS: [5, 40] },
  ],
};

/** Errors of a receiver: of the place, which wanders, and of the speed, which comes from the Doppler shift. */
const SPEED_ERROR_MPS = 0.08;
const COURSE_FROM_MPS = 0.3;
const LONGEST_DWELL_S = 420;

function turnDeg(random: Random, corner: boolean): number {
  if (!corner) return random.between(-25, 25);
  return (random.next() < 0.5 ? -1 : 1) * random.between(60, 110);
}

/** Straights and bends, and where one stands still on the way. */
function wayOf(habit: Habit, seconds: number, random: Random): { way: Spot[]; halts: Halt[] } {
  const way: Spot[] = [{ eastM: 3000, northM: 3000 }];
  const halts: Halt[] = [];
  let headingDeg = random.between(0, 360);
  let atM = 0;
  while (atM < seconds * habit.gait.cruiseMps) {
    const lengthM = random.between(...habit.straightM);
    const from = way[way.length - 1] as Spot;
    const radians = (headingDeg * Math.PI) / 180;
    way.push({ eastM: from.eastM + lengthM * Math.sin(radians), northM: from.northM + lengthM * Math.cos(radians) });
    atM += lengthM;
    const corner = random.next() < habit.corners;
    headingDeg += turnDeg(random, corner);
    if (corner && random.next() < habit.halts) halts.push({ atM, seconds: random.whole(...habit.haltS) });
    else if (random.next() < 0.03) halts.push({ atM, seconds: random.whole(60, LONGEST_DWELL_S) });
  }
  return { way, halts };
}

function reader(plane: Plane, startMs: number, random: Random): (spot: Spot, speed: number, course: number | null) => Fix {
  const wander = seededWander(random.branch("wander"), random.between(1, 3));
  let second = 0;
  return (spot, speedMps, courseDeg) => {
    const error = wander.step();
    const place = plane.degrees({ eastM: spot.eastM + error.eastM, northM: spot.northM + error.northM });
    const told = Math.abs(speedMps + SPEED_ERROR_MPS * random.normal());
    const turned = (courseDeg ?? 0) + (SPEED_ERROR_MPS * random.normal() * 180) / (Math.PI * Math.max(told, 0.3));
    return {
      timeMs: startMs + 1000 * second++,
      ...place,
      altitudeM: 90,
      accuracyM: null,
      hdop: 0.9,
      satellites: 9,
      speedMps: told,
      courseDeg: told < COURSE_FROM_MPS ? null : (turned + 720) % 360,
      quality: "autonomous",
    };
  };
}

/** The same seed gives the same way. @param seconds of a way without halts; it is cut off at twice as many. */
export function madeUpTrack(going: Going, seed: number, seconds: number): MadeUpTrack {
  const random = seededRandom(seed).branch(going);
  const habits = HABITS[going];
  const habit = habits[random.whole(0, habits.length - 1)] as Habit;
  const { way, halts } = wayOf(habit, seconds, random.branch("way"));
  const moments = travel(way, habit.gait, halts, random.branch("going")).slice(0, 2 * seconds);
  const read = reader(planeAt(random.between(-60, 60), random.between(-170, 170)), 1_773_030_000_000, random.branch("receiver"));
  return { name: `${going} ${seed}`, fixes: moments.map((one) => read(one.spot, one.speedMps, one.courseDeg)) };
}

import type { FenceShape } from "../../device/protocol/fence.ts";
import type { Place } from "../../device/protocol/place.ts";
import { integer, pick, type Random } from "../random.ts";
import type { Decider, StillFix } from "./fence-stillness.ts";
import { slowContains } from "./slow-sphere-polygon.ts";
import { metresBetween, walk } from "./sphere-steps.ts";

/** Somebody's way past a fence or through it, told once a minute, and what must be told of it. */
export interface Pass {
  what: string;
  shape: FenceShape;
  fixes: StillFix[];
  expected: readonly string[];
  /** What a look at every second of the way finds: a curve may cross a corner of the fence once more. */
  everySecond(): readonly string[];
  /** It goes through the fence, and yet no fix lies in the circle that the fence surely holds. */
  unseen: boolean;
}

export interface PassTally {
  passes: number;
  /** Ways through a fence on which no fix at all lay inside. */
  unseen: number;
  expected: number;
  missed: number;
  /** Told although it did not happen, or in another order. */
  wrong: string[];
}

export function makePassTally(): PassTally {
  return { passes: 0, unseen: 0, expected: 0, missed: 0, wrong: [] };
}

/** The way goes at least so much deeper into the fence than a fix must to count: the receiver's error, with some room. */
const ROOM_M = 26;
const SIGMA_TOLD_M = 5;
const PACE_S = 60;
const START_MS = Date.UTC(2026, 5, 1);
/** On foot, by bicycle, by bus, on a motorway. */
const SPEEDS_MPS = [1.4, 5, 11, 30];

interface Course {
  middle: Place;
  heading: number;
  speedMps: number;
  /** Metres by which the way misses the middle, to the left. */
  besideM: number;
  /** Of the curve; infinite for a straight way. */
  bendM: number;
}

/** A curve is followed by so many radians to either side, then straight on: nobody comes back by it. */
const SWEEP = 0.8;

/** Where somebody is so many seconds after the point nearest to the middle. */
function placeAt({ middle, heading, speedMps, besideM, bendM }: Course, second: number): Place {
  const along = speedMps * second;
  const turn = Math.max(-SWEEP, Math.min(SWEEP, along / bendM));
  const straightOn = bendM === Infinity ? along : along - turn * bendM;
  const ahead = straightOn * Math.cos(turn) + (bendM === Infinity ? 0 : bendM * Math.sin(turn));
  const left = besideM + straightOn * Math.sin(turn) + (bendM === Infinity ? 0 : bendM * (1 - Math.cos(turn)));
  return walk(middle, heading + Math.atan2(left, ahead), Math.hypot(left, ahead));
}

function regular(middle: Place, corners: number, innerM: number, turn: number): FenceShape {
  const reachM = innerM / Math.cos(Math.PI / corners);
  const vertices = Array.from({ length: corners }, (_, i) => walk(middle, turn + (i * 2 * Math.PI) / corners, reachM));
  return { kind: "polygon", vertices };
}

function fixesOn(course: Course, fromS: number, untilS: number, next: Random): StillFix[] {
  const fixes: StillFix[] = [];
  for (let second = fromS; second <= untilS; second += PACE_S) {
    const jitter = Math.round(next() * 2 - 1);
    const at = placeAt(course, Math.min(untilS, second + jitter));
    const place = walk(at, next() * 2 * Math.PI, SIGMA_TOLD_M * Math.sqrt(-Math.log(1 - next() * 0.99)) * 0.7);
    fixes.push({ place, timeMs: START_MS + (second + jitter) * 1000, accuracyM: SIGMA_TOLD_M });
  }
  return fixes;
}

type Kind = "through" | "past" | "into" | "out of";
const EXPECTED: Record<Kind, readonly string[]> = {
  through: ["entered", "left"],
  past: [],
  into: ["entered"],
  "out of": ["left"],
};
const STAY_S = 600;

/** The way, with a long stay at its end or its beginning where it ends or begins inside. */
function journey(course: Course, kind: Kind, awayS: number, next: Random): StillFix[] {
  const still = { ...course, speedMps: 0 };
  const from = -awayS - next() * PACE_S;
  if (kind === "into") return [...fixesOn(course, from, 0, next), ...fixesOn(still, PACE_S, STAY_S, next)];
  if (kind === "out of") return [...fixesOn(still, -STAY_S, -PACE_S, next), ...fixesOn(course, 0, awayS, next)];
  return fixesOn(course, from, awayS, next);
}

/** @param innerM of the fence: it holds at least a circle of that radius. */
function randomCourse(next: Random, kind: Kind, innerM: number): Course {
  const middle = { latDeg: pick(next, [0, 38, 60, -45, 89.9]), lonDeg: pick(next, [23.7, 180, -179.9999, 0]) };
  const speedMps = pick(next, SPEEDS_MPS);
  const stepM = speedMps * PACE_S;
  // Between two fixes a curve lies beside the straight line by so much at most.
  const bowM = integer(next, 2) === 0 ? 0 : ((innerM - ROOM_M) / 2) * next();
  const bendM = bowM === 0 ? Infinity : Math.max((stepM * stepM) / (8 * bowM), 2 * innerM);
  const besideM = kind === "past" ? innerM * 2 + ROOM_M + 300 : (innerM - ROOM_M - bowM) * (2 * next() - 1);
  return { middle, heading: next() * 2 * Math.PI, speedMps, besideM, bendM };
}

function crossingsOf(course: Course, awayS: number, inside: (place: Place) => boolean): string[] {
  const crossings: string[] = [];
  for (let second = -awayS; second <= awayS; second++) {
    const now = inside(placeAt(course, second));
    if (now !== (crossings.length % 2 === 1)) crossings.push(now ? "entered" : "left");
  }
  return crossings;
}

/** A fence, and a way that goes surely through it, surely past it, surely into it or surely out of it. */
export function randomPass(next: Random): Pass {
  const kind = pick<Kind>(next, ["through", "through", "past", "into", "out of"]);
  const innerM = pick(next, [50, 80, 150, 400]);
  const course = randomCourse(next, kind, innerM);
  const { middle, speedMps, bendM } = course;
  const circle = integer(next, 2) === 0;
  const corners = 3 + integer(next, 6);
  const shape: FenceShape = circle
    ? { kind: "circle", centre: middle, radiusM: innerM }
    : regular(middle, corners, innerM, next());
  const awayS = 300 + (2 * innerM + 300) / speedMps;
  const what = `${kind} a ${circle ? "circle" : `polygon of ${corners} corners`} of ${innerM} m at ${speedMps} m/s${bendM === Infinity ? "" : ", in a curve"}`;
  const fixes = journey(course, kind, awayS, next);
  const unseen = kind === "through" && !fixes.some(({ place }) => metresBetween(place, middle) < innerM);
  const inside = (place: Place) =>
    shape.kind === "circle" ? metresBetween(place, middle) < innerM : slowContains(shape.vertices, place);
  const everySecond = () => (kind === "through" ? crossingsOf(course, awayS, inside) : EXPECTED[kind]);
  return { what, shape, expected: EXPECTED[kind], fixes, everySecond, unseen };
}

/** Plays one way to a decider. A fence that was told of in another order counts as wrong. */
export function playPass(decider: Decider, pass: Pass, tally: PassTally): void {
  const hear = decider(pass.shape);
  const told = pass.fixes.flatMap((fix) => [...hear(fix)]);
  tally.passes++;
  tally.expected += pass.expected.length;
  if (pass.unseen) tally.unseen++;
  if (told.join() === pass.expected.join() || told.join() === pass.everySecond().join()) return;
  tally.missed += Math.max(0, pass.expected.length - told.length);
  tally.wrong.push(`${pass.what}: told ${told.join(", ") || "nothing"}`);
}

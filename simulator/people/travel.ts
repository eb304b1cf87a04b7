import type { Random } from "../random.ts";
import { along, metresBetween, type Spot } from "../town/plane.ts";

/** One second of a way. */
export interface Moment {
  spot: Spot;
  speedMps: number;
  /** True course; null while standing. */
  courseDeg: number | null;
}

/** How something moves. */
export interface Gait {
  cruiseMps: number;
  /** Around a corner. */
  cornerMps: number;
  speedUpMps2: number;
  brakeMps2: number;
  /** Share of the cruising speed that it wavers by. */
  waver: number;
}

export const ON_FOOT: Gait = { cruiseMps: 1.3, cornerMps: 1.1, speedUpMps2: 0.6, brakeMps2: 0.8, waver: 0.07 };
export const BY_BUS: Gait = { cruiseMps: 11, cornerMps: 4.5, speedUpMps2: 1.0, brakeMps2: 1.2, waver: 0.05 };

/** A place on the way, in metres from its start, where one stands for some seconds. */
export interface Halt {
  atM: number;
  seconds: number;
}

/** A turn sharper than this is a corner. */
const CORNER_DEG = 30;
/** No way in a town takes longer; it bounds the loop below. */
const MAX_SECONDS = 7200;

/**
 * Travels a way, second by second, from standing still to standing still. The first moment is the first second after the
 * start, the last one the arrival.
 * @param halts in order, each within the way
 */
export function travel(way: readonly Spot[], gait: Gait, halts: readonly Halt[], random: Random): Moment[] {
  const marks = marksOf(way);
  const endM = marks[marks.length - 1]?.atM ?? 0;
  const open = [...halts, { atM: endM, seconds: 0 }];
  const moments: Moment[] = [];
  let atM = 0;
  let speedMps = 0;
  let wavering = 0;
  while (open.length > 0 && moments.length < MAX_SECONDS) {
    const halt = open[0] as Halt;
    wavering = 0.9 * wavering + gait.waver * 0.43 * random.normal();
    const wishMps = gait.cruiseMps * Math.min(1.09, 1 + wavering);
    const next = slowest(gait, marks, atM, speedMps, halt.atM - atM, wishMps);
    const goneM = (speedMps + next) / 2;
    const arrived = atM + goneM >= halt.atM - 0.2;
    atM = arrived ? halt.atM : atM + goneM;
    speedMps = arrived ? 0 : next;
    moments.push(momentAt(marks, atM, speedMps));
    if (!arrived) continue;
    open.shift();
    for (let n = 0; n < halt.seconds; n++) moments.push(momentAt(marks, atM, 0));
  }
  return moments;
}

/** A corner of the way, with the way's direction behind it. */
interface Mark {
  atM: number;
  spot: Spot;
  courseDeg: number;
  corner: boolean;
}

function marksOf(way: readonly Spot[]): Mark[] {
  const marks: Mark[] = [];
  let atM = 0;
  for (let n = 0; n < way.length; n++) {
    const spot = way[n] as Spot;
    const next = way[n + 1];
    const before = marks[n - 1];
    if (before !== undefined) atM += metresBetween(before.spot, spot);
    const courseDeg = next === undefined ? (before?.courseDeg ?? 0) : courseBetween(spot, next);
    const turn = Math.abs(((courseDeg - (before?.courseDeg ?? courseDeg) + 540) % 360) - 180);
    marks.push({ atM, spot, courseDeg, corner: turn > CORNER_DEG });
  }
  return marks;
}

/** The speed of the next second that keeps every promise: speeding up, braking for the halt, slow round the corners. */
function slowest(gait: Gait, marks: readonly Mark[], atM: number, speedMps: number, haltM: number, wishMps: number): number {
  let next = Math.min(wishMps, speedMps + gait.speedUpMps2, approach(speedMps, haltM, 0, gait.brakeMps2));
  for (const mark of marks) {
    const aheadM = mark.atM - atM;
    if (mark.corner && aheadM > 0) next = Math.min(next, approach(speedMps, aheadM, gait.cornerMps, gait.brakeMps2));
  }
  return Math.max(next, speedMps - 1.5 * gait.brakeMps2, 0.1);
}

/**
 * The fastest speed after this second from which `thenMps` can still be had at the mark by braking: this second covers
 * (speed + next) / 2, and braking from next to then covers (next^2 - then^2) / 2b.
 */
function approach(speedMps: number, aheadM: number, thenMps: number, brakeMps2: number): number {
  const room = aheadM - speedMps / 2 + (thenMps * thenMps) / (2 * brakeMps2);
  const root = 0.25 + (2 * room) / brakeMps2;
  return root <= 0 ? thenMps : Math.max(thenMps, brakeMps2 * (Math.sqrt(root) - 0.5));
}

function momentAt(marks: readonly Mark[], atM: number, speedMps: number): Moment {
  let n = 0;
  while (n + 2 < marks.length && (marks[n + 1] as Mark).atM <= atM) n++;
  const mark = marks[n] as Mark;
  const next = marks[n + 1] ?? mark;
  const spot = next === mark ? mark.spot : along(mark.spot, next.spot, Math.min(1, (atM - mark.atM) / (next.atM - mark.atM)));
  return { spot, speedMps, courseDeg: speedMps === 0 ? null : mark.courseDeg };
}

function courseBetween(from: Spot, to: Spot): number {
  const radians = Math.atan2(to.eastM - from.eastM, to.northM - from.northM);
  return ((radians * 180) / Math.PI + 360) % 360;
}

import type { Movement } from "../../guardian/core/movement/movement.ts";
import type { StoredFix } from "../../guardian/core/view.ts";
import { type KnownDay, knownDay, type Telling } from "./movement-days.ts";

/** What is measured: movementOf, or in a test one with a fault planted into it. */
export type Measure = (fixes: readonly StoredFix[]) => Movement;

/** What one made-up day, whose truth is known, showed. */
export interface Judgement {
  wrong: string[];
  trips: number;
  stops: number;
  /** Metres found for each that was gone; 1 on a day with a gap on a way, where nobody knows which were seen. */
  ratio: number;
  /** Seconds that the worst trip's begin or end was off, where no gap hid it. */
  offS: number;
  /** The same of the moving time. */
  movingRatio: number;
}

/** As the claim states them. */
export const STATED = {
  share: 0.05,
  tripM: 30,
  heartbeatS: 60,
  steadyMoving: 0.15,
  foreseenMoving: 0.2,
  offS: 120,
  offMovingS: { steady: 10, foreseen: 60 },
  speedOver: 1.05,
};

export const TELLINGS: readonly Telling[] = [
  { way: "steady", intervalS: 5, wanderM: 1.5 },
  { way: "steady", intervalS: 10, wanderM: 3 },
  { way: "foreseen", intervalS: 5, wanderM: 1.5 },
  { way: "foreseen", intervalS: 10, wanderM: 3 },
];

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}

function worstOffS(day: KnownDay, found: Movement): number {
  const offs = day.trips.flatMap((trip, n) => {
    const same = found.trips[n];
    return same === undefined ? [] : [same.fromMs - trip.fromMs, same.untilMs - trip.untilMs];
  });
  return Math.max(0, ...offs.map((ms) => Math.abs(ms) / 1000));
}

function countsWrong(day: KnownDay, found: Movement): string[] {
  const flagged = found.leftOut.filter(({ why }) => why === "suspicious").length;
  const pairs: [string, number, number][] = [
    ["trips", day.trips.length, found.trips.length],
    ["stays", day.stops.length, found.stops.length],
    ["flagged positions", day.planted.suspicious, flagged],
  ];
  return pairs.filter(([, is, was]) => is !== was).map(([what, is, was]) => `${is} ${what}, found ${was}`);
}

/** Measures one day and holds it against what was lived. */
export function judgeDay(seed: number, telling: Telling, measure: Measure, startMs: number): Judgement {
  const day = knownDay(seed, telling, startMs);
  const found = measure(day.fixes);
  const [gone, unseen] = [sum(day.trips, (trip) => trip.metres), sum(day.trips, (trip) => trip.unseenM)];
  const metres = sum(found.trips, (trip) => trip.metres);
  const seen = gone - unseen;
  const [movingS, foundS] = [sum(day.trips, (trip) => trip.movingS), sum(found.trips, (trip) => trip.movingMs) / 1000];
  const most = Math.max(...day.trips.map((trip) => trip.maxMps));
  const offS = day.planted.gaps === 0 ? worstOffS(day, found) : 0;
  const statedMoving = telling.way === "steady" ? STATED.steadyMoving : STATED.foreseenMoving;
  const wrong = countsWrong(day, found);
  // Where a gap begins or ends, a minute of the way may lie between the last position told and the last one there was.
  const edgesM = STATED.heartbeatS * sum(day.trips, (trip) => (trip.unseenM > 0 ? trip.maxMps : 0));
  const withinM = STATED.share * seen + STATED.tripM * day.trips.length;
  if (metres > seen + withinM || metres < seen - withinM - edgesM) wrong.push(`${Math.round(metres)} of ${Math.round(seen)} m`);
  if (unseen === 0 && Math.abs(foundS - movingS) > statedMoving * movingS + STATED.offMovingS[telling.way] * day.trips.length)
    wrong.push(`${Math.round(foundS)} of ${movingS} s moving`);
  if (found.trips.some(({ maxMps }) => maxMps !== null && maxMps > most * STATED.speedOver))
    wrong.push("faster than anybody was");
  if (offS > STATED.offS) wrong.push(`a trip's end off by ${offS} s`);
  const named = wrong.map((text) => `seed ${seed}, ${telling.way} every ${telling.intervalS} s: ${text}`);
  const ratios = unseen > 0 ? { ratio: 1, movingRatio: 1 } : { ratio: metres / seen, movingRatio: foundS / movingS };
  return {
    wrong: named,
    trips: day.trips.length,
    stops: day.stops.length,
    offS,
    ...ratios,
  };
}

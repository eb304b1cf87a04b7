import { predictedAt } from "../protocol/prediction.ts";
import type { FixReport } from "../protocol/report.ts";
import { boundM } from "./bound.ts";
import type { PermittedFix } from "./gate.ts";
import { eastMetres, METRES_A_DEGREE, makeVelocityWatch, seeFix, type VelocityWatch, velocityNow } from "./velocity.ts";

/**
 * Which permitted fixes are worth a message: none sooner than the agreed interval, then those at which a guardian's
 * map would be off by more than the bound, and a heartbeat where everything goes as predicted.
 */
export interface Sampling {
  lastMs: number | null;
  lastLatDeg: number;
  lastLonDeg: number;
  /** A guardian asked where the wearer is: the next fix that the interval allows is told, as predicted or not. */
  asked: boolean;
  velocity: VelocityWatch;
  /** What the last report said, once for each precision that it was told at. */
  told: Told[];
}

/** The last report as the guardians decoded it. */
interface Told {
  decimals: number;
  report: FixReport;
}

export const HEARTBEAT_S = 60;
/** Movement below this is the receiver's noise more often than the wearer's steps. */
const MOVED_M = 8;
const E7 = 10000000;

/** What the consent and the settings make of it. */
export interface Pace {
  /** Never sooner than so many seconds behind the last. */
  intervalS: number;
  /** Any fix is told behind so many. */
  heartbeatS: number;
  /** Every fix that moved is told: for guardians whose map does not predict. */
  steady: boolean;
  /** The fix may not be true: it is told as it is, and says nothing about how the wearer moves. */
  doubtful?: boolean;
}

export function makeSampling(): Sampling {
  return { lastMs: null, lastLatDeg: 0, lastLonDeg: 0, asked: false, velocity: makeVelocityWatch(), told: [] };
}

/** Metres from where a guardian's map has the wearer to where the fix has them. */
export function offBy(report: FixReport, latDeg: number, lonDeg: number, timeMs: number): number {
  const predicted = predictedAt(report, timeMs / 1000);
  const north = (latDeg - predicted.latE7 / E7) * METRES_A_DEGREE;
  const east = eastMetres(lonDeg - predicted.lonE7 / E7, latDeg);
  return Math.sqrt(north * north + east * east);
}

function moved(sampling: Sampling, latDeg: number, lonDeg: number): boolean {
  const north = (latDeg - sampling.lastLatDeg) * METRES_A_DEGREE;
  const east = eastMetres(lonDeg - sampling.lastLonDeg, latDeg);
  return Math.sqrt(north * north + east * east) >= MOVED_M;
}

function surprises(sampling: Sampling, permitted: PermittedFix): boolean {
  const fix = permitted.fix;
  for (let i = 0; i < sampling.told.length; i++) {
    const told = sampling.told[i] as Told;
    if (offBy(told.report, fix.latDeg, fix.lonDeg, fix.timeMs) > boundM(told.decimals, told.report.batteryPercent)) return true;
  }
  return sampling.told.length === 0;
}

/** Decides on one fix, and remembers it when it is chosen. */
export function choose(sampling: Sampling, permitted: PermittedFix, pace: Pace): boolean {
  const fix = permitted.fix;
  if (pace.doubtful !== true) seeFix(sampling.velocity, fix);
  if (sampling.lastMs !== null) {
    const waitedS = (fix.timeMs - sampling.lastMs) / 1000;
    if (waitedS >= 0 && waitedS < pace.intervalS) return false;
    const due = sampling.asked || waitedS < 0 || waitedS >= pace.heartbeatS;
    const news = pace.steady ? moved(sampling, fix.latDeg, fix.lonDeg) : surprises(sampling, permitted);
    if (!due && !news) return false;
  }
  sampling.asked = false;
  sampling.lastMs = fix.timeMs;
  sampling.lastLatDeg = fix.latDeg;
  sampling.lastLonDeg = fix.lonDeg;
  sampling.told = [];
  return true;
}

/** Remembers what a guardian of this precision reads. @param report decoded: what the wire made coarser is coarser here */
export function noteTold(sampling: Sampling, decimals: number, report: FixReport): void {
  for (let i = 0; i < sampling.told.length; i++) if ((sampling.told[i] as Told).decimals === decimals) return;
  sampling.told.push({ decimals: decimals, report: report });
}

/** Speed and course for a report: those of the prediction. */
export interface Heading {
  speedMps: number | null;
  courseDeg: number | null;
}

export function headingNow(sampling: Sampling): Heading {
  const velocity = velocityNow(sampling.velocity);
  if (velocity === null) return { speedMps: null, courseDeg: null };
  const north = velocity.northMps;
  const east = velocity.eastMps;
  const courseDeg = (Math.atan2(east, north) * 180) / Math.PI;
  return { speedMps: Math.sqrt(north * north + east * east), courseDeg: courseDeg < 0 ? courseDeg + 360 : courseDeg };
}

import type { Random } from "../random.ts";
import type { TracePoint } from "../trace/trace.ts";
import { seededReflections } from "./reflections.ts";
import { seededWander } from "./wander.ts";

export const SURROUNDINGS = ["open", "town", "canyon"] as const;
/** What stands around the receiver: nothing, houses on both sides, or a street between towers. */
export type Surroundings = (typeof SURROUNDINGS)[number];

/** What the surroundings do to the reception at one moment. */
export interface Condition {
  /** The error they add, metres. */
  eastM: number;
  northM: number;
  /** Satellites lower than this are hidden; 90 hides all. */
  maskDeg: number;
  /** What the signals of the others lose. */
  lossDb: number;
  /** A speed that is measured at a standstill and is none. */
  ghostMps: number;
}

interface Street {
  /** The lowest and highest that the roofs reach. */
  maskDeg: [number, number];
  lossDb: number;
  /** Standard deviation of the offset of a reflection, and how often one begins. */
  reflectedM: number;
  reflectionEveryS: number;
  /** How far a receiver at rest drifts. */
  driftM: number;
}

const STREETS: Readonly<Record<Surroundings, Street>> = {
  open: { maskDeg: [0, 0], lossDb: 0, reflectedM: 0, reflectionEveryS: Number.POSITIVE_INFINITY, driftM: 0 },
  town: { maskDeg: [8, 25], lossDb: 4, reflectedM: 6, reflectionEveryS: 60, driftM: 4 },
  canyon: { maskDeg: [20, 50], lossDb: 9, reflectedM: 22, reflectionEveryS: 20, driftM: 9 },
};

/** Slower than this nothing moves. */
const STILL_MPS = 0.3;
/** The next stretch of street, with other roofs, comes after so many metres. */
const STRETCH_M: [number, number] = [40, 160];
const GHOST_MPS = 0.2;
/** A tunnel begins only for what drives, and about so often. */
const DRIVING_MPS = 5;
const TUNNEL_EVERY_S = 240;
const TUNNEL_S: [number, number] = [15, 75];
const HIDDEN_DEG = 90;

/** @param stepS seconds from one call to the next @returns the condition at each next point */
export function seededSurroundings(
  random: Random,
  kind: Surroundings,
  tunnels: boolean,
  stepS: number,
): (point: TracePoint) => Condition {
  const street = STREETS[kind];
  const reflections = seededReflections(random.branch("reflections"), street.reflectedM, street.reflectionEveryS, stepS);
  const drift = seededWander(random.branch("drift"), street.driftM, stepS / 4);
  const roofs = random.branch("roofs");
  const ghosts = random.branch("ghosts");
  const isUnderground = seededTunnels(random.branch("tunnels"), stepS);
  let maskDeg = roofs.between(...street.maskDeg);
  let stretchM = roofs.between(...STRETCH_M);
  let stillShare = 0;

  return (point) => {
    const speedMps = point.speedMps ?? 0;
    const still = speedMps < STILL_MPS;
    stretchM -= speedMps * stepS;
    if (stretchM < 0) {
      maskDeg = roofs.between(...street.maskDeg);
      stretchM = roofs.between(...STRETCH_M);
    }
    // A receiver that stands begins to drift slowly, and comes back within seconds once it moves.
    stillShare += ((still ? 1 : 0) - stillShare) * (1 - Math.exp(-stepS / (still ? 60 : 4)));
    const drifted = drift.step();
    const reflected = reflections();
    return {
      eastM: reflected.eastM + drifted.eastM * stillShare,
      northM: reflected.northM + drifted.northM * stillShare,
      maskDeg: tunnels && isUnderground(speedMps) ? HIDDEN_DEG : maskDeg,
      lossDb: street.lossDb,
      ghostMps: still && street.driftM > 0 ? Math.abs(GHOST_MPS * ghosts.normal()) : 0,
    };
  };
}

function seededTunnels(random: Random, stepS: number): (speedMps: number) => boolean {
  let leftS = 0;
  return (speedMps) => {
    if (leftS > 0) leftS -= stepS;
    else if (speedMps > DRIVING_MPS && random.next() < stepS / TUNNEL_EVERY_S) leftS = random.between(...TUNNEL_S);
    return leftS > 0;
  };
}

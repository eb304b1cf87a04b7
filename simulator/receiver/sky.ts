import type { Random } from "../random.ts";
import type { Satellite } from "./reception.ts";
import type { System } from "./voice.ts";

/** A GPS-only receiver in open country sees about this many. */
const IN_VIEW = 11;
const HORIZON_DEG = 5;
/** How many numbers a system has, and from which on NMEA counts them. */
const NUMBERS: Readonly<Record<System, { first: number; count: number; inView: number }>> = {
  GP: { first: 1, count: 32, inView: IN_VIEW },
  GL: { first: 65, count: 24, inView: 8 },
  GA: { first: 1, count: 30, inView: 9 },
  GB: { first: 6, count: 31, inView: 12 },
};
/** GPS satellites go round twice a day: across the sky of one place that is about half a degree a minute. */
const DRIFT_DEG_PER_S = 0.5 / 60;

/** The satellites over one place: which there are is chance, and they drift on slowly. */
export interface Sky {
  /** Satellites in view at a moment; `used` of them count from the strongest down once there is a fix. */
  at(timeMs: number, used: number, shade?: Shade): Satellite[];
}

/** What stands in the way of the signals. */
export interface Shade {
  /** Satellites lower than this are known from the almanac only. */
  maskDeg: number;
  lossDb: number;
}

const NO_SHADE: Shade = { maskDeg: 0, lossDb: 0 };
/** Weaker signals are not counted any more finely. */
const LEAST_DB = 12;

interface Orbit {
  system: System;
  prn: number;
  elevationDeg: number;
  azimuthDeg: number;
}

/** @param systems whose satellites the receiver hears */
export function seededSky(random: Random, systems: readonly System[] = ["GP"]): Sky {
  const orbits = systems.flatMap((system) => scatter(system === "GP" ? random : random.branch(system), system));
  const flicker = random.branch("signal");
  return {
    at(timeMs, used, shade = NO_SHADE) {
      const seconds = (timeMs / 1000) % 86_400;
      const satellites = orbits.map((orbit) => drifted(orbit, seconds, flicker, shade));
      const order = [...satellites].sort((a, b) => (b.snrDb ?? 0) - (a.snrDb ?? 0));
      for (const satellite of order.slice(0, used)) satellite.used = satellite.snrDb !== null;
      return satellites;
    },
  };
}

function scatter(random: Random, system: System): Orbit[] {
  const { first, count, inView } = NUMBERS[system];
  const free = Array.from({ length: count }, (_, n) => n + first);
  const orbits: Orbit[] = [];
  for (let n = 0; n < inView; n++) {
    const [prn] = free.splice(random.whole(0, free.length - 1), 1);
    orbits.push({
      system,
      prn: prn as number,
      // Half of the sky lies below thirty degrees, and so do half of the satellites.
      elevationDeg: HORIZON_DEG + 80 * random.next() ** 1.6,
      azimuthDeg: ((n + random.next()) * 360) / inView,
    });
  }
  return orbits.sort((a, b) => a.prn - b.prn);
}

function drifted(orbit: Orbit, seconds: number, flicker: Random, { maskDeg, lossDb }: Shade): Satellite {
  const azimuthDeg = (orbit.azimuthDeg + seconds * DRIFT_DEG_PER_S) % 360;
  const strength = 24 + 22 * (orbit.elevationDeg / 90) + 1.5 * flicker.normal() - lossDb;
  const heard = orbit.elevationDeg >= maskDeg;
  return {
    system: orbit.system,
    prn: orbit.prn,
    elevationDeg: orbit.elevationDeg,
    azimuthDeg,
    snrDb: heard ? Math.min(50, Math.max(LEAST_DB, strength)) : null,
    used: false,
  };
}

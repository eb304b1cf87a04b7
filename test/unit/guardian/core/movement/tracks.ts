import { NO_FLAGS } from "../../../../../device/protocol/report.ts";
import type { StoredFix } from "../../../../../guardian/core/view.ts";
import { planeAt } from "../../../../../simulator/town/plane.ts";

/** Noon of a Thursday, UTC. */
export const NOON_MS = Date.UTC(2026, 10, 19, 12);

export interface Told {
  /** Seconds after noon, metres east and north of a corner in a field. */
  s: number;
  east: number;
  north?: number;
  speed?: number | null;
  accuracy?: number | null;
  suspicious?: boolean;
  untrusted?: boolean;
  receivedMs?: number;
  sequence?: number;
}

const PLANE = planeAt(39.5, 22.2);

/** Stored positions of a made-up way; sequence numbers run on unless told otherwise. */
export function fixesOf(told: readonly Told[], fromMs = NOON_MS): StoredFix[] {
  return told.map(({ s, east, north = 0, speed = null, accuracy = 4, suspicious = false, untrusted = false, ...rest }, n) => {
    const { latDeg, lonDeg } = PLANE.degrees({ eastM: east, northM: north });
    const flags = { ...NO_FLAGS, timeTrusted: !untrusted, gnssSuspicious: suspicious };
    const timeS = fromMs / 1000 + s;
    const place = {
      latE7: Math.round(latDeg * 1e7) + 1,
      lonE7: Math.round(lonDeg * 1e7) + 1,
      altitudeM: null,
      accuracyM: accuracy,
    };
    const rests = { speedMps: speed, courseDeg: null, batteryPercent: 80, consent: 1, sequence: rest.sequence ?? n };
    return { fix: { kind: "fix", flags, timeS, ...place, ...rests }, receivedMs: rest.receivedMs ?? timeS * 1000 + 500 };
  });
}

/** Standing: one position a minute, both ends included. */
export function standing(fromS: number, untilS: number, east: number, north = 0): Told[] {
  return Array.from({ length: Math.floor((untilS - fromS) / 60) + 1 }, (_, n) => ({ s: fromS + n * 60, east, north, speed: 0 }));
}

/** Going east at so many metres a second, a position every ten seconds, the start left out. */
export function going(fromS: number, untilS: number, fromEast: number, mps: number): Told[] {
  return Array.from({ length: Math.floor((untilS - fromS) / 10) }, (_, n) => ({
    s: fromS + (n + 1) * 10,
    east: fromEast + (n + 1) * 10 * mps,
    speed: mps,
  }));
}

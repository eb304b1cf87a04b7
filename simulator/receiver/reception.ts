import type { System } from "./voice.ts";

/** What a receiver has to say in one second. */
export interface Reception {
  /** UTC in milliseconds, or null while the receiver has not heard the time from a satellite. */
  timeMs: number | null;
  /** Null while there is no fix. */
  solution: Solution | null;
  satellites: Satellite[];
}

export interface Solution {
  latDeg: number;
  lonDeg: number;
  altitudeM: number;
  /** Of the geoid above the ellipsoid at this place. */
  geoidM: number;
  speedMps: number;
  /** Null while standing still: a real receiver leaves the field empty then. */
  courseDeg: number | null;
  hdop: number;
  vdop: number;
}

export interface Satellite {
  system: System;
  /** Its number in NMEA sentences: GLONASS counts from 65, the others from 1. */
  prn: number;
  elevationDeg: number;
  azimuthDeg: number;
  /** Carrier to noise; null while it is only known from the almanac. */
  snrDb: number | null;
  used: boolean;
}

import type { Fix } from "../../device/core/fix.ts";
import type { Place } from "../../device/protocol/place.ts";
import type { StillFix } from "./fence-stillness.ts";
import { decodeAll, recordings } from "./gpsd-recording.ts";

/** A receiver that stood still while it was recorded. */
export interface StillRecording {
  name: string;
  middle: Place;
  fixes: Fix[];
}

/** Fewer say little of how a receiver wanders; and one that strays further was carried. */
const LEAST_FIXES = 10;
const MOST_SPREAD_M = 25;
const METRES_A_DEGREE = 111_200;
const START_MS = Date.UTC(2026, 5, 1);

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function strayM(middle: Place, fix: Fix): number {
  const north = (fix.latDeg - middle.latDeg) * METRES_A_DEGREE;
  const east = (fix.lonDeg - middle.lonDeg) * METRES_A_DEGREE * Math.cos((middle.latDeg * Math.PI) / 180);
  return Math.hypot(north, east);
}

/** Of all recordings in a folder, those of receivers that did not move. */
export function stillRecordings(folder: string): StillRecording[] {
  return recordings(folder).flatMap(({ name, bytes }) => {
    const fixes = decodeAll(bytes);
    const middle = { latDeg: median(fixes.map((fix) => fix.latDeg)), lonDeg: median(fixes.map((fix) => fix.lonDeg)) };
    const still = fixes.length >= LEAST_FIXES && fixes.every((fix) => strayM(middle, fix) <= MOST_SPREAD_M);
    return still ? [{ name, middle, fixes }] : [];
  });
}

/** The recording over and over, a fix a second, because most are only minutes long. @param accuracy one sigma in metres. */
export function* played({ fixes }: StillRecording, seconds: number, accuracy: (fix: Fix) => number): Generator<StillFix> {
  for (let second = 0; second < seconds; second++) {
    const fix = fixes[second % fixes.length] as Fix;
    const place = { latDeg: fix.latDeg, lonDeg: fix.lonDeg };
    yield { place, timeMs: START_MS + second * 1000, accuracyM: accuracy(fix) };
  }
}

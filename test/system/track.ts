import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A name that must never cross the wire. */
export const CANARY_LABEL = "Kallisto-Canary-Wearer";
/** Where the track begins: figures that occur nowhere else, so that finding them is finding a leak. */
export const FROM = { latDeg: 39.4187653, lonDeg: 22.7654321 };
const START_MS = Date.UTC(2026, 2, 9, 6);
/** North-east at some 12 m/s: every second is worth a message. */
const STEP_DEG = 0.0000771;
const SECONDS = 900;

/** True position so many seconds after the beginning. */
export function truthAt(second: number): { latDeg: number; lonDeg: number } {
  return { latDeg: FROM.latDeg + second * STEP_DEG, lonDeg: FROM.lonDeg + second * STEP_DEG };
}

/** Writes the made-up track as GPX. @returns its path. */
export function writeTrack(folder: string): string {
  const points = Array.from({ length: SECONDS }, (_, second) => {
    const { latDeg, lonDeg } = truthAt(second);
    const time = new Date(START_MS + second * 1000).toISOString();
    return `<trkpt lat="${latDeg.toFixed(7)}" lon="${lonDeg.toFixed(7)}"><ele>90</ele><time>${time}</time></trkpt>`;
  });
  const path = join(folder, "track.gpx");
  const head =
    '<?xml version="1.0"?><gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>made up</name><trkseg>';
  writeFileSync(path, `${head}${points.join("")}</trkseg></trk></gpx>`);
  return path;
}

import { LIFELIKE } from "../receiver/receiver.ts";
import { writeNmea } from "../receiver/write-nmea.ts";
import { makeTown } from "../town/make-town.ts";
import { writeGpx } from "../trace/write-gpx.ts";
import { schoolRun } from "./school-run.ts";

/** How a school run is asked for on the command line. */
export interface SchoolRunFile {
  seed: number;
  /** UTC milliseconds, a whole second. */
  startMs: number;
  trip: "to-school" | "way-home";
  format: "nmea" | "gpx";
}

/** What `lychnos sim make school-run` makes when it is told nothing else: a Monday, 07:20 in Greece. */
export const DEFAULT_RUN: SchoolRunFile = { seed: 1, startMs: Date.UTC(2026, 10, 23, 5, 20), trip: "to-school", format: "nmea" };

/** The text of the file. The GPX has the true way; the NMEA log has a receiver that is switched on at the door and errs. */
export function schoolRunFile({ seed, startMs, trip, format }: SchoolRunFile): string {
  const trace = schoolRun(makeTown(seed), { seed, startMs, trip });
  if (format === "gpx") return writeGpx(trace);
  const start = new Date(startMs).toISOString().replace(".000Z", "Z");
  const madeWith = `lychnos sim make school-run --seed ${seed} --start ${start} --trip ${trip} --format nmea`;
  return writeNmea(trace, { ...LIFELIKE, seed }, madeWith);
}

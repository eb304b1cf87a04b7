import type { TraceFault } from "./fault.ts";
import type { TraceFormat } from "./recognise.ts";

/** What GPSBabel calls the formats; it does not know GeoLife's. */
const GPSBABEL: Readonly<Record<Exclude<TraceFormat, "plt">, string>> = {
  nmea: "nmea",
  gpx: "gpx",
  kml: "kml",
  tcx: "gtrnctr",
  fit: "garmin_fit",
  geojson: "geojson",
  csv: "unicsv",
};

/** The fault with a command that can be typed as it stands, but for the names of the files. */
export function withCommand(fault: TraceFault, format: TraceFormat): TraceFault {
  const message =
    format === "plt"
      ? fault.message.replace(/Put the points in order with: .*$/, "Sort its lines by date and time.")
      : fault.message.replace("-i FORMAT ", `-i ${GPSBABEL[format]} `);
  return { ...fault, message };
}

import { writeTrackNmea } from "./receiver/write-track-nmea.ts";
import type { Outcome } from "./trace/fault.ts";
import type { TraceFile } from "./trace/read-trace-file.ts";
import { recordingTrace } from "./trace/recording-trace.ts";
import { withCommand } from "./trace/remedy.ts";
import type { Trace } from "./trace/trace.ts";
import { writeCsv } from "./trace/write-csv.ts";
import { writeGeoJson } from "./trace/write-geojson.ts";
import { writeGpx } from "./trace/write-gpx.ts";
import { writeKml } from "./trace/write-kml.ts";

export const WRITTEN_FORMATS = ["nmea", "gpx", "kml", "geojson", "csv"] as const;

/** What can be written; more can be read (`trace/recognise.ts`). */
export type WrittenFormat = (typeof WRITTEN_FORMATS)[number];

/** The text of a file. Every format says so where nobody ever was there. */
export function writeTrace(trace: Trace, format: WrittenFormat): string {
  switch (format) {
    case "nmea":
      return writeTrackNmea(trace);
    case "gpx":
      return writeGpx(trace);
    case "kml":
      return writeKml(trace);
    case "geojson":
      return writeGeoJson(trace);
    case "csv":
      return writeCsv(trace);
  }
}

/** Where something was by a file of any kind. */
export function traceOf(file: TraceFile): Outcome<Trace> {
  if (file.kind === "trace") return { ok: true, value: file.trace };
  const read = recordingTrace(file.recording);
  return read.ok ? read : { ok: false, fault: withCommand(read.fault, "nmea") };
}

const ENDINGS: Readonly<Record<string, WrittenFormat>> = {
  nmea: "nmea",
  log: "nmea",
  gpx: "gpx",
  kml: "kml",
  geojson: "geojson",
  json: "geojson",
  csv: "csv",
};

/** The format that a file to be written is meant to have, by the ending of its name; null for any other. */
export function formatByEnding(path: string): WrittenFormat | null {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  return ENDINGS[ending] ?? null;
}

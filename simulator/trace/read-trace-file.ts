import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { readCsv } from "./csv.ts";
import { type Outcome, refused } from "./fault.ts";
import { MAX_FIT_BYTES, readFit } from "./fit.ts";
import { MAX_GEOJSON_BYTES, readGeoJson } from "./geojson.ts";
import { readGpx } from "./gpx.ts";
import { readKml } from "./kml.ts";
import { MAX_RECORDING_BYTES, type NmeaRecording, readNmeaRecording, tooManyBytes } from "./nmea-recording.ts";
import { readPlt } from "./plt.ts";
import { HEAD_BYTES, recognise, type TraceFormat } from "./recognise.ts";
import { withCommand } from "./remedy.ts";
import { readTcx } from "./tcx.ts";
import type { Trace } from "./trace.ts";

/** A file that can be played: what a receiver said, or where something was. */
export type TraceFile = { kind: "recording"; recording: NmeaRecording } | { kind: "trace"; trace: Trace };

/** Reads an NMEA log, or a GPX, KML, TCX, FIT, GeoJSON, CSV or GeoLife file, told apart by how it begins. */
export async function readTraceFile(path: string): Promise<Outcome<TraceFile>> {
  try {
    const found = await stat(path);
    // A device or a pipe has no size, and may have no end.
    if (!found.isFile())
      return refused("unreadable", null, "It is not a plain file. Name a file, or copy what it gives into one.");
    if (found.size === 0) return refused("empty", null, "The file is empty. Fetch or record it once more.");
    const format = recognise(await headOf(path));
    if (format === null) return unknownFormat();
    if (format === "nmea") return await recordingFile(path, found.size);
    const read = await traceIn(path, format, found.size);
    return read.ok
      ? { ok: true, value: { kind: "trace", trace: read.value } }
      : { ok: false, fault: withCommand(read.fault, format) };
  } catch (error) {
    return refused("unreadable", null, unreadable((error as NodeJS.ErrnoException).code));
  }
}

async function recordingFile(path: string, size: number): Promise<Outcome<TraceFile>> {
  if (size > MAX_RECORDING_BYTES) return tooManyBytes();
  const read = readNmeaRecording(await readFile(path));
  return read.ok ? { ok: true, value: { kind: "recording", recording: read.value } } : read;
}

async function traceIn(path: string, format: Exclude<TraceFormat, "nmea">, size: number): Promise<Outcome<Trace>> {
  const pieces = (): AsyncIterable<string> => createReadStream(path, { encoding: "utf8" });
  switch (format) {
    case "gpx":
      return readGpx(pieces());
    case "kml":
      return readKml(pieces());
    case "tcx":
      return readTcx(pieces());
    case "csv":
      return readCsv(pieces());
    case "plt":
      return readPlt(pieces());
    case "geojson":
      return size > MAX_GEOJSON_BYTES ? tooLargeToHold(MAX_GEOJSON_BYTES) : readGeoJson(await readFile(path, "utf8"));
    case "fit":
      return size > MAX_FIT_BYTES ? tooLargeToHold(MAX_FIT_BYTES) : readFit(await readFile(path));
  }
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function unknownFormat(): { ok: false; fault: { kind: "unknown-format"; line: null; message: string } } {
  const message =
    "It begins like none of the formats that are read: NMEA, GPX, KML, TCX, FIT, GeoJSON, CSV, GeoLife PLT. Convert it with gpsbabel.";
  return { ok: false, fault: { kind: "unknown-format", line: null, message } };
}

function tooLargeToHold(limit: number): Outcome<Trace> {
  return refused("too-large", null, `The file is larger than ${limit / 1024 / 1024} MB. Cut it up with gpsbabel.`);
}

function unreadable(code: string | undefined): string {
  if (code === "ENOENT") return "There is no such file.";
  if (code === "EACCES") return "You may not read it. Change its permissions, or copy it.";
  return `It cannot be read (${code ?? "unknown error"}).`;
}

import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname } from "node:path";
import { type Outcome, refused } from "./fault.ts";
import { readGpx } from "./gpx.ts";
import { MAX_RECORDING_BYTES, type NmeaRecording, readNmeaRecording, tooManyBytes } from "./nmea-recording.ts";
import type { Trace } from "./trace.ts";

/** A file that can be played: what a receiver said, or where something was. */
export type TraceFile = { kind: "recording"; recording: NmeaRecording } | { kind: "trace"; trace: Trace };

/** Reads an NMEA log (.nmea, .log) or a GPX file (.gpx). */
export async function readTraceFile(path: string): Promise<Outcome<TraceFile>> {
  const extension = extname(path).toLowerCase();
  const known = extension === ".nmea" || extension === ".log" || extension === ".gpx";
  if (!known)
    return refused(
      "unknown-format",
      null,
      "Its name ends neither in .nmea or .log (an NMEA log) nor in .gpx. Rename it, or convert it with gpsbabel.",
    );
  try {
    const { size, isPlain } = await look(path);
    // A device or a pipe has no size, and may have no end.
    if (!isPlain) return refused("unreadable", null, "It is not a plain file. Name a file, or copy what it gives into one.");
    if (extension === ".gpx") return await gpxFile(path);
    if (size > MAX_RECORDING_BYTES) return tooManyBytes();
    const read = readNmeaRecording(await readFile(path));
    return read.ok ? { ok: true, value: { kind: "recording", recording: read.value } } : read;
  } catch (error) {
    return refused("unreadable", null, unreadable((error as NodeJS.ErrnoException).code));
  }
}

async function look(path: string): Promise<{ size: number; isPlain: boolean }> {
  const found = await stat(path);
  return { size: found.size, isPlain: found.isFile() };
}

async function gpxFile(path: string): Promise<Outcome<TraceFile>> {
  const read = await readGpx(createReadStream(path, { encoding: "utf8" }));
  return read.ok ? { ok: true, value: { kind: "trace", trace: read.value } } : read;
}

function unreadable(code: string | undefined): string {
  if (code === "ENOENT") return "There is no such file.";
  if (code === "EACCES") return "You may not read it. Change its permissions, or copy it.";
  return `It cannot be read (${code ?? "unknown error"}).`;
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fix } from "../../device/core/fix.ts";
import { readGpx } from "../../simulator/trace/gpx.ts";
import type { Trace } from "../../simulator/trace/trace.ts";
import { decodeAll, recordings } from "./gpsd-recording.ts";
import type { Judge } from "./quality-tally.ts";

/** Fixes that real receivers told, of one recording. */
export interface Recorded {
  name: string;
  fixes: Fix[];
}

function fixOf(point: Trace["points"][number]): Fix {
  return {
    timeMs: point.timeMs,
    latDeg: point.latDeg,
    lonDeg: point.lonDeg,
    altitudeM: point.altitudeM,
    accuracyM: null,
    hdop: null,
    satellites: null,
    speedMps: point.speedMps,
    courseDeg: point.courseDeg,
    quality: "autonomous",
  };
}

/** Tracks that people recorded, GPX files of a folder; those that have no times cannot be judged and are left out. */
export async function recordedTracks(folder: string): Promise<Recorded[]> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".gpx"))
    .sort();
  const tracks: Recorded[] = [];
  for (const name of names) {
    const read = await readGpx([readFileSync(join(folder, name), "utf8")]);
    if (read.ok) tracks.push({ name, fixes: read.value.points.map(fixOf) });
  }
  return tracks;
}

/** gpsd's recordings, of those fixes that the gate would take for measured. */
export function recordedReceivers(folder: string): Recorded[] {
  return recordings(folder).map(({ name, bytes }) => ({
    name,
    fixes: decodeAll(bytes).filter(({ quality }) => quality === "autonomous" || quality === "differential" || quality === "rtk"),
  }));
}

export interface RecordedTally {
  name: string;
  fixes: number;
  /** How many of each reason; "repeated" among them. */
  accused: Map<string, number>;
}

/** Uptime as it went when this was recorded: by the fixes' own times, but where those leap. */
export function judgeRecorded({ name, fixes }: Recorded, judge: Judge): RecordedTally {
  const verdictOf = judge();
  const accused = new Map<string, number>();
  let upMs = 0;
  let before: number | null = null;
  for (const fix of fixes) {
    const stepMs = before === null ? 0 : fix.timeMs - before;
    upMs += stepMs > 0 && stepMs < 3_600_000 ? stepMs : 1000;
    before = fix.timeMs;
    const verdict = verdictOf(fix, upMs);
    const reason = verdict.kind === "suspicious" ? verdict.reason : verdict.kind;
    if (reason !== "sound") accused.set(reason, (accused.get(reason) ?? 0) + 1);
  }
  return { name, fixes: fixes.length, accused };
}

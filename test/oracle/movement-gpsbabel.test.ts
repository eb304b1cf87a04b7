import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NO_FLAGS } from "../../device/protocol/report.ts";
import { metresBetween } from "../../guardian/core/movement/ground.ts";
import { movementOf } from "../../guardian/core/movement/movement.ts";
import type { StoredFix } from "../../guardian/core/view.ts";
import { readGpx } from "../../simulator/trace/gpx.ts";
import type { TracePoint } from "../../simulator/trace/trace.ts";
import { corpus, corpusTitle } from "../corpora.ts";
import { havePrograms, programTitle } from "../system-part.ts";

const FOLDER = corpus("tracks");
/** Recorded by people on bicycles: the longest track of each file. */
const FILES = ["gb_bike_gpx", "gb_garmin-edge-800-output", "gb_mtk_logger", "gb_wahoo-element-bolt"];
/** GPSBabel prints a tenth of a kilometre. */
const PRINTED_KM = 0.05;
/** And it takes the ground for a sphere. */
const SPHERE = 0.003;

async function pointsOf(path: string): Promise<TracePoint[]> {
  const trace = await readGpx([readFileSync(path, "utf8")]);
  if (!trace.ok) throw new Error("the track cannot be read");
  return trace.value.points;
}

function storedOf(point: TracePoint, sequence: number): StoredFix {
  const place = {
    latE7: Math.round(point.latDeg * 1e7),
    lonE7: Math.round(point.lonDeg * 1e7),
    altitudeM: null,
    accuracyM: null,
  };
  const rest = { speedMps: point.speedMps, courseDeg: null, batteryPercent: null, consent: 1, sequence };
  const fix = {
    kind: "fix" as const,
    flags: { ...NO_FLAGS, timeTrusted: true },
    timeS: Math.floor(point.timeMs / 1000),
    ...place,
    ...rest,
  };
  return { fix, receivedMs: point.timeMs };
}

/** Kilometres of the longest track, as GPSBabel adds them up. */
function gpsbabelKm(path: string): number {
  const text = execFileSync("gpsbabel", ["-t", "-i", "gpx", "-f", path, "-o", "garmin_txt", "-F", "-"]).toString("latin1");
  const lengths = text
    .split("\n")
    .filter((line) => line.startsWith("Track\t"))
    .map((line) => line.split("\t")[4] ?? "");
  return Math.max(...lengths.map((length) => Number.parseFloat(length) / (length.endsWith(" km") ? 1 : 1000)));
}

const title = corpusTitle("tracks", programTitle("R-03 distance beside GPSBabel's", "gpsbabel"));

describe.skipIf(FOLDER === null || !havePrograms("gpsbabel"))(title, () => {
  it.each(FILES)("%s: the ground's curvature gives the same kilometres", async (name) => {
    const path = join(FOLDER as string, `${name}.gpx`);
    const points = (await pointsOf(path)).map(({ latDeg, lonDeg }) => ({ lat: latDeg, lon: lonDeg }));
    const metres = points.reduce((sum, point, n) => sum + metresBetween(points[n - 1] ?? point, point), 0);
    expect(Math.abs(metres / 1000 - gpsbabelKm(path))).toBeLessThan(PRINTED_KM + SPHERE * (metres / 1000));
  });

  it.each(FILES)("%s: with noise and standing left out it is at most three per cent less, and never more", async (name) => {
    const path = join(FOLDER as string, `${name}.gpx`);
    const { trips } = movementOf((await pointsOf(path)).map(storedOf));
    const km = trips.reduce((sum, trip) => sum + trip.metres, 0) / 1000;
    expect(km).toBeGreaterThan(0.97 * gpsbabelKm(path));
    expect(km).toBeLessThan((1 + SPHERE) * gpsbabelKm(path) + PRINTED_KM);
  });
});

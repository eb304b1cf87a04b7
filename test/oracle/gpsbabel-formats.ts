import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WrittenFormat } from "../../simulator/convert.ts";
import type { Trace } from "../../simulator/trace/trace.ts";
import type { FormatWays } from "./format-pairs.ts";

/** How GPSBabel calls what we write, and how finely it keeps it. It takes a GeoJSON line for a route, which has no times. */
const READ_BY_GPSBABEL: Readonly<Record<WrittenFormat, { type: string; timed: boolean }>> = {
  nmea: { type: "nmea", timed: true },
  gpx: { type: "gpx", timed: true },
  kml: { type: "kml", timed: true },
  geojson: { type: "geojson", timed: false },
  csv: { type: "unicsv", timed: true },
};

/** What GPSBabel writes, and the precision with which it does: degrees, and milliseconds. */
const WRITTEN_BY_GPSBABEL = [
  { type: "gtrnctr,course=0", name: "TCX activity", toleranceDeg: 0.6e-7, stepMs: 1 },
  { type: "gtrnctr,course=1", name: "TCX course", toleranceDeg: 0.6e-7, stepMs: 1 },
  { type: "garmin_fit", name: "FIT", toleranceDeg: 0.6 * (180 / 2 ** 31), stepMs: 1000 },
  { type: "kml,track=1", name: "KML gx:Track", toleranceDeg: 0.6e-6, stepMs: 1 },
  { type: "kml,lines=0", name: "KML placemarks", toleranceDeg: 0.6e-6, stepMs: 1 },
  { type: "unicsv", name: "CSV", toleranceDeg: 0.6e-6, stepMs: 1 },
  { type: "gpx,gpxver=1.1", name: "GPX 1.1", toleranceDeg: 1e-9, stepMs: 1 },
] as const;

export interface Compared {
  files: number;
  points: number;
  faults: string[];
}

/** Whether GPSBabel finds in what we write the points that we put there. @param gpsbabel path of the program */
export function readByGpsbabel(gpsbabel: string, name: string, trace: Trace, ways: FormatWays): Compared {
  const compared: Compared = { files: 0, points: 0, faults: [] };
  inFolder((folder) => {
    for (const [format, { type, timed }] of Object.entries(READ_BY_GPSBABEL)) {
      const path = join(folder, "ours");
      writeFileSync(path, ways.write(trace, format as WrittenFormat), "latin1");
      const gpx = babel(gpsbabel, ["-t", "-i", type, "-f", path, "-o", "gpx", "-F", "-"]);
      const found = plainPoints(gpx);
      compared.files++;
      compared.points += found.length;
      // GPSBabel prints nine decimals of what we rounded to seven.
      const fault = differs(trace, found, { toleranceDeg: 0.51e-7, stepMs: 1, timed });
      if (fault !== null) compared.faults.push(`${name}, ${format} read by GPSBabel: ${fault}`);
    }
  });
  return compared;
}

/** Whether we find in what GPSBabel writes the points that it was given. @param file a GPX track @param trace what is in it */
export async function readFromGpsbabel(gpsbabel: string, file: string, trace: Trace, ways: FormatWays): Promise<Compared> {
  const compared: Compared = { files: 0, points: 0, faults: [] };
  const folder = mkdtempSync(join(tmpdir(), "lychnos-gpsbabel-"));
  try {
    // Without waypoints: a placemark of one would count as a point of the way.
    const bare = join(folder, "bare.gpx");
    babel(gpsbabel, ["-t", "-i", "gpx", "-f", file, "-x", "nuketypes,waypoints", "-o", "gpx", "-F", bare]);
    for (const { type, name, ...precision } of WRITTEN_BY_GPSBABEL) {
      const path = join(folder, "theirs");
      babel(gpsbabel, ["-t", "-i", "gpx", "-f", bare, "-o", type, "-F", path]);
      const found = await ways.read(path);
      compared.files++;
      compared.points += typeof found === "string" ? 0 : found.points.length;
      const fault = typeof found === "string" ? found : differs(trace, found.points, { ...precision, timed: true });
      if (fault !== null) compared.faults.push(`${name} of GPSBabel: ${fault}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return compared;
}

interface PlainPoint {
  latDeg: number;
  lonDeg: number;
  timeMs: number;
}

/** GPSBabel's own GPX, read with nothing of the simulator's. */
function plainPoints(gpx: string): PlainPoint[] {
  return [...gpx.matchAll(/<(?:trk|rte)pt lat="([^"]+)" lon="([^"]+)">([\s\S]*?)<\/(?:trk|rte)pt>/g)].map(
    ([, lat, lon, inner]) => ({
      latDeg: Number(lat),
      lonDeg: Number(lon),
      timeMs: Date.parse(/<time>([^<]+)</.exec(inner ?? "")?.[1] ?? ""),
    }),
  );
}

function differs(
  wanted: Trace,
  found: readonly PlainPoint[],
  { toleranceDeg, stepMs, timed }: { toleranceDeg: number; stepMs: number; timed: boolean },
): string | null {
  const expected = stepMs === 1 ? wanted.points : oncePer(wanted, stepMs);
  if (found.length !== expected.length) return `${found.length} of ${expected.length} points`;
  for (const [n, point] of expected.entries()) {
    const other = found[n] as PlainPoint;
    if (Math.abs(point.latDeg - other.latDeg) > toleranceDeg) return `point ${n + 1}: the latitude is another`;
    if (Math.abs(point.lonDeg - other.lonDeg) > toleranceDeg) return `point ${n + 1}: the longitude is another`;
    const timeMs = Math.floor(point.timeMs / stepMs) * stepMs;
    if (timed && timeMs !== other.timeMs) return `point ${n + 1}: the time is off by ${other.timeMs - timeMs} ms`;
  }
  return null;
}

/** FIT has whole seconds, and of two points within one the reader keeps the first. */
function oncePer({ points }: Trace, stepMs: number): readonly PlainPoint[] {
  const step = (point: PlainPoint): number => Math.floor(point.timeMs / stepMs);
  return points.filter((point, n) => n === 0 || step(point) !== step(points[n - 1] as PlainPoint));
}

function babel(gpsbabel: string, args: readonly string[]): string {
  return execFileSync(gpsbabel, args, { encoding: "latin1", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
}

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "lychnos-gpsbabel-"));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { traceOf, WRITTEN_FORMATS, type WrittenFormat, writeTrace } from "../../simulator/convert.ts";
import { readTraceFile } from "../../simulator/trace/read-trace-file.ts";
import type { Trace, TracePoint } from "../../simulator/trace/trace.ts";

/** Degrees by which writing a format once may move a position: half of its last digit, and what binary fractions add. */
const HALF_DIGIT: Readonly<Record<WrittenFormat, number>> = {
  nmea: 1e-6 / 60 / 2 + 1e-12,
  gpx: 0.5e-7 + 1e-12,
  kml: 0.5e-7 + 1e-12,
  geojson: 0.5e-7 + 1e-12,
  csv: 0.5e-7 + 1e-12,
};
const HALF_DECIMETRE = 0.05 + 1e-6;

/** What is tried: the simulator's own ways, or planted ones. `file` has no ending that could help. */
export interface FormatWays {
  write(trace: Trace, format: WrittenFormat): string;
  read(file: string): Promise<Trace | string>;
}

export const OUR_WAYS: FormatWays = {
  write: writeTrace,
  async read(file) {
    const found = await readTraceFile(file);
    const trace = found.ok ? traceOf(found.value) : found;
    return trace.ok ? trace.value : trace.fault.message;
  },
};

export interface PairsTried {
  pairs: number;
  points: number;
  /** What was not as it should be, at most one line for each pair. */
  faults: string[];
}

/** Writes a trace in one format, reads that, writes it in another, reads that, and looks whether it is still the same. */
export async function tryPairs(name: string, trace: Trace, ways: FormatWays): Promise<PairsTried> {
  const folder = mkdtempSync(join(tmpdir(), "lychnos-formats-"));
  const tried: PairsTried = { pairs: 0, points: 0, faults: [] };
  try {
    for (const from of WRITTEN_FORMATS) {
      const between = await through(folder, trace, from, ways);
      // Two faults can undo one another on the way there and back.
      const half = typeof between === "string" ? between : difference(trace, between, HALF_DIGIT[from]);
      for (const to of WRITTEN_FORMATS) {
        const end = typeof between === "string" ? between : await through(folder, between, to, ways);
        const fault = half ?? (typeof end === "string" ? end : difference(trace, end, HALF_DIGIT[from] + HALF_DIGIT[to]));
        tried.pairs++;
        tried.points += trace.points.length;
        if (fault !== null) tried.faults.push(`${name}, ${from} to ${to}: ${fault}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return tried;
}

async function through(folder: string, trace: Trace, format: WrittenFormat, ways: FormatWays): Promise<Trace | string> {
  const path = join(folder, "track");
  writeFileSync(path, ways.write(trace, format), "latin1");
  return ways.read(path);
}

/** The first difference as a sentence that tells no position, or null. @param toleranceDeg of a position */
export function difference(wanted: Trace, found: Trace, toleranceDeg: number): string | null {
  if (wanted.points.length !== found.points.length) return `${found.points.length} of ${wanted.points.length} points`;
  if (wanted.synthetic !== found.synthetic) return "it no longer says whether it is made up";
  for (const [n, point] of wanted.points.entries()) {
    const what = pointDifference(point, found.points[n] as TracePoint, toleranceDeg);
    if (what !== null) return `point ${n + 1}: ${what}`;
  }
  return null;
}

function pointDifference(wanted: TracePoint, found: TracePoint, toleranceDeg: number): string | null {
  if (wanted.timeMs !== found.timeMs) return `the time is off by ${found.timeMs - wanted.timeMs} ms`;
  if (Math.abs(wanted.latDeg - found.latDeg) > toleranceDeg) return "the latitude is another";
  const lonDeg = Math.abs(wanted.lonDeg - found.lonDeg);
  if (Math.min(lonDeg, 360 - lonDeg) > toleranceDeg) return "the longitude is another";
  if ((wanted.altitudeM === null) !== (found.altitudeM === null)) return "an altitude came or went";
  if (wanted.altitudeM !== null && found.altitudeM !== null)
    return Math.abs(wanted.altitudeM - found.altitudeM) > 2 * HALF_DECIMETRE ? "the altitude is another" : null;
  return null;
}

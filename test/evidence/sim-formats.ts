import { readdirSync } from "node:fs";
import { join } from "node:path";
import { schoolRun } from "../../simulator/people/school-run.ts";
import { makeTown } from "../../simulator/town/make-town.ts";
import type { Trace } from "../../simulator/trace/trace.ts";
import { CORPORA, corpus } from "../corpora.ts";
import { type FormatWays, OUR_WAYS, tryPairs } from "../oracle/format-pairs.ts";
import { type Compared, readByGpsbabel, readFromGpsbabel } from "../oracle/gpsbabel-formats.ts";
import { program } from "../system-part.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const STARTS_MS = Date.UTC(2026, 10, 23, 5, 20);
const MADE_UP = { quick: 3, full: 40 };

/** @param ways the simulator's own, or planted ones @param gpsbabel its path, or null to leave it out */
export async function proveFormats(how: HowToRun, ways: FormatWays, gpsbabel: string | null): Promise<Finding> {
  const folder = corpus("tracks");
  if (folder === null) return { count: 0, figure: "", holds: false, missing: `recorded GPX tracks in ${CORPORA}/tracks` };
  const files = readdirSync(folder).filter((name) => name.endsWith(".gpx"));
  const sum = { pairs: 0, points: 0, files: 0, babelled: 0 };
  const faults: string[] = [];
  const add = ({ files: count, points, faults: more }: Compared): void => {
    sum.files += count;
    sum.babelled += points;
    faults.push(...more);
  };
  const tracks = await tracksOf(folder, files, how, ways);
  for (const [n, { name, trace, path }] of tracks.entries()) {
    how.progress(n / tracks.length);
    if (typeof trace === "string") {
      faults.push(`${name}: ${trace}`);
      continue;
    }
    const tried = await tryPairs(name, trace, ways);
    sum.pairs += tried.pairs;
    sum.points += tried.points;
    faults.push(...tried.faults);
    if (gpsbabel !== null) add(readByGpsbabel(gpsbabel, name, trace, ways));
    if (gpsbabel !== null && path !== null) add(await readFromGpsbabel(gpsbabel, path, trace, ways));
  }
  const babel =
    gpsbabel === null
      ? "GPSBabel is not on this machine and was not asked"
      : `${sum.babelled} points of ${sum.files} files passed between GPSBabel and us, either way`;
  return {
    count: sum.points,
    figure: `${sum.pairs} pairs of formats on ${tracks.length} tracks, ${sum.points} points: times exact, positions to the last digit that the formats write; ${babel}; ${faults.length} differences`,
    holds: faults.length === 0,
    details: faults.slice(0, 20),
  };
}

interface Track {
  name: string;
  trace: Trace | string;
  /** The file as it was recorded; null for a made-up one. */
  path: string | null;
}

async function tracksOf(folder: string, files: readonly string[], how: HowToRun, ways: FormatWays): Promise<Track[]> {
  const tracks: Track[] = [];
  for (const name of files) tracks.push({ name, trace: await ways.read(join(folder, name)), path: join(folder, name) });
  for (let n = 0; n < (how.quick ? MADE_UP.quick : MADE_UP.full); n++) {
    const seed = how.seed + n;
    const trace = schoolRun(makeTown(seed), { seed, startMs: STARTS_MS, trip: n % 2 === 0 ? "to-school" : "way-home" });
    tracks.push({ name: `made-up way ${n + 1}`, trace, path: null });
  }
  return tracks;
}

export const proof: Proof = {
  name: "sim/formats",
  claim:
    "A track that the simulator reads in any format and writes in any other keeps its points, their exact times and their places to the formats' last digit, and GPSBabel agrees.",
  run: (how) => proveFormats(how, OUR_WAYS, program("gpsbabel")),
};

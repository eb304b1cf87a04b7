import { decodeBatch } from "../../device/protocol/batch.ts";
import { equalFixes, type Weight, weigh } from "../oracle/batch-bytes.ts";
import { batchTracks, reportsOf, type Track } from "../oracle/batch-tracks.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const INTERVALS_S = [5, 10, 15, 30, 60];
/** A grid of about a metre, and one of ten. */
const DECIMALS = [5, 4];
/** Recorded on bicycles. */
const RIDES = ["gb_bike_gpx", "gb_garmin-edge-800-output", "gb_wahoo-element-bolt"];
/** At most so many bytes of frame a fix in a full body, whatever the way and the interval: a short frame has 64. */
const MOST_BYTES = 8;
const AIM_BYTES = 3;

function figure(bytes: number | null): string {
  return bytes === null ? "-" : bytes.toFixed(2);
}

function line(track: Track, intervalS: number, decimals: number, weight: Weight): string {
  return (
    `${track.name}, ${intervalS} s, ${decimals} places: ${weight.fixes} fixes, bytes a fix ${figure(weight.fullBytesAFix)} in full bodies, ` +
    `${figure(weight.bytesAFix)} in all, ${figure(weight.bytesAFixByEpochs)} by the device's epochs`
  );
}

async function run({ progress }: HowToRun): Promise<Finding> {
  const tracks = await batchTracks();
  const details: string[] = [];
  const full: number[] = [];
  const rides: number[] = [];
  let fixes = 0;
  let equal = 0;
  for (const [i, track] of tracks.entries()) {
    for (const decimals of DECIMALS) {
      for (const intervalS of INTERVALS_S) {
        const weight = weigh(reportsOf(track, intervalS, decimals), decimals);
        fixes += weight.fixes;
        equal += equalFixes(reportsOf(track, intervalS, decimals), decimals, decodeBatch);
        if (weight.fullBytesAFix !== null) full.push(weight.fullBytesAFix);
        if (intervalS === 5 && RIDES.includes(track.name)) rides.push(weight.fullBytesAFix ?? Number.POSITIVE_INFINITY);
        details.push(line(track, intervalS, decimals, weight));
      }
    }
    progress((i + 1) / tracks.length);
  }
  const within = full.filter((bytes) => bytes <= AIM_BYTES).length;
  const missing = rides.length === 0 ? { missing: "the recorded tracks (test/corpora.ts says where they are looked for)" } : {};
  return {
    ...missing,
    count: fixes,
    figure:
      `${equal} of ${fixes} fixes of ${tracks.length} tracks come out byte by byte; full bodies hold a fix in ${figure(Math.min(...full))} to ` +
      `${figure(Math.max(...full))} bytes of frame, three or fewer in ${within} of ${full.length} cases`,
    holds: equal === fixes && rides.every((bytes) => bytes <= AIM_BYTES) && Math.max(...full) <= MOST_BYTES,
    details,
  };
}

export const proof: Proof = {
  name: "wire/batch",
  claim:
    "A batch gives back every fix as its short frame would have told it, and a full one takes at most three bytes of frame a fix on a bicycle ride with a fix each five seconds, and at most eight on any way at any interval up to a minute.",
  run,
};

import { UNTOLD_ACCURACY_M } from "../../device/core/fence-fix.ts";
import { accuracyOf } from "../../device/core/fix-accuracy.ts";
import { CORPORA, corpus } from "../corpora.ts";
import { deviceDecider } from "../oracle/fence-deciders.ts";
import { NOISES, noisyFixes } from "../oracle/fence-noise.ts";
import { played, type StillRecording, stillRecordings } from "../oracle/fence-recordings.ts";
import { makeStillTally, playStill, type StillTally } from "../oracle/fence-stillness.ts";
import { integer, type Random, random } from "../random.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

/** Seconds between the fixes that a fence decides on. */
const PACES_S = [1, 10, 60];
const HOUR_S = 3600;

function figureOf(recorded: StillTally, names: number, invented: StillTally, hours: number): string {
  return (
    `${recorded.flaps.length} flaps in ${names} recordings of receivers that stood still (${recorded.fixes} fixes, ${recorded.fences} fences whose line runs within 45 m), ` +
    `${invented.flaps.length} in ${hours} hours of ${NOISES.length} invented kinds of noise (${invented.fixes} fixes, ${invented.fences} fences)`
  );
}

function playRecorded(still: StillRecording[], seconds: number, next: Random): StillTally {
  const tally = makeStillTally();
  for (const recording of still) {
    for (const everyS of PACES_S) {
      const fixes = played(recording, seconds, (fix) => accuracyOf(fix) ?? UNTOLD_ACCURACY_M);
      playStill(deviceDecider, { what: recording.name, place: recording.middle, fixes, everyS }, next, tally);
    }
  }
  return tally;
}

function playInvented(rounds: number, hours: number, next: Random, progress: HowToRun["progress"]): StillTally {
  const tally = makeStillTally();
  for (let round = 0; round < rounds; round++) {
    progress(round / rounds);
    for (const [noise, everyS] of NOISES.flatMap((noise) => PACES_S.map((paceS) => [noise, paceS] as const))) {
      const place = { latDeg: integer(next, 160) - 80 + next(), lonDeg: next() * 360 - 180 };
      const fixes = noisyFixes(noise, place, hours * HOUR_S, next);
      playStill(deviceDecider, { what: noise.name, place, fixes, everyS }, next, tally);
    }
  }
  return tally;
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const folder = corpus("gpsd");
  if (folder === null) {
    return { count: 0, figure: "", holds: false, missing: `gpsd's recordings (test/daemon/*.log) in ${CORPORA}/gpsd` };
  }
  const next = random(seed);
  const still = stillRecordings(folder);
  const recorded = playRecorded(still, quick ? 600 : HOUR_S, next);
  const rounds = quick ? 2 : 40;
  const hours = quick ? 4 : 12;
  const invented = playInvented(rounds, hours, next, progress);
  const flaps = [...recorded.flaps, ...invented.flaps];
  return {
    count: recorded.fixes + invented.fixes,
    figure: figureOf(recorded, still.length, invented, rounds * hours * NOISES.length * PACES_S.length),
    holds: flaps.length === 0 && still.length >= 10,
    details: [...new Set(flaps)].slice(0, 20),
  };
}

export const proof: Proof = {
  name: "fence/still",
  claim: "Of somebody who stands still, however near to the line of a fence, no guardian is ever told that they entered or left.",
  run,
};

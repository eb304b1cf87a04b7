import { corpus } from "../corpora.ts";
import { judgeMany, type Kind, type LieTally, ours, type Tallies } from "../oracle/quality-tally.ts";
import { judgeRecorded, type Recorded, type RecordedTally, recordedReceivers, recordedTracks } from "../oracle/recorded-fixes.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

/** Every lied fix of these is found; of the others at least this share, because noise and honest speeds can hide the rest. */
const WHOLLY: readonly Kind[] = ["teleport", "mirrored", "zeros", "repeated", "clock"];
const MOSTLY: readonly (readonly [Kind, number])[] = [
  ["frozen", 0.99],
  ["drift", 0.85],
  ["stuck", 0.8],
];
/** Of clean made fixes, and of what real receivers told. */
const MOST_ACCUSED = 0.0005;
const MOST_ACCUSED_RECORDED = 0.002;

function share(part: number, whole: number): string {
  return whole === 0 ? "none" : `${((100 * part) / whole).toFixed(2)} %`;
}

function lineOf(kind: string, tally: LieTally): string {
  return (
    `${kind}: ${tally.found} of ${tally.lied} lied fixes found (${share(tally.found, tally.lied)}), ` +
    `in ${tally.foundTracks} of ${tally.liedTracks} tracks; later ${tally.laterFound} of ${tally.laterLied}; ` +
    `${tally.withinNoise} too near to be told; flagged before or after the lie ${tally.accused} of ${tally.honest}`
  );
}

export function shortfalls(tallies: Tallies): string[] {
  const wrong: string[] = [];
  for (const kind of WHOLLY) {
    const { lied, found } = tallies[kind];
    if (lied === 0 || found < lied) wrong.push(`${kind}: ${lied - found} of ${lied} lied fixes passed without a flag`);
  }
  for (const [kind, least] of MOSTLY) {
    const { lied, found } = tallies[kind];
    if (!(found >= least * lied) || lied === 0) wrong.push(`${kind}: ${share(found, lied)} found, ${100 * least} % promised`);
  }
  const { honest, accused } = tallies.none;
  if (honest === 0 || accused > MOST_ACCUSED * honest)
    wrong.push(`${accused} of ${honest} fixes of clean tracks were flagged or dropped`);
  return wrong;
}

/** "warming-up" is no accusation of a lie: it says that the receiver has only just begun and hears little. */
function accusedOf({ accused }: RecordedTally): number {
  let count = 0;
  for (const [reason, times] of accused) if (reason !== "warming-up") count += times;
  return count;
}

async function recordedOnes(): Promise<Recorded[]> {
  const tracks = corpus("tracks");
  const receivers = corpus("gpsd");
  return [...(tracks === null ? [] : await recordedTracks(tracks)), ...(receivers === null ? [] : recordedReceivers(receivers))];
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const tallies = judgeMany(quick ? 10_000 : 100_000, seed, ours, progress);
  const recorded = (await recordedOnes()).map((one) => judgeRecorded(one, ours));
  const fixes = recorded.reduce((sum, one) => sum + one.fixes, 0);
  const accused = recorded.reduce((sum, one) => sum + accusedOf(one), 0);
  const warming = recorded.reduce((sum, one) => sum + (one.accused.get("warming-up") ?? 0), 0);
  const wrong = shortfalls(tallies);
  if (accused > MOST_ACCUSED_RECORDED * fixes) wrong.push(`${accused} of ${fixes} recorded fixes were flagged`);
  const count = Object.values(tallies).reduce((sum, tally) => sum + tally.tracks, 0);
  const whole = WHOLLY.map((kind) => `${kind} ${tallies[kind].found} of ${tallies[kind].lied}`).join(", ");
  return {
    count,
    figure:
      wrong.length > 0
        ? wrong.join("; ")
        : `lied fixes found: ${whole}; frozen ${share(tallies.frozen.found, tallies.frozen.lied)}, drift ${share(tallies.drift.found, tallies.drift.lied)}; ` +
          `flagged on clean tracks ${tallies.none.accused} of ${tallies.none.honest}, on recordings ${accused} of ${fixes} (and ${warming} of a receiver that had just begun)`,
    holds: wrong.length === 0,
    details: [
      ...Object.entries(tallies).map(([kind, tally]) => lineOf(kind, tally)),
      ...recorded
        .filter((one) => one.accused.size > 0)
        .map(
          (one) => `${one.name}: ${[...one.accused].map(([reason, times]) => `${reason} ${times}`).join(", ")} of ${one.fixes}`,
        ),
      ...(fixes === 0 ? ["no recordings on this machine: LYCHNOS_CORPORA names their folder"] : []),
    ],
  };
}

export const proof: Proof = {
  name: "quality/tracks",
  claim:
    "A position that leaps, is mirrored, is all zeros or leaps with the clock is flagged in every fix of the first minute, and one that was told before is not told again; drift and frozen positions are flagged mostly; clean tracks and recordings of real receivers hardly ever.",
  run,
};

import type { Fix } from "../../device/core/fix.ts";
import { judgeFix, makeQualityWatch, type Verdict } from "../../device/core/fix-quality.ts";
import type { PermittedFix } from "../../device/core/gate.ts";
import { seededRandom } from "../../simulator/random.ts";
import { madeTrack, offM } from "./made-tracks.ts";
import { LIES, type Lie, type Planted, plant } from "./planted-lies.ts";

/** One judge for one switching-on of a receiver. */
export type Judge = () => (fix: Fix, upMs: number) => Verdict;

/** The device's own. */
export const ours: Judge = () => {
  const watch = makeQualityWatch();
  return (fix, upMs) => judgeFix(watch, { fix } as PermittedFix, upMs);
};

/** Of one kind of lie, over many tracks. */
export interface LieTally {
  tracks: number;
  /**
   * Lied fixes whose place is so far off that the lie can be told from noise, of the first minute in which there are any and before
   * any silence of the receiver, and how many of them were found.
   */
  lied: number;
  found: number;
  /** The same of what is lied after that: who keeps to another place for so long, or comes back in another, may be right. */
  laterLied: number;
  laterFound: number;
  /** Tracks in which there was such a fix, and in which at least one was found. */
  liedTracks: number;
  foundTracks: number;
  /** Lied fixes nearer than that: they may be told without a flag. */
  withinNoise: number;
  /** Honest fixes, and how many of them were flagged or dropped. */
  honest: number;
  accused: number;
  accusedTracks: number;
}

/** From this error on a lie must be found: what the two ends' errors and a minute of creeping may hide lies below it. */
export const TELLING_M: Record<Lie, number> = {
  none: 0,
  teleport: 100,
  drift: 100,
  frozen: 60,
  stuck: 60,
  mirrored: 100,
  zeros: 0,
  repeated: 0,
  clock: 100,
};
const SECONDS = 420;
/** A receiver that has just begun is believed when it corrects itself, so lies are planted after that. */
const AFTER_S = 75;

function emptyTally(): LieTally {
  return {
    tracks: 0,
    lied: 0,
    found: 0,
    laterLied: 0,
    laterFound: 0,
    liedTracks: 0,
    foundTracks: 0,
    withinNoise: 0,
    honest: 0,
    accused: 0,
    accusedTracks: 0,
  };
}

/** Counted apart: a drift slower than the error of the speed it hides behind, and receivers that tell no speed at all. */
const APART = ["drift at speed", "no speed"] as const;
export type Kind = Lie | (typeof APART)[number];
export type Tallies = Record<Kind, LieTally>;
/** Above this one goes by a motor. */
const MOTOR_MPS = 10;

export function emptyTallies(): Tallies {
  return Object.fromEntries([...LIES, ...APART].map((lie) => [lie, emptyTally()])) as Tallies;
}

function hit(lie: Lie, verdict: Verdict): boolean {
  return lie === "repeated" ? verdict.kind === "repeated" : verdict.kind === "suspicious";
}

/** A body can have come far in a silence of the receiver; from then on nothing need be found. */
const SILENT_MS = 5000;

/** Counts one lied fix. @param late: after the first minute, or after a silence */
function countLied(tally: LieTally, lie: Lie, verdict: Verdict, late: boolean): void {
  tally[late ? "laterLied" : "lied"]++;
  if (hit(lie, verdict)) tally[late ? "laterFound" : "found"]++;
}

/** Judges one track and counts what was found and who was wrongly accused. */
export function judgeTrack(tally: LieTally, { lie, track, from, to }: Planted, judge: Judge): void {
  const verdictOf = judge();
  const before = { lied: tally.lied, found: tally.found, accused: tally.accused };
  let untilMs: number | null = null;
  let heardMs = 0;
  for (const [i, made] of track.fixes.entries()) {
    const verdict = verdictOf(made.fix, made.upMs);
    const silent = made.upMs - heardMs > SILENT_MS;
    heardMs = made.upMs;
    if (i < from || i >= to) {
      tally.honest++;
      if (verdict.kind !== "sound") tally.accused++;
      continue;
    }
    if (silent) untilMs = 0;
    if (offM(made.fix.latDeg, made.fix.lonDeg, made.trueLatDeg, made.trueLonDeg) < TELLING_M[lie]) {
      tally.withinNoise++;
      continue;
    }
    untilMs ??= made.upMs + 60_000;
    countLied(tally, lie, verdict, made.upMs >= untilMs);
  }
  tally.tracks++;
  if (tally.lied > before.lied) tally.liedTracks++;
  if (tally.found > before.found) tally.foundTracks++;
  if (tally.accused > before.accused) tally.accusedTracks++;
}

function kindOf({ lie, track }: Planted): Kind {
  if (!track.tellsSpeed) return "no speed";
  return lie === "drift" && track.cruiseMps >= MOTOR_MPS ? "drift at speed" : lie;
}

/** So many made tracks, each kind of lie in turn. Tracks without speeds are counted apart. */
export function judgeMany(tracks: number, seed: number, judge: Judge, progress: (share: number) => void): Tallies {
  const tallies = emptyTallies();
  const chance = seededRandom(seed);
  for (let n = 0; n < tracks; n++) {
    const random = chance.branch(String(n));
    const lie = LIES[n % LIES.length] ?? "none";
    const planted = plant(madeTrack(random, SECONDS), lie, random, AFTER_S);
    judgeTrack(tallies[kindOf(planted)], planted, judge);
    if (n % 256 === 0) progress(n / tracks);
  }
  return tallies;
}

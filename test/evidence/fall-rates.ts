import type { Scene } from "../../simulator/motion/scenes.ts";
import { type Decide, judge, judgeScenes, noRates, ours, type Rates, wilson } from "../oracle/fall-rates.ts";
import { type MotionSet, missingMotion, motionFolder, recordedMotion, type Whose } from "../oracle/fall-recordings.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

/** What docs/falls.md states of each set; a figure that falls behind it falls short. */
export interface Stated {
  set: MotionSet;
  where: string;
  /** Least share of falls that are noticed. */
  noticed: number;
  /** Largest share of recordings of daily life with an alarm. */
  alarms: number;
}

export const STATED: readonly Stated[] = [
  {
    set: "sisfall",
    where: "belt at the waist, people with even numbers, whom no limit was chosen on",
    noticed: 0.965,
    alarms: 0.015,
  },
  { set: "weda-fall", where: "watch at the wrist, everybody", noticed: 0.5, alarms: 0.025 },
  { set: "mobifall", where: "telephone in a trouser pocket, everybody", noticed: 0.85, alarms: 0.01 },
];

/** The limits were chosen on people with odd numbers. */
const HELD_OUT: Whose = (person) => Number(person.slice(-2)) % 2 === 0;
const EVERYBODY: Whose = () => true;

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function between(part: number, whole: number, scale = 1, unit: (value: number) => string = percent): string {
  const { low, high } = wilson(part, whole);
  return `${unit((scale * part) / Math.max(1, whole))} (${unit(scale * low)} to ${unit(scale * high)})`;
}

function hourly(rates: Rates): string {
  const aRecording = rates.calmS === 0 ? 0 : (3600 * rates.calm) / rates.calmS;
  return between(rates.alarms, rates.calm, aRecording, (value) => value.toFixed(2));
}

function lineOf({ set, where }: Stated, rates: Rates): string {
  return (
    `${set} (${where}; ${rates.people.size} people): noticed ${rates.noticed} of ${rates.falls} falls, ${between(rates.noticed, rates.falls)}; ` +
    `alarms in ${rates.alarms} of ${rates.calm} recordings of daily life, ${between(rates.alarms, rates.calm)}, ` +
    `that is ${hourly(rates)} an hour over ${(rates.calmS / 3600).toFixed(1)} hours of exercises`
  );
}

function activities(rates: Rates): string {
  const parts = [...rates.byActivity].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { seen, of }]) => `${name} ${seen}/${of}`);
  return `  by activity: ${parts.join(", ")}`;
}

/** Why the figures of one set fall behind what is stated of it. */
export function shortfalls(stated: Stated, rates: Rates): string[] {
  const wrong: string[] = [];
  if (rates.falls === 0 || rates.calm === 0) wrong.push(`${stated.set}: nothing was read`);
  if (rates.noticed < stated.noticed * rates.falls)
    wrong.push(`${stated.set}: only ${rates.noticed} of ${rates.falls} falls noticed`);
  if (rates.alarms > stated.alarms * rates.calm) wrong.push(`${stated.set}: ${rates.alarms} of ${rates.calm} false alarms`);
  return wrong;
}

/** The same of made-up scenes: each fall is noticed, a device that falls by itself is taken for one, and nothing else is. */
export function madeShortfalls(seen: ReadonlyMap<Scene, number>, each: number): string[] {
  const wrong: string[] = [];
  for (const [scene, count] of seen) {
    if (scene === "fall" || scene === "drop") {
      if (count < each) wrong.push(`made ${scene}: noticed ${count} of ${each}`);
    } else if (count > 0) wrong.push(`made ${scene}: ${count} of ${each} false alarms`);
  }
  return wrong;
}

function ratesOf({ set }: Stated, decide: Decide): Rates {
  const rates = noRates();
  for (const recording of recordedMotion(set, set === "sisfall" ? HELD_OUT : EVERYBODY)) judge(rates, recording, decide);
  return rates;
}

/** @param decide the firmware's own; another one, and other folders, only in tests. */
export async function runWith(
  decide: Decide,
  { quick, seed, progress }: HowToRun,
  folderOf: (set: MotionSet) => string | null = motionFolder,
): Promise<Finding> {
  const each = quick ? 100 : 2000;
  const made = judgeScenes(each, seed, decide);
  const wrong = madeShortfalls(made, each);
  const details = [`made up, ${each} of each: ${[...made].map(([scene, count]) => `${scene} ${count}`).join(", ")}`];
  const absent: string[] = [];
  const figures: string[] = [];
  let count = each * made.size;
  for (const [i, stated] of STATED.entries()) {
    progress((i + 1) / (STATED.length + 1));
    if (folderOf(stated.set) === null) {
      absent.push(missingMotion(stated.set));
      continue;
    }
    const rates = ratesOf(stated, decide);
    count += rates.falls + rates.calm;
    wrong.push(...shortfalls(stated, rates));
    details.push(lineOf(stated, rates), activities(rates));
    figures.push(`${stated.set} ${percent(rates.noticed / Math.max(1, rates.falls))} noticed, ${hourly(rates)} alarms an hour`);
  }
  return {
    count,
    figure: wrong.length > 0 ? wrong.join("; ") : [`made-up falls ${made.get("fall")} of ${each}`, ...figures].join("; "),
    holds: wrong.length === 0,
    ...(wrong.length === 0 && absent.length > 0 ? { missing: absent.join("; ") } : {}),
    details,
  };
}

export const proof: Proof = {
  name: "fall/rates",
  claim:
    "Of recorded falls by people whom no limit was chosen on, at least the share that docs/falls.md states is noticed, and in no more of their recordings of daily life than it states a fall is seen that was none.",
  run: (how) => runWith(ours, how),
};

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CORPORA } from "../corpora.ts";

/** Motion of people that others recorded. None of it is copied into the project: docs/falls.md says where it is to be had. */
export interface MotionRecording {
  set: MotionSet;
  person: string;
  activity: string;
  isFall: boolean;
  rateHz: number;
  /** x, y and z in turn, in thousandths of gravity. */
  milliG: Int16Array;
}

/**
 * sisfall: belt at the waist, 38 people; weda-fall: watch at the wrist, 25 people; mobifall: telephone in a trouser pocket,
 * 24 people.
 */
export const MOTION_SETS = ["sisfall", "weda-fall", "mobifall"] as const;
export type MotionSet = (typeof MOTION_SETS)[number];

const DATA = resolve(process.env.LYCHNOS_FALLS ?? join(CORPORA, "falls"));

/** The folder of one set, or null when it is not on this machine. */
export function motionFolder(set: MotionSet): string | null {
  const folder = join(DATA, set);
  return existsSync(folder) ? folder : null;
}

/** What to do where a set is missing. */
export function missingMotion(set: MotionSet): string {
  return `no "${set}" in ${DATA}; docs/falls.md says where to get it, LYCHNOS_FALLS names another folder`;
}

const GRAVITY = 9.80665;
const COMMA = 44;
const NEWLINE = 10;
const SEMICOLON = 59;
const MINUS = 45;

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

/** The first three whole numbers of each line, which is all of a SisFall line that the first of its sensors wrote. */
function firstThree(bytes: Uint8Array): number[] {
  const out: number[] = [];
  let [value, sign, column, digits] = [0, 1, 0, false];
  for (const byte of bytes) {
    if (isDigit(byte)) {
      value = 10 * value + byte - 48;
      digits = true;
    } else if (byte === MINUS) sign = -1;
    else if (byte === COMMA || byte === SEMICOLON) {
      if (column < 3 && digits) out.push(sign * value);
      [value, sign, column, digits] = [0, 1, column + 1, false];
    } else if (byte === NEWLINE) [value, sign, column, digits] = [0, 1, 0, false];
  }
  return out;
}

/** A step of the ADXL345 at its 13 bits and 16 g, in thousandths of gravity. */
const SISFALL_STEP = 32_000 / 8192;
const SISFALL_EACH = 4;

/** Four samples of the 200 a second make one, as a sensor does that is asked for 50. */
function sisfallMotion(bytes: Uint8Array): Int16Array {
  const parts = firstThree(bytes);
  const count = Math.floor(parts.length / 3 / SISFALL_EACH);
  const out = new Int16Array(3 * count);
  for (let i = 0; i < 3 * count; i++) {
    const from = Math.floor(i / 3) * 3 * SISFALL_EACH + (i % 3);
    let sum = 0;
    for (let k = 0; k < SISFALL_EACH; k++) sum += parts[from + 3 * k] ?? 0;
    out[i] = Math.round((sum / SISFALL_EACH) * SISFALL_STEP);
  }
  return out;
}

/** Rows of a time and three parts in m/s², at the mean rate of the recording: its times come in bursts. @param unitS of the time. */
function timedMotion(text: string, unitS: number): { rateHz: number; milliG: Int16Array } | null {
  const rows = text
    .split("\n")
    .map((line) => line.split(",").map(Number))
    .filter((row) => row.length === 4 && row.every(Number.isFinite));
  const seconds = ((rows.at(-1)?.[0] ?? 0) - (rows[0]?.[0] ?? 0)) * unitS;
  if (!(seconds > 1)) return null;
  const milliG = Int16Array.from(rows.flatMap((row) => row.slice(1).map((part) => Math.round((1000 * part) / GRAVITY))));
  return { rateHz: Math.round(rows.length / seconds), milliG };
}

/** Whose recordings are wanted. */
export type Whose = (person: string) => boolean;

function* sisfall(folder: string, whose: Whose): Generator<MotionRecording> {
  for (const person of readdirSync(folder).filter((name) => /^S[AE]\d\d$/.test(name) && whose(name))) {
    for (const name of readdirSync(join(folder, person)).filter((file) => /^[DF]\d\d_S[AE]\d\d_R\d\d\.txt$/.test(file))) {
      const milliG = sisfallMotion(readFileSync(join(folder, person, name)));
      yield { set: "sisfall", person, activity: name.slice(0, 3), isFall: name.startsWith("F"), rateHz: 50, milliG };
    }
  }
}

function* weda(folder: string, whose: Whose): Generator<MotionRecording> {
  const root = join(folder, "50Hz");
  for (const activity of readdirSync(root).filter((name) => /^[DF]\d\d$/.test(name))) {
    for (const name of readdirSync(join(root, activity)).filter((file) => /^U\d\d_R\d\d_accel\.csv$/.test(file))) {
      const person = name.slice(0, 3);
      const motion = whose(person) ? timedMotion(readFileSync(join(root, activity, name), "latin1"), 1) : null;
      if (motion !== null) yield { set: "weda-fall", person, activity, isFall: activity.startsWith("F"), ...motion };
    }
  }
}

function* mobifall(folder: string, whose: Whose): Generator<MotionRecording> {
  for (const person of readdirSync(folder).filter((name) => /^sub\d+$/.test(name) && whose(name))) {
    const files = readdirSync(join(folder, person), { recursive: true, encoding: "utf8" });
    for (const name of files.filter((file) => /_acc_\d+_\d+\.txt$/.test(file))) {
      const motion = timedMotion(readFileSync(join(folder, person, name), "latin1"), 1e-9);
      const [kind = "", activity = ""] = name.split(/[\\/]/);
      if (motion !== null) yield { set: "mobifall", person, activity, isFall: kind === "FALLS", ...motion };
    }
  }
}

const READERS = { sisfall, "weda-fall": weda, mobifall };

/** Reads one recording after another. Nothing when the set is not on this machine. */
export function* recordedMotion(set: MotionSet, whose: Whose): Generator<MotionRecording> {
  const folder = motionFolder(set);
  if (folder !== null) yield* READERS[set](folder, whose);
}

import { type Journal, openJournal } from "../../device/core/journal.ts";
import { readFrame } from "../../simulator/gate/guardians.ts";
import { quickCipher } from "../../simulator/gate/quick-cipher.ts";
import { BAD_PAGES, type BadPage, type SimFlash, simFlash } from "../../simulator/world/sim-flash.ts";
import { asItIs, makeSurroundings, PowerDevice, pairDevice, type Surroundings } from "./power-device.ts";
import { type ModelStore, modelOver, sameBytes, type Values } from "./power-model.ts";
import { minuteOf, SHAPE } from "./power-run.ts";

export interface BadTally {
  runs: number;
  boots: number;
  /** Runs that went on to tell positions to the end, and runs that stopped with a fault instead. */
  wentOn: number;
  stopped: number;
  /** Values that were found lost at a start: reported, and never an older one in their place. */
  lost: number;
  wrong: string[];
}

export function makeBadTally(): BadTally {
  return { runs: 0, boots: 0, wentOn: 0, stopped: 0, lost: 0, wrong: [] };
}

/** Behaviours that can take what was stored before, as no store can help. */
const DESTROYING: readonly BadPage[] = ["dead", "stuck-bits", "read-disturbed"];

/** @returns whether what is found is what was stored, what a failed call would have stored, or known to be lost. */
function judgeValue(tally: BadTally, store: ModelStore, name: string, how: BadPage): boolean {
  const found = store.load(name);
  const stored = store.values.get(name) ?? null;
  const doubtful = store.doubtful.get(name) ?? [];
  if (sameBytes(found, stored) || doubtful.some((one) => sameBytes(found, one))) return true;
  const isLost = found === null || found.length === 0;
  // Of a log single additions may be missing, and where only the reading fails they may be back at the next start.
  const isLog = name === "outbox" || name === "receipts";
  const longest = Math.max(stored?.length ?? 0, ...doubtful.map((one) => one?.length ?? 0));
  const isPart = isLog && found !== null && (found.length < longest || how === "read-disturbed");
  if (!DESTROYING.includes(how) && doubtful.length === 0) return false;
  tally.lost += 1;
  return isLost || isPart;
}

function judgeFrames(around: Surroundings, what: string): string[] {
  const seen = new Map<string, string>();
  const wrong: string[] = [];
  for (const frame of around.published) {
    const read = readFrame(around.cipher, around.guardians, frame);
    if (read === null) {
      wrong.push(`${what}: a frame that nobody can open`);
      continue;
    }
    const place = `${read.slot}/${read.epoch}/${read.number}`;
    const text = Buffer.from(frame).toString("latin1");
    if ((seen.get(place) ?? text) !== text) wrong.push(`${what}: two frames under one epoch and number`);
    seen.set(place, text);
  }
  return wrong;
}

export interface BadPlan {
  page: number;
  how: BadPage;
  /** Minute at which the page goes bad; 0: before anything is written. */
  from: number;
  minutes: number;
  restartEvery: number;
}

interface Living {
  flash: SimFlash;
  around: Surroundings;
  journal: Journal;
  store: ModelStore;
  values: Values;
}

function begin(plan: BadPlan): Living {
  const flash = simFlash(SHAPE);
  if (plan.from === 0) flash.spoil(plan.page, plan.how);
  const values: Values = new Map();
  const journal = openJournal(flash);
  return { flash, around: makeSurroundings(quickCipher), journal, store: modelOver(journal, values, () => undefined), values };
}

/** Opens the journal anew and holds what it finds against what was stored. */
function reopen(tally: BadTally, living: Living, plan: BadPlan, what: string): void {
  const { values } = living;
  const doubtful = living.store.doubtful;
  living.journal = openJournal(living.flash);
  living.store = modelOver(living.journal, values, () => undefined);
  for (const [name, value] of doubtful) living.store.doubtful.set(name, value);
  for (const name of [...values.keys()]) {
    if (!judgeValue(tally, living.store, name, plan.how)) tally.wrong.push(`${what}: ${name} is not what was stored`);
    const found = living.store.load(name);
    if (found === null) values.delete(name);
    else values.set(name, found);
  }
  living.store.doubtful.clear();
  tally.boots += 1;
}

/** The real firmware on a flash with a bad page. */
export function runWithBadPage(tally: BadTally, plan: BadPlan): void {
  const what = `page ${plan.page} ${plan.how} from minute ${plan.from}`;
  const living = begin(plan);
  tally.runs += 1;
  if (!pairDevice(living.store, quickCipher, true)) {
    // A device that cannot be paired says so at the desk.
    tally.stopped += 1;
    return;
  }
  let device = new PowerDevice(living.around, living.store, asItIs);
  for (let minute = 0; minute < plan.minutes; minute++) {
    if (minute === plan.from && minute > 0) living.flash.spoil(plan.page, plan.how);
    if (minute % plan.restartEvery === plan.restartEvery - 1) {
      device.stop();
      reopen(tally, living, plan, what);
      device = new PowerDevice(living.around, living.store, asItIs);
    }
    minuteOf(device, minute);
  }
  const sound = device.running.state.store.sound && !living.journal.isHeld();
  device.stop();
  tally.wrong.push(...judgeFrames(living.around, what));
  if (sound) tally.wentOn += 1;
  else tally.stopped += 1;
}

/** @param pages which pages to spoil, one a run. */
export function runBadPages(
  pages: readonly number[],
  froms: readonly number[],
  minutes: number,
  progress: (share: number) => void,
): BadTally {
  const tally = makeBadTally();
  const plans = BAD_PAGES.flatMap((how) =>
    pages.flatMap((page) => froms.map((from) => ({ page, how, from, minutes, restartEvery: 200 }))),
  );
  for (const [i, plan] of plans.entries()) {
    try {
      runWithBadPage(tally, plan);
    } catch (error) {
      tally.wrong.push(`${plan.how}, page ${plan.page}: ${error instanceof Error ? error.message : "a throw"}`);
    }
    progress(i / plans.length);
  }
  return tally;
}

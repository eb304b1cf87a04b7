import { openJournal } from "../../device/core/journal.ts";
import { OUTBOX } from "../../device/core/outbox.ts";
import { OUTBOX_KEYS, readOutboxKeys } from "../../device/core/outbox-key.ts";
import { readOutbox } from "../../device/core/outbox-log.ts";
import type { StoreName } from "../../device/core/ports.ts";
import { makeGuardians, readFrame } from "../../simulator/gate/guardians.ts";
import { quickCipher } from "../../simulator/gate/quick-cipher.ts";
import { applyChange, type FlashShape, lengthOf, simFlash, type Tear, tearChange } from "../../simulator/world/sim-flash.ts";
import { random } from "../random.ts";
import { asItIs, makeSurroundings, PowerDevice, type Tamper } from "./power-device.ts";
import { mayBeFound, type StoreCall, sameBytes, type Values } from "./power-model.ts";
import { type PowerRun, type Recorded, soundFlash, type TamperFlash } from "./power-run.ts";
import { BEGAN_MS } from "./withdrawal-stand.ts";

export interface CutTally {
  cuts: number;
  /** Boots whose own mending was cut as well. */
  nested: number;
  /** Boots that went on to run the firmware and send. */
  resumed: number;
  framesAfter: number;
  wrong: string[];
}

export interface CutPlan {
  /** Chance that a byte of a write, and of an erasure, is one at which the power goes. */
  writeShare: number;
  eraseShare: number;
  /** Every so-manieth cut is followed by the real firmware; every so-manieth by a cut in the mending. */
  resumeEvery: number;
  nestEvery: number;
  seed: number;
}

export interface CutTampers {
  flash: TamperFlash;
  board: Tamper;
}

const NO_TAMPERS: CutTampers = { flash: soundFlash, board: asItIs };

function namesOf(values: Values, call: StoreCall | null): StoreName[] {
  const names = [...values.keys()];
  return call === null || values.has(call.name) ? names : [...names, call.name];
}

interface Cut {
  image: Uint8Array;
  what: string;
  recorded: Recorded;
  shape: FlashShape;
}

/** Compares what a boot finds with what every call that returned has made durable. */
function compare(tally: CutTally, load: (name: StoreName) => Uint8Array | null, values: Values, cut: Cut): void {
  const { call } = cut.recorded;
  for (const name of namesOf(values, call)) {
    const found = load(name);
    const right = call !== null && name === call.name ? mayBeFound(call, found) : sameBytes(found, values.get(name) ?? null);
    if (!right) tally.wrong.push(`${cut.what}: ${name} is not what was stored`);
  }
}

/** Lets the firmware run on after the cut, and looks at the epochs of what it sends. */
function resume(tally: CutTally, cut: Cut, tampers: CutTampers): void {
  const around = makeSurroundings(quickCipher);
  around.utcMs = BEGAN_MS + 2 * 86_400_000;
  const store = openJournal(tampers.flash(simFlash(cut.shape, cut.image)));
  // What the queue held before the cut may leave now; whatever the boot seals must be under a new epoch.
  const keys = readOutboxKeys(
    quickCipher,
    OUTBOX_KEYS.map((name) => store.load(name)),
  );
  const stored = readOutbox(quickCipher, keys, store.load(OUTBOX)).outbox.waiting;
  const waited = new Set(stored.map((entry) => Buffer.from(entry.frame).toString("latin1")));
  const device = new PowerDevice(around, store, tampers.board);
  const { epochs, commands } = cut.recorded.seen;
  for (const pair of device.running.state.pairs) {
    if (pair.epoch < (epochs[pair.slot] as number)) tally.wrong.push(`${cut.what}: the epoch went back`);
    if (pair.commandEpoch < (commands[pair.slot] as number)) tally.wrong.push(`${cut.what}: the command epoch went back`);
  }
  if (device.running.state.pairs.length !== 2) tally.wrong.push(`${cut.what}: a pairing is gone`);
  device.setLink(true);
  device.pass(1000);
  device.fix();
  const guardians = makeGuardians(quickCipher);
  for (const frame of around.published) {
    tally.framesAfter += 1;
    if (waited.has(Buffer.from(frame).toString("latin1"))) continue;
    const read = readFrame(quickCipher, guardians, frame);
    if (read === null) tally.wrong.push(`${cut.what}: a frame that nobody can open`);
    else if (read.epoch <= (epochs[read.slot] as number)) tally.wrong.push(`${cut.what}: an epoch was used again`);
  }
  device.stop();
  tally.resumed += 1;
}

/** Cuts the mending of a boot too, and boots once more. */
function nest(tally: CutTally, cut: Cut, values: Values, chance: () => number, tampers: CutTampers): void {
  let changes = 0;
  const counting = simFlash(cut.shape, cut.image);
  counting.watch(() => {
    changes += 1;
  });
  openJournal(tampers.flash(counting));
  if (changes === 0) return;
  const flash = simFlash(cut.shape, cut.image);
  flash.cutAt(Math.floor(chance() * changes), Math.floor(chance() * 64), chance() < 0.5 ? "in order" : "scattered");
  openJournal(tampers.flash(flash));
  const again = openJournal(tampers.flash(simFlash(cut.shape, flash.image())));
  compare(tally, again.load, values, { ...cut, what: `${cut.what}, and again in the mending` });
  tally.nested += 1;
}

function cutAt(tally: CutTally, cut: Cut, values: Values, plan: CutPlan, chance: () => number, tampers: CutTampers): void {
  tally.cuts += 1;
  try {
    const journal = openJournal(tampers.flash(simFlash(cut.shape, cut.image)));
    compare(tally, journal.load, values, cut);
    if (journal.isHeld()) tally.wrong.push(`${cut.what}: the journal stores nothing any more`);
    if (tally.cuts % plan.resumeEvery === 0) resume(tally, cut, tampers);
    if (tally.cuts % plan.nestEvery === 0) nest(tally, cut, values, chance, tampers);
  } catch (error) {
    tally.wrong.push(`${cut.what}: ${error instanceof Error ? error.message : "a throw"}`);
  }
}

/** Values as they stand when a change is made: calls are settled when the next one begins. */
function settleCalls(values: Values, settled: StoreCall | null, call: StoreCall | null): void {
  if (settled === null || settled === call) return;
  if (settled.after === null) values.delete(settled.name);
  else values.set(settled.name, settled.after);
}

const MOST_WRONG = 40;

/** Cuts the power in every change of a run, and boots from what is left. */
export function cutEverywhere(
  run: PowerRun,
  plan: CutPlan,
  progress: (share: number) => void,
  tampers: CutTampers = NO_TAMPERS,
): CutTally {
  const tally: CutTally = { cuts: 0, nested: 0, resumed: 0, framesAfter: 0, wrong: [] };
  const chance = random(plan.seed);
  const image = run.image.slice();
  const values: Values = new Map(run.values);
  let last: StoreCall | null = null;
  for (const [index, recorded] of run.recorded.entries()) {
    const { change, call } = recorded;
    settleCalls(values, last, call);
    last = call;
    const share = change.kind === "write" ? plan.writeShare : plan.eraseShare;
    const length = lengthOf(change, run.shape);
    for (let byte = 0; byte <= length && tally.wrong.length < MOST_WRONG; byte++) {
      if (chance() >= share) continue;
      const tear: Tear = chance() < 0.5 ? "in order" : "scattered";
      const torn = image.slice();
      tearChange(torn, run.shape, change, byte, tear);
      const what = `change ${index} (${change.kind} in ${call === null ? "a start" : `${call.kind} ${call.name}`}), ${tear}, byte ${byte}`;
      cutAt(tally, { image: torn, what, recorded, shape: run.shape }, values, plan, chance, tampers);
    }
    applyChange(image, run.shape, change);
    if (index % 200 === 0) progress(index / run.recorded.length);
  }
  return tally;
}

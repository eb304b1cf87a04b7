import { openJournal } from "../../device/core/journal.ts";
import type { Flash } from "../../device/core/journal-flash.ts";
import type { Store } from "../../device/core/ports.ts";
import { readFrame } from "../../simulator/gate/guardians.ts";
import { quickCipher } from "../../simulator/gate/quick-cipher.ts";
import { type FlashChange, type FlashShape, simFlash } from "../../simulator/world/sim-flash.ts";
import { asItIs, makeSurroundings, PowerDevice, pairDevice, type Surroundings, type Tamper } from "./power-device.ts";
import { modelOver, type StoreCall, type Values } from "./power-model.ts";

/** 160 KB: what an nRF52840 can spare beside the firmware, and little enough that the journal moves now and then. */
export const SHAPE: FlashShape = { pageBytes: 4096, pages: 40 };
const TWO_DAYS_MIN = 2880;

/** What the world has seen of the device: highest epochs of frames that left, and command epochs that took effect. */
export interface Seen {
  epochs: number[];
  commands: number[];
}

export interface Recorded {
  change: FlashChange;
  /** The call of the store in which it happened; null: while the journal mended itself at a start. */
  call: StoreCall | null;
  seen: Seen;
}

/** Two days of the real firmware on the journal: every change of the flash from a known image on. */
export interface PowerRun {
  shape: FlashShape;
  image: Uint8Array;
  values: Values;
  recorded: Recorded[];
  published: number;
  restarts: number;
  /** Calls of the store that failed: on a sound flash there is no reason for any. */
  refused: number;
  /** How often the page was erased that was erased most often. */
  mostErasures: number;
}

/** Follows the frames that left. */
export class Watcher {
  readonly epochs = [-1, -1];
  private at = 0;
  private readonly around: Surroundings;
  constructor(around: Surroundings) {
    this.around = around;
  }

  /** @returns the highest epoch that left for each guardian. */
  look(): number[] {
    const { published, guardians, cipher } = this.around;
    for (; this.at < published.length; this.at++) {
      const read = readFrame(cipher, guardians, published[this.at] as Uint8Array);
      if (read !== null) this.epochs[read.slot] = Math.max(this.epochs[read.slot] as number, read.epoch);
    }
    return this.epochs.slice();
  }
}

/** Four tracked stretches in two days; outages, a pause, a withdrawal, a deletion and a safe arrival among them. */
export function minuteOf(device: PowerDevice, minute: number): void {
  if (minute === 0) device.accept(TERMS);
  if (minute % 60 === 30) device.setLink(minute % 180 !== 30);
  if (minute === 260) device.running.pause(15);
  if (minute === 700) device.stepGuardians();
  if (minute === 720) device.running.withdraw();
  if (minute === 800) device.accept(TERMS);
  if (minute === 1700) device.running.safe();
  if (minute === 2200) device.running.deleteData();
  if (minute === 2260) device.accept(TERMS);
  device.pass(59_000);
  if (minute % 3 === 0) device.fix();
  else device.pass(500);
  device.acknowledge(200);
}

export const TERMS = {
  intervalS: 60,
  schedule: {
    windows: [
      { days: 127, fromMinute: 480, toMinute: 560 },
      { days: 127, fromMinute: 900, toMinute: 980 },
    ],
    zone: { fromMinutes: [0], offsets: [0], untilMinute: 40_000_000 },
  },
};

/** Lets a test put something faulty under the journal. */
export type TamperFlash = (flash: Flash) => Flash;
export const soundFlash: TamperFlash = (flash) => flash;

export interface RunPlan {
  minutes: number;
  /** The device restarts after every so many minutes. */
  restartEvery: number;
  tamper: Tamper;
  tamperFlash: TamperFlash;
}

export const TWO_DAYS: RunPlan = { minutes: TWO_DAYS_MIN, restartEvery: 500, tamper: asItIs, tamperFlash: soundFlash };

export function recordRun(plan: RunPlan): PowerRun {
  const flash = simFlash(SHAPE);
  const paired: Store = openJournal(plan.tamperFlash(flash));
  const values: Values = new Map();
  if (
    !pairDevice(
      modelOver(paired, values, () => undefined),
      quickCipher,
      true,
    )
  )
    throw new Error("The pairing found no room.");
  const run: PowerRun = {
    shape: SHAPE,
    image: flash.image(),
    values: new Map(values),
    recorded: [],
    published: 0,
    restarts: 0,
    refused: 0,
    mostErasures: 0,
  };
  const around = makeSurroundings(quickCipher);
  const watcher = new Watcher(around);
  let call: StoreCall | null = null;
  let commands = [0, 0];
  flash.watch((change) => {
    const bytes = change.kind === "write" ? { ...change, bytes: change.bytes.slice() } : change;
    run.recorded.push({ change: bytes, call, seen: { epochs: watcher.look(), commands } });
  });
  const boot = () => {
    call = null;
    const store = modelOver(openJournal(plan.tamperFlash(flash)), values, (made) => {
      call = made;
    });
    refusals.push(store.refused);
    return new PowerDevice(around, store, plan.tamper);
  };
  const refusals: (() => number)[] = [];
  let device = boot();
  for (let minute = 0; minute < plan.minutes; minute++) {
    if (minute > 0 && minute % plan.restartEvery === 0) {
      device.stop();
      device = boot();
      run.restarts += 1;
    }
    minuteOf(device, minute);
    commands = device.running.state.pairs.map((pair) => pair.commandEpoch);
  }
  run.refused = refusals.reduce((sum, refused) => sum + refused(), 0);
  run.published = around.published.length;
  run.mostErasures = Math.max(...flash.erasures());
  return run;
}

import { openJournal } from "../../device/core/journal.ts";
import { OUTBOX_KEYS, readOutboxKeys } from "../../device/core/outbox-key.ts";
import { readOutbox } from "../../device/core/outbox-log.ts";
import { quickCipher } from "../../simulator/gate/quick-cipher.ts";
import { type SimFlash, simFlash } from "../../simulator/world/sim-flash.ts";
import { type Random, random } from "../random.ts";
import { byteArraysIn, KnownSecrets, openByTrying, placeOf, type SealedFrame } from "./dump-attack.ts";
import { asItIs, makeSurroundings, PowerDevice, pairDevice, type Tamper } from "./power-device.ts";
import { SHAPE, soundFlash, type TamperFlash } from "./power-run.ts";

export interface DumpTally {
  dumps: number;
  /** Of these, taken while the flash was being changed. */
  inChange: number;
  /** Sum over the dumps of frames of the past, and of those that were opened. */
  past: number;
  opened: number;
  mostBacklog: number;
  /** Most epochs of the past that one dump opened of one guardian, and the longest time they span, in seconds. */
  mostEpochs: number;
  longestS: number;
  /** Frames that the queue's key freed of their outer seal. */
  unwrapped: number;
  keysTried: number;
  tries: number;
  wrong: string[];
}

export interface DumpPlan {
  seed: number;
  dumps: number;
  /** Chance that an instant is one of a dump. */
  share: number;
  /** How many of the newest epochs of each guardian are tried window by window. */
  triedEpochs: number;
  /** Every so-manieth dump is attacked by trying every window, too. */
  tryEvery: number;
  tamper: Tamper;
  tamperFlash: TamperFlash;
}

export const SOUND = { tamper: asItIs, tamperFlash: soundFlash };
const EPOCH_S = 900;
const MINUTES = 2880;
const MOST_WRONG = 20;
interface Bench {
  plan: DumpPlan;
  tally: DumpTally;
  device: PowerDevice;
  flash: SimFlash;
  secrets: KnownSecrets;
  frames: Map<string, SealedFrame>;
}

function listen(bench: Bench): void {
  for (const entry of bench.device.running.state.outbox.waiting) {
    const place = placeOf(entry);
    if (bench.frames.has(place)) continue;
    const frame = {
      slot: entry.slot,
      epoch: entry.epoch,
      number: entry.number,
      frame: entry.frame.slice(),
      takenS: entry.takenS,
    };
    bench.frames.set(place, frame);
    bench.secrets.hear(frame);
  }
}

function judge(bench: Bench, opened: readonly SealedFrame[], what: string): void {
  const { tally } = bench;
  for (const slot of [0, 1]) {
    const of = opened.filter((frame) => frame.slot === slot);
    if (of.length === 0) continue;
    const times = of.map((frame) => frame.takenS);
    const epochs = new Set(of.map((frame) => frame.epoch)).size;
    const span = Math.max(...times) - Math.min(...times);
    tally.mostEpochs = Math.max(tally.mostEpochs, epochs);
    tally.longestS = Math.max(tally.longestS, span);
    if ((epochs > 1 || span > EPOCH_S) && tally.wrong.length < MOST_WRONG) {
      tally.wrong.push(`${what}: ${epochs} epochs of the past, ${span} seconds`);
    }
  }
}

/** What the key of the queue gives to whoever finds it: the frames as they were sealed for the guardians. */
function unwrap(image: Uint8Array): number {
  const store = openJournal(simFlash(SHAPE, image));
  const keys = readOutboxKeys(
    quickCipher,
    OUTBOX_KEYS.map((name) => store.load(name)),
  );
  return readOutbox(quickCipher, keys, store.load("outbox")).outbox.waiting.length;
}

function attack(bench: Bench, inChange: boolean): void {
  const { tally, device, plan } = bench;
  listen(bench);
  const { state } = device.running;
  const image = bench.flash.image();
  const pieces = [image, ...byteArraysIn(state)];
  // What is being sealed at this very moment is the present, not the past.
  const nowS = Math.floor(device.around.utcMs / 1000) - 2;
  const past = [...bench.frames.values()].filter((frame) => frame.takenS < nowS);
  const opened = bench.secrets.opens(pieces, past);
  tally.dumps += 1;
  if (inChange) tally.inChange += 1;
  tally.past += past.length;
  tally.opened += opened.length;
  tally.mostBacklog = Math.max(tally.mostBacklog, state.outbox.waiting.length);
  const what = `dump ${tally.dumps}${inChange ? ", in the middle of a change" : ""}`;
  judge(bench, opened, what);
  if (tally.dumps % plan.tryEvery !== 0) return;
  const newest = state.pairs.map((pair) => pair.epoch - plan.triedEpochs);
  const tried = past.filter((frame) => frame.epoch > (newest[frame.slot] as number));
  const byTrying = openByTrying(quickCipher, device.around.guardians, pieces, tried, 1);
  tally.tries += 1;
  tally.keysTried += byTrying.tried;
  tally.unwrapped += unwrap(image);
  const expected = new Set(opened.map((frame) => `${frame.slot}/${frame.epoch}`));
  for (const epoch of byTrying.opened) if (!expected.has(epoch)) tally.wrong.push(`${what}: trying opened an epoch more`);
  for (const epoch of expected) if (!byTrying.opened.has(epoch)) tally.wrong.push(`${what}: trying opened an epoch less`);
}

export function makeDumpTally(): DumpTally {
  return {
    dumps: 0,
    inChange: 0,
    past: 0,
    opened: 0,
    mostBacklog: 0,
    mostEpochs: 0,
    longestS: 0,
    unwrapped: 0,
    keysTried: 0,
    tries: 0,
    wrong: [],
  };
}

function wants(bench: Bench, chance: Random): boolean {
  return bench.tally.dumps < bench.plan.dumps && chance() < bench.plan.share;
}

/** Two days of the firmware with outages of hours, and dumps at random instants of them, in the middle of writes too. */
export function dumpTwoDays(tally: DumpTally, plan: DumpPlan): void {
  const chance = random(plan.seed);
  const flash = simFlash(SHAPE);
  const store = openJournal(plan.tamperFlash(flash));
  pairDevice(store, quickCipher, true);
  const around = makeSurroundings(quickCipher);
  const device = new PowerDevice(around, store, plan.tamper);
  const bench: Bench = {
    plan,
    tally,
    device,
    flash,
    secrets: new KnownSecrets(quickCipher, around.guardians),
    frames: new Map(),
  };
  flash.watch(() => {
    if (wants(bench, chance)) attack(bench, true);
  });
  device.accept({ intervalS: 240 });
  for (let minute = 0; minute < MINUTES; minute++) {
    if (minute % 480 === 0) device.setLink(minute % 960 === 480);
    device.pass(59_000);
    if (minute % 5 === 0) device.fix();
    else device.pass(500);
    device.acknowledge(200);
    listen(bench);
    if (wants(bench, chance)) attack(bench, false);
  }
  device.stop();
}

import { createHash } from "node:crypto";
import type { hearMessage } from "../../device/core/command.ts";
import type { Effect } from "../../device/core/event.ts";
import type { step } from "../../device/core/tracker.ts";
import { nodeCipher } from "../../device/node/cipher.ts";
import { makePair } from "../../guardian/core/chain.ts";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import { MAX_RUNGS } from "../../guardian/core/ladder.ts";
import { openStore, type Store } from "../../guardian/store/store.ts";
import type { DeviceState } from "../../guardian/subscriber/device-state.ts";
import type { takeInAll } from "../../guardian/subscriber/intake.ts";
import { loadDevices } from "../../guardian/subscriber/load-devices.ts";
import { Life } from "./slow-commands-device.ts";
import { ROOT } from "./slow-commands-guardian.ts";
import { AGREED_NOTICE, agree, pairedImage, START_MS } from "./slow-commands-states.ts";
import { flatten } from "./slow-commands-watch.ts";
import { batchBody } from "./slow-l1-batch.ts";
import { bodyOf, type SlowReport } from "./slow-l1-bodies.ts";
import type { Opener } from "./slow-l1-flips.ts";
import { type SlowPlace, sealSlowly } from "./slow-l1-frame.ts";
import { pairingOf, type SlowDirection, topicAt } from "./slow-l1-keys.ts";
import { veilSlowly } from "./slow-l1-veil.ts";

/** How many frames to damage. */
export interface Counts {
  short: number;
  long: number;
}

const NOW_MS = START_MS + 60_000;
const PAIR = "under attack";
const pairing = pairingOf(ROOT);
const LAST_NUMBER = 1023;
const LONG_BODY = 225;
const FLAGS = {
  lampConfirmed: true,
  windowOpen: true,
  timeTrusted: true,
  vitalInterest: false,
  panic: false,
  gnssSuspicious: false,
  backlog: false,
  lowBattery: false,
};

function digest(...parts: unknown[]): string {
  const text = JSON.stringify(parts, (_, value) => (value instanceof Map || value instanceof Set ? [...value] : value));
  return createHash("sha256").update(text).digest("hex");
}

function fixNumber(sequence: number): SlowReport {
  const place = { latE7: 395000000 + sequence, lonE7: 222000000, altitudeM: 90, accuracyM: 4.5, speedMps: 1.5, courseDeg: 90 };
  return { kind: "fix", flags: FLAGS, timeS: START_MS / 1000 + sequence, ...place, batteryPercent: 80, consent: 1, sequence };
}

/** One frame in so many is of a far epoch: its every flip costs the whole way there. */
const FAR_EVERY = 200;

/** So many places in the order in which they are sealed: few of them far away, at the end. */
function placesIn(direction: SlowDirection, count: number, near: number[], far: number[]): SlowPlace[] {
  const farEach = Math.ceil(count / FAR_EVERY / far.length);
  const nearEach = Math.ceil(Math.max(1, count - farEach * far.length) / near.length);
  const epochs = [...near.map((epoch) => [epoch, nearEach] as const), ...far.map((epoch) => [epoch, farEach] as const)];
  return epochs.flatMap(([epoch, each]) =>
    Array.from({ length: each }, (_, i) => ({ direction, epoch, number: i === each - 1 ? LAST_NUMBER : 1 + i })),
  );
}

/** Genuine frames, made by the second implementation. */
function frames(places: SlowPlace[], report: (i: number) => SlowReport): Uint8Array[] {
  return places.map((place, i) => new Uint8Array(sealSlowly(pairing, place, bodyOf(report(i))).frame));
}

function longFrames(direction: SlowDirection, count: number, epoch: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => {
    const body = new Uint8Array(LONG_BODY).fill(i);
    return new Uint8Array(sealSlowly(pairing, { direction, epoch, number: 900 + i }, body).frame);
  });
}

function guardianStore(): Store {
  const opened = openStore(":memory:", new Uint8Array(32).fill(3), guardianCipher);
  if (!opened.ok) throw new Error(opened.sentence);
  const added = opened.value.addPair(makePair(guardianCipher, PAIR, "a label", ROOT.slice()), NOW_MS);
  if (!added.ok) throw new Error(added.sentence);
  return opened.value;
}

/** All that is durable, as far as the store tells it. */
function rowsOf(store: Store): unknown[] {
  const trail = store.trail(PAIR, 0, 100_000);
  return [
    store.pairs(),
    trail,
    store.hearing(PAIR),
    store.tally(PAIR),
    store.clashes(PAIR),
    store.deletion(PAIR),
    store.heads(PAIR),
  ];
}

/** Batches of three fixes in an epoch of their own, each behind the three short frames whose place it takes. */
function batches(count: number, epoch: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => {
    const fixes = [0, 1, 2].map((at) => bodyOf(fixNumber(10_000 + 10 * i + at)));
    const body = batchBody(7, fixes);
    if (body === null) throw new RangeError("three fixes do not fit into a batch");
    const place = { direction: "telemetry" as const, epoch, number: 4 * i + 3 };
    return new Uint8Array(sealSlowly(pairing, place, body).frame);
  });
}

const BATCH_EPOCH = 11;
/** Of the topic that every frame comes on. */
const DAY = Math.floor(NOW_MS / 86_400_000);

/** Every other one in the form of that day, as if it were of an earlier one. */
function someVeiled(frames: Uint8Array[]): Uint8Array[] {
  return frames.map((frame, i) => (i % 2 === 0 ? frame : new Uint8Array(veilSlowly(pairing, DAY, frame))));
}

/** Epochs of the frames under attack: kept ones that were passed, the newest, and some that are still to come. */
const TELEMETRY_EPOCHS = { near: [3, 7, 10, 12], far: [60, 700] };

/**
 * The guardian's console from the moment at which a frame arrives: opening, store and memory. The ladder is left out of the
 * state, because it is a memory of computations that a claimed epoch may add to; its size is what matters.
 */
export function guardianOpener(takeIn: typeof takeInAll, count: Counts): Opener {
  const store = guardianStore();
  const devices = new Map<string, DeviceState>();
  loadDevices(store, devices);
  const device = devices.get(PAIR) as DeviceState;
  // Frames that came before: the chain has a past, a present and a future.
  for (const epoch of [3, 7, 10]) {
    const early = sealSlowly(pairing, { direction: "telemetry", epoch, number: 0 }, bodyOf(fixNumber(epoch))).frame;
    takeIn(guardianCipher, store, [{ device, frame: new Uint8Array(early) }], NOW_MS);
  }
  return {
    name: "guardian",
    genuine: someVeiled([
      ...batches(count.long, BATCH_EPOCH),
      ...frames(placesIn("telemetry", count.short, TELEMETRY_EPOCHS.near, TELEMETRY_EPOCHS.far), (i) => fixNumber(100 + i)),
    ]),
    unread: [],
    offer(offered) {
      const refusedBefore = device.refusedFrames;
      const taken = takeIn(
        guardianCipher,
        store,
        offered.map((frame) => ({ device, frame, day: DAY })),
        NOW_MS,
      );
      if (!Array.isArray(taken)) throw new Error("the store in memory failed");
      const durable = taken.reduce((sum, each) => sum + each.durable.length, 0);
      return Math.max(durable, offered.length - (device.refusedFrames - refusedBefore));
    },
    state() {
      const { ladder, refusedFrames: _, ...rest } = device;
      return digest(rest, ladder.rungs.size <= MAX_RUNGS, rowsOf(store));
    },
  };
}

/** As the console seals: epochs step by one at a start of the console; some starts went by without a word. */
const COMMAND_EPOCHS = { near: [1, 2, 5], far: [40, 1000] };

/** Acknowledgements mostly; every fifth is a command that the device obeys or answers. */
function saidToDevice(i: number): SlowReport {
  const asked = { consent: 1, sequence: i + 1, expiresS: 4294967295 };
  if (i % 10 === 4) return { kind: "command", act: "ping", value: 0, ...asked };
  if (i % 10 === 9) return { kind: "command", act: "set-interval", value: 60, ...asked };
  return { kind: "delivered", epoch: i % 4, first: 0, bits: new Uint8Array(24).fill(255) };
}

/** A device with a backlog that waits for acknowledgements, where every opened command is heard. */
export function deviceOpener(hear: typeof hearMessage, firmware: typeof step, count: Counts): Opener {
  const cipher = nodeCipher();
  const parts = { cipher, step: firmware, startMs: START_MS, notice: AGREED_NOTICE, timeSource: "host" as const };
  const life = new Life(parts, pairedImage(cipher));
  life.setReachable(false);
  agree(life);
  life.pass(20);
  const { state } = life;
  const pair = state.pairs[0];
  if (pair === undefined || state.outbox.waiting.length < 5) throw new Error("nothing waits in the device under attack");
  const topic = topicAt(pairing, "command", pair.dayFloor);
  // The state is digested after each batch; in between, this tells whether a frame did anything.
  const trace = (): string => `${pair.commandEpoch}/${pair.commandNumber}/${state.outbox.waiting.length}`;
  return {
    name: "device",
    genuine: frames(placesIn("command", count.short, COMMAND_EPOCHS.near, COMMAND_EPOCHS.far), saidToDevice),
    unread: longFrames("command", count.long, 1),
    offer(offered) {
      let acted = 0;
      for (const frame of offered) {
        const effects: Effect[] = [];
        const before = trace();
        hear(state, topic, frame, { upMs: life.upMs, hostUtcMs: life.nowMs(), batteryPercent: 80 }, life.nowMs(), effects);
        if (effects.length > 0 || trace() !== before) acted++;
      }
      return acted;
    },
    state: () => digest(flatten(state)),
  };
}

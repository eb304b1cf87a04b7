import { CONSENT } from "../../device/core/consent.ts";
import { OUTBOX } from "../../device/core/outbox.ts";
import { pairName } from "../../device/core/pair.ts";
import type { LampFault } from "../world/sim-lamp.ts";
import { type Image, simStore } from "../world/sim-store.ts";
import type { Act } from "./act.ts";
import type { Stage } from "./stage.ts";

function lampAct(says: string, fault: LampFault): Act {
  return { says, faults: [30], act: (stage) => stage.act(() => stage.house.lamp.setFault(fault)) };
}

function cutAtWrite(stage: Stage, write: number): void {
  const { store } = stage.house;
  // Also in the middle of its bytes: up to the last but some of a record of any length.
  store.setFault({ kind: "cut", write: store.writes() + write - 1, byte: stage.random.whole(0, 300) });
}

/** The device is off while somebody does something to what its memory holds. */
function withMemory(stage: Stage, change: (image: Map<string, Uint8Array>) => void): void {
  const { house } = stage;
  if (stage.powered) stage.killDevice();
  const image = new Map([...house.store.surviving()].map(([name, bytes]) => [name, bytes.slice()]));
  change(image);
  house.store = simStore(image);
  stage.bootDevice();
}

function rot(stage: Stage, name: string): void {
  withMemory(stage, (image) => {
    const bytes = image.get(name);
    if (bytes === undefined || bytes.length === 0) return;
    const at = stage.random.whole(0, bytes.length - 1);
    bytes[at] = (bytes[at] as number) ^ (1 << stage.random.whole(0, 7));
  });
}

function putBack(stage: Stage, earlier: Image): void {
  withMemory(stage, (image) => {
    image.clear();
    for (const [name, bytes] of earlier) image.set(name, bytes.slice());
  });
}

function boot(stage: Stage): void {
  if (!stage.powered) stage.act(() => stage.bootDevice());
}

/** Lamp, power and memory of the device. */
export const BOARD_ACTS: readonly Act[] = [
  lampAct("the lamp breaks", "broken"),
  lampAct("the lamp sticks", "stuck"),
  lampAct("the lamp does not answer", "mute"),
  lampAct("the lamp flickers", "flicker"),
  lampAct("the lamp is mended", "none"),
  { says: "the power is cut", faults: [32], act: (stage) => stage.killDevice() },
  { says: "the power is back", faults: [32], act: boot },
  { says: "the power is cut at write {number}", faults: [1, 2, 32], act: (stage, [write]) => cutAtWrite(stage, write as number) },
  {
    says: "the power fails {number} times in a row",
    faults: [5],
    act: (stage, [times]) => {
      for (let i = 0; i < Math.min(times as number, 1000); i++) {
        stage.killDevice();
        stage.act(() => stage.bootDevice());
        stage.house.clock.advance(1000);
      }
    },
  },
  {
    says: "the battery is at {number} percent",
    faults: [29],
    act: (stage, [percent]) => {
      stage.house.batteryPercent = percent as number;
    },
  },
  { says: "the memory is full", faults: [9], act: (stage) => stage.house.store.setFault({ kind: "full" }) },
  {
    says: "the memory refuses every write",
    faults: [8],
    act: (stage) => stage.house.store.setFault({ kind: "fail-from", write: stage.house.store.writes() }),
  },
  { says: "the memory works again", faults: [8, 9], act: (stage) => stage.house.store.setFault({ kind: "none" }) },
  { says: "a bit of the queue rots", faults: [3, 6], act: (stage) => stage.act(() => rot(stage, OUTBOX)) },
  {
    says: "a bit of the consent rots",
    faults: [3, 7],
    act: (stage) => stage.act(() => rot(stage, CONSENT)),
  },
  { says: "a bit of the keys rots", faults: [3, 4], act: (stage) => stage.act(() => rot(stage, pairName(0))) },
  { says: "the memory is wiped", faults: [4], act: (stage) => stage.act(() => putBack(stage, new Map())) },
  {
    says: "somebody copies the memory",
    faults: [40, 42],
    act: (stage) => {
      stage.copied = stage.house.store.surviving();
    },
  },
  {
    says: "the copied memory is put back",
    faults: [41, 42],
    act: (stage) => {
      stage.setBack = true;
      stage.act(() => putBack(stage, stage.copied ?? stage.house.store.surviving()));
    },
  },
  {
    says: "the device is flooded with events",
    faults: [34],
    act: (stage) =>
      stage.byHand(() => {
        for (let i = 0; i < 2000; i++) stage.house.device.tick();
      }),
  },
];

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toSms } from "../../../../device/protocol/sms-frame.ts";
import { framesIn, takeInTexts } from "../../../../guardian/cli/sms.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import type { Store } from "../../../../guardian/store/store.ts";
import type { DeviceState } from "../../../../guardian/subscriber/device-state.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { loadDevices } from "../../../../guardian/subscriber/load-devices.ts";
import { opened, PAIR_ID, pairedStore, ROOT, START_MS, START_S, scratch } from "../../../oracle/guardian-store.ts";
import { ToyDevice, type ToyFrame } from "../../../oracle/toy-device.ts";

function textOf({ frame }: ToyFrame): string {
  return toSms(frame) ?? "";
}

function trailOf(store: Store): number[] {
  return store.trail(PAIR_ID, 0, 100).map(({ fix }) => fix.timeS);
}

describe("R-07 P23 lychnos guardian sms", () => {
  let place: ReturnType<typeof scratch>;
  let store: Store;
  let device: ToyDevice;

  beforeEach(() => {
    place = scratch();
    ({ store, device } = pairedStore(place.file("console.db")));
  });
  afterEach(() => {
    store.close();
    place.clear();
  });

  it("finds the texts among whatever a phone writes around them", () => {
    const [a, b] = [textOf(device.fix(START_S)), textOf(device.fix(START_S + 10))];
    expect(framesIn(`Remote number : "+15550100"\t${a}`)).toHaveLength(1);
    expect(framesIn(`${a} ${b}`)).toHaveLength(2);
    expect(framesIn(`${a}x`)).toEqual([]);
    expect(framesIn(`x${a}`)).toEqual([]);
    expect(framesIn(a.toLowerCase())).toEqual([]);
    expect(framesIn("L1: see you at five")).toEqual([]);
  });

  it("counts each frame once, in any order and however often it comes", () => {
    const texts = [0, 10, 20, 30].map((s) => textOf(device.fix(START_S + s)));
    const frames = [2, 0, 2, 3, 1, 0].flatMap((i) => framesIn(texts[i] ?? ""));
    expect(takeInTexts(store, frames, START_MS)).toMatchObject({ strange: 0 });
    expect(takeInTexts(store, frames, START_MS + 1000)).toMatchObject({ strange: 0 });
    expect(trailOf(store)).toEqual([0, 10, 20, 30].map((s) => START_S + s));
  });

  it("tells which texts belong to no device that is paired", () => {
    const stranger = new ToyDevice(
      guardianCipher,
      ROOT.map((byte) => byte ^ 255),
    );
    const frames = [textOf(stranger.fix(START_S)), textOf(device.fix(START_S))].flatMap(framesIn);
    expect(takeInTexts(store, frames, START_MS)).toMatchObject({ ours: 1, strange: 1 });
  });

  it("takes nothing from a text with one wrong character", () => {
    const text = textOf(device.fix(START_S));
    const spoilt = `${text.slice(0, 40)}${text[40] === "A" ? "B" : "A"}${text.slice(41)}`;
    expect(takeInTexts(store, framesIn(spoilt), START_MS)).toMatchObject({ ours: 0, strange: 1 });
    expect(trailOf(store)).toEqual([]);
  });

  it("is followed by a console that runs: what came by text message and comes again by the broker counts once", () => {
    const console = opened(place.file("console.db"));
    const devices = new Map<string, DeviceState>();
    loadDevices(console, devices);
    const state = devices.get(PAIR_ID) as DeviceState;
    const writes = console.writesElsewhere();
    const early = device.fix(START_S);
    device.step(3);
    const late = device.fix(START_S + 3000);
    takeInTexts(store, framesIn(`${textOf(early)} ${textOf(late)}`), START_MS);
    expect(console.writesElsewhere()).not.toBe(writes);
    const followed = loadDevices(console, devices);
    expect(followed.ok && followed.value).toEqual([state]);
    expect(state.hearing.lastFix?.fix.timeS).toBe(START_S + 3000);
    const again = takeInAll(
      guardianCipher,
      console,
      [early, late].map(({ frame }) => ({ device: state, frame })),
      START_MS + 5000,
    );
    expect(Array.isArray(again) && again[0]?.durable).toHaveLength(2);
    expect(trailOf(console)).toEqual([START_S, START_S + 3000]);
    expect(loadDevices(console, devices)).toEqual({ ok: true, value: [] });
    // The keys that are stored are those that the console alone would have stored.
    const pairs = console.pairs();
    expect(pairs.ok && pairs.value[0]?.chain).toEqual(state.pair.chain);
    console.close();
  });
});

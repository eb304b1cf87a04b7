import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import type { Store } from "../../../../guardian/store/store.ts";
import { GATHER_MS, MAX_GATHERED, openAcknowledger } from "../../../../guardian/subscriber/acknowledger.ts";
import type { DeviceState } from "../../../../guardian/subscriber/device-state.ts";
import { loadDevices } from "../../../../guardian/subscriber/load-devices.ts";
import { opened, PAIR_ID, pairedStore, START_MS, scratch } from "../../../oracle/guardian-store.ts";
import { numbersOf, type ToyDevice } from "../../../oracle/toy-device.ts";

describe("acknowledging end to end", () => {
  let place: ReturnType<typeof scratch>;
  let store: Store;
  let state: DeviceState;
  let device: ToyDevice;
  let sent: { topic: string; payload: Uint8Array }[];
  let due: (() => void) | null;

  beforeEach(() => {
    place = scratch();
    ({ store, state, device } = pairedStore(place.file("console.db")));
    sent = [];
    due = null;
  });
  afterEach(() => {
    store.close();
    place.clear();
  });

  const open = () =>
    openAcknowledger({
      cipher: guardianCipher,
      store,
      nowMs: () => START_MS,
      publish: (topic, payload) => void sent.push({ topic, payload }),
      after(ms, work) {
        expect(ms).toBe(GATHER_MS);
        due = work;
        return () => {
          due = null;
        };
      },
    });
  const received = () => sent.map(({ payload }) => device.openDelivered(payload));

  test("what is durable within the gathering time goes out as one frame, on the day's command topic", () => {
    const acknowledger = open();
    acknowledger.add(state, [{ epoch: 1, number: 0 }]);
    acknowledger.add(state, [
      { epoch: 1, number: 2 },
      { epoch: 1, number: 0 },
    ]);
    expect(sent).toEqual([]);
    due?.();
    expect(sent[0]?.topic).toBe(device.topic("command", START_MS));
    expect(received().map((report) => report && numbersOf(report))).toEqual([[0, 2]]);
  });

  test("the command epoch steps once at a start and is durable before the first seal", () => {
    const first = open();
    for (let i = 0; i < 3; i++) {
      first.add(state, [{ epoch: 1, number: i }]);
      due?.();
    }
    const devices = new Map<string, DeviceState>();
    store.close();
    store = opened(place.file("console.db"));
    loadDevices(store, devices);
    open().add(devices.get(PAIR_ID) as DeviceState, [{ epoch: 1, number: 9 }]);
    due?.();
    expect(received().map((report) => [report?.commandEpoch, report?.commandNumber])).toEqual([
      [1, 0],
      [1, 1],
      [1, 2],
      [2, 0],
    ]);
  });

  test("F47 when the new epoch cannot be stored, nothing is sealed", () => {
    const broken: Store = { ...store, saveCommand: () => ({ ok: false, failure: "full", sentence: "full" }) };
    const acknowledger = openAcknowledger({
      cipher: guardianCipher,
      store: broken,
      nowMs: () => START_MS,
      publish: (topic, payload) => void sent.push({ topic, payload }),
      after: (_ms, work) => {
        due = work;
        return () => undefined;
      },
    });
    acknowledger.add(state, [{ epoch: 1, number: 0 }]);
    due?.();
    expect(sent).toEqual([]);
    expect(state.pair.command.next).toBeNull();
  });

  test("a full gathering is sent at once, and closing sends the rest", () => {
    const acknowledger = open();
    acknowledger.add(
      state,
      Array.from({ length: MAX_GATHERED }, (_, number) => ({ epoch: 1, number })),
    );
    expect(sent).toHaveLength(6);
    acknowledger.add(state, [{ epoch: 2, number: 0 }]);
    acknowledger.close();
    expect(sent).toHaveLength(7);
    expect(due).toBeNull();
  });
});

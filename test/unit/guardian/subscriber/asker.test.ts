import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ActName, Result } from "../../../../device/protocol/command.ts";
import { BEACON_PAUSE_MS } from "../../../../guardian/core/asking.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import type { Store } from "../../../../guardian/store/store.ts";
import { openAcknowledger } from "../../../../guardian/subscriber/acknowledger.ts";
import { type Asker, openAsker } from "../../../../guardian/subscriber/asker.ts";
import type { DeviceState } from "../../../../guardian/subscriber/device-state.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { loadDevices } from "../../../../guardian/subscriber/load-devices.ts";
import { opened, PAIR_ID, pairedStore, START_MS, scratch } from "../../../oracle/guardian-store.ts";
import type { ToyDevice, ToyFrame } from "../../../oracle/toy-device.ts";

describe("bringing to a device what was asked", () => {
  let place: ReturnType<typeof scratch>;
  let store: Store;
  let state: DeviceState;
  let device: ToyDevice;
  let asker: Asker;
  let nowMs: number;
  let up: boolean;
  let sent: { topic: string; payload: Uint8Array }[];

  const open = (over: Store = store): Asker =>
    openAsker({
      cipher: guardianCipher,
      store: over,
      nowMs: () => nowMs,
      linkUp: () => up,
      publish: (topic, payload) => void sent.push({ topic, payload }),
    });

  beforeEach(() => {
    place = scratch();
    ({ store, state, device } = pairedStore(place.file("console.db")));
    [nowMs, up, sent] = [START_MS, true, []];
    asker = open();
  });
  afterEach(() => {
    store.close();
    place.clear();
  });

  function ask(act: ActName, value = 0): number {
    const done = store.ask(PAIR_ID, { act, value, consent: 1 }, nowMs);
    if (!done.ok) throw new Error(done.sentence);
    return done.value.sequence;
  }

  function take(frame: ToyFrame): void {
    const taken = takeInAll(guardianCipher, store, [{ device: state, frame: frame.frame }], nowMs);
    expect(Array.isArray(taken)).toBe(true);
  }
  const answer = (sequence: number, result: Result = "done") => take(device.answer(sequence, result, nowMs / 1000));
  const says = (silence: "tracking" | "outside-hours" | "time-untrusted") => take(device.status(0, { silence }));

  /** Looks once in each second. @returns the seconds after which something left. */
  function live(seconds: number): number[] {
    const [from, times]: [number, number[]] = [nowMs, []];
    for (let i = 0; i <= seconds; i++) {
      nowMs = from + i * 1000;
      const before = sent.length;
      asker.look(state);
      if (sent.length > before) times.push(i);
    }
    return times;
  }
  const commands = () => sent.map(({ payload }) => device.openCommand(payload));

  test("P29 the number is durable before the frame leaves, on the day's command topic", () => {
    const sequence = ask("set-interval", 60);
    expect(asker.look(state)).toEqual({ ok: true, value: "changed" });
    expect(sent[0]?.topic).toBe(device.topic("command", nowMs));
    expect(commands()).toMatchObject([{ act: "set-interval", value: 60, sequence, consent: 1 }]);
    expect(state.asked[0]).toMatchObject({ sequence, sentMs: nowMs });
    expect(asker.look(state)).toEqual({ ok: true, value: "as-before" });
  });

  test("goes one at a time: the next leaves when the one before is answered, or its time is over", () => {
    const [first, second, third] = [ask("ping"), ask("locate-now"), ask("set-interval", 60)];
    live(20);
    expect(new Set(commands().map((command) => command?.sequence))).toEqual(new Set([first]));
    answer(first);
    asker.look(state);
    expect(commands().at(-1)?.sequence).toBe(second);
    live(601);
    expect(commands().at(-1)?.sequence).toBe(third);
  });

  test("is tried again under a new frame number and the same number of its own, ever more rarely", () => {
    const sequence = ask("stop");
    expect(live(1200)).toEqual([0, 15, 45, 105, 225, 465, 765, 1065]);
    const told = commands();
    expect(told.every((command) => command?.sequence === sequence)).toBe(true);
    expect(told.map((command) => command?.commandNumber)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("is tried at once when the broker is back, and not at all while it is away", () => {
    up = false;
    ask("stop");
    expect(live(100)).toEqual([]);
    up = true;
    expect(live(10)).toEqual([0]);
    asker.reconnected();
    expect(live(5)).toEqual([0]);
  });

  test("is tried at once when the device tracks again: outside its hours it answers nobody", () => {
    says("outside-hours");
    ask("set-precision", 2);
    expect(live(100)).toEqual([0, 15, 45]);
    says("tracking");
    expect(live(10)).toEqual([0]);
  });

  test("to a device that says nothing is tried hourly after an hour: its broker may keep every copy", () => {
    ask("stop");
    const times = live(86_400);
    expect(times.filter((at) => at > 7200)).toHaveLength(22);
  });

  test("goes on after a restart of the console with the next epoch, and a clock that was set back does not stop it", () => {
    const sequence = ask("stop");
    live(50);
    store.close();
    store = opened(place.file("console.db"));
    const devices = new Map<string, DeviceState>();
    loadDevices(store, devices);
    state = devices.get(PAIR_ID) as DeviceState;
    asker = open();
    nowMs -= 3_600_000;
    expect(live(20)).toEqual([0, 15]);
    expect(commands().at(-1)).toMatchObject({ sequence, commandEpoch: 2 });
    nowMs -= 3_600_000;
    expect(live(5)).toEqual([0]);
  });

  test("P16 shares the chain with the acknowledgements, and no frame number seals two bodies", () => {
    const acknowledger = openAcknowledger({
      cipher: guardianCipher,
      store,
      nowMs: () => nowMs,
      after: () => () => undefined,
      publish: (topic, payload) => void sent.push({ topic, payload }),
    });
    for (let i = 0; i < 700; i++) {
      const sequence = ask("ping");
      asker.look(state);
      acknowledger.add(state, [{ epoch: 1, number: i }]);
      acknowledger.close();
      answer(sequence);
    }
    const places = sent.map(({ payload }) => device.openDelivered(payload) ?? device.openCommand(payload));
    expect(places).toHaveLength(1400);
    expect(new Set(places.map((at) => `${at?.commandEpoch}/${at?.commandNumber}`)).size).toBe(1400);
  });

  test("F47 when nothing can be written nothing leaves, and it is tried again later", () => {
    const full = { ok: false as const, failure: "full" as const, sentence: "full" };
    ask("ping");
    asker = open({ ...store, saveCommand: () => full });
    expect(live(20)).toEqual([]);
    asker = open({ ...store, noteSent: () => full });
    expect(asker.look(state)).toEqual(full);
    expect(sent).toEqual([]);
    asker = open();
    expect(live(0)).toEqual([0]);
  });

  describe("R-44 leaving", () => {
    test("erases the pair when the device has answered, whatever it answered", () => {
      const sequence = ask("revoke-self");
      asker.look(state);
      answer(sequence, "not-supported");
      expect(asker.look(state)).toEqual({ ok: true, value: "gone" });
      expect(store.pairs()).toEqual({ ok: true, value: [] });
    });

    test("erases the pair when no answer came in three days, and not a moment before", () => {
      ask("revoke-self");
      nowMs += 3 * 86_400_000;
      expect(asker.look(state)).toMatchObject({ value: "changed" });
      nowMs += 1001;
      expect(asker.look(state)).toEqual({ ok: true, value: "gone" });
    });
  });

  describe("P41 a device that does not know the time", () => {
    test("is told it by itself, with the second in which the frame leaves, and again under a new number after ten minutes", () => {
      says("time-untrusted");
      expect(live(BEACON_PAUSE_MS / 1000 - 1)).toEqual([0, 15, 45, 105, 225, 465]);
      const first = commands();
      expect(first.map((command) => command?.act)).toEqual(Array(6).fill("time-beacon"));
      expect(first.map((command) => (command?.value ?? 0) - START_MS / 1000)).toEqual([0, 15, 45, 105, 225, 465]);
      nowMs += 2000;
      asker.look(state);
      expect(commands().at(-1)?.sequence).toBeGreaterThan(first[0]?.sequence ?? Infinity);
      expect(state.asked).toHaveLength(2);
    });

    test("is not told it when it knows it again, nor twice within ten minutes when it answered", () => {
      says("time-untrusted");
      live(0);
      answer(commands()[0]?.sequence ?? 0);
      says("time-untrusted");
      expect(live(590)).toEqual([]);
      says("tracking");
      expect(live(1200)).toEqual([]);
    });
  });
});

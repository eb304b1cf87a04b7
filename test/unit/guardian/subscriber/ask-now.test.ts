import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import type { Store } from "../../../../guardian/store/store.ts";
import { askNow } from "../../../../guardian/subscriber/ask-now.ts";
import { openConsole } from "../../../../guardian/subscriber/console.ts";
import { type DeviceState, viewOf } from "../../../../guardian/subscriber/device-state.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { opened, PAIR_ID, pairedStore, START_MS, START_S, scratch } from "../../../oracle/guardian-store.ts";
import type { ToyDevice, ToyFrame } from "../../../oracle/toy-device.ts";

const UP = { up: true, sinceMs: START_MS };

describe("the page's question", () => {
  let place: ReturnType<typeof scratch>;
  let store: Store;
  let state: DeviceState;
  let device: ToyDevice;

  beforeEach(() => {
    place = scratch();
    ({ store, state, device } = pairedStore(place.file("console.db")));
  });
  afterEach(() => {
    store.close();
    place.clear();
  });

  const take = ({ frame }: ToyFrame) => void takeInAll(guardianCipher, store, [{ device: state, frame }], START_MS);
  const ask = (link = UP, nowMs = START_MS) => askNow(store, state, link, "locate-now", nowMs);
  const rows = () => {
    const done = store.asked(PAIR_ID, 9);
    return done.ok ? done.value : [];
  };

  test("is queued under the consent that was heard of last, and shown at once", () => {
    take(device.fix(START_S, { consent: 5 }));
    expect(ask()).toMatchObject({ ok: true, asked: { act: "locate-now", askedMs: START_MS, sentMs: null } });
    expect(rows()).toMatchObject([{ act: "locate-now", consent: 5 }]);
    expect(viewOf(state, UP, START_MS).asked).toHaveLength(1);
  });

  test("is not queued twice while the first waits, and is again when that is over", () => {
    take(device.fix(START_S));
    ask();
    expect(ask()).toMatchObject({ ok: false, reason: "not-now" });
    expect(ask(UP, START_MS + 601_000)).toMatchObject({ ok: true });
    expect(rows()).toHaveLength(2);
  });

  test("is not queued when nothing could come of it, with the reason", () => {
    expect(ask()).toMatchObject({ reason: "not-now", sentence: "Not before the device was heard for the first time." });
    take(device.status(START_S, { silence: "withdrawn" }));
    expect(ask()).toMatchObject({ reason: "not-now", sentence: "Not while consent is withdrawn." });
    expect(ask({ ...UP, up: false })).toMatchObject({ reason: "not-now", sentence: "Not while the broker cannot be reached." });
    expect(askNow(store, null, UP, "locate-now", START_MS)).toMatchObject({ reason: "no-device" });
    expect(rows()).toEqual([]);
  });

  test("is refused when the disk is full, and nothing is shown as asked", () => {
    take(device.fix(START_S));
    const full: Store = { ...store, ask: () => ({ ok: false, failure: "full", sentence: "The disk is full." }) };
    expect(askNow(full, state, UP, "locate-now", START_MS)).toEqual({
      ok: false,
      reason: "failed",
      sentence: "The disk is full.",
    });
    expect(state.asked).toEqual([]);
  });

  test("R-44 a leave that ended while the console was off is finished at its start, before old rows are erased", async () => {
    take(device.fix(START_S));
    const asked = store.ask(PAIR_ID, { act: "revoke-self", value: 0, consent: 1 }, START_MS);
    expect(asked.ok).toBe(true);
    store.close();
    store = opened(place.file("console.db"));
    const broker = { url: "mqtt://127.0.0.1:1", username: "x", password: null, caFile: null, allowPlain: false };
    const after = () => () => undefined;
    const console = await openConsole({ store, cipher: guardianCipher, broker, after, nowMs: () => START_MS + 40 * 86_400_000 });
    if (!console.ok) throw new Error(console.sentence);
    expect(console.value.devices()).toEqual([]);
    expect(store.pairs()).toEqual({ ok: true, value: [] });
    await console.value.close();
  });

  test("what another program asked is shown by the running console at its next look", async () => {
    take(device.fix(START_S));
    const broker = { url: "mqtt://127.0.0.1:1", username: "x", password: null, caFile: null, allowPlain: false };
    const after = () => () => undefined;
    const opening = await openConsole({ store, cipher: guardianCipher, broker, after, nowMs: () => START_MS });
    if (!opening.ok) throw new Error(opening.sentence);
    const console = opening.value;
    const other = opened(place.file("console.db"));
    other.ask(PAIR_ID, { act: "stop", value: 0, consent: 1 }, START_MS);
    other.close();
    const told: number[] = [];
    console.onChange((change) => void (change.kind === "device" && told.push(change.view.asked.length)));
    console.tick();
    expect(told).toEqual([1]);
    expect(console.ask(PAIR_ID, "locate-now")).toMatchObject({ ok: false, sentence: "Not while the broker cannot be reached." });
    expect(console.ask("nobody", "locate-now")).toMatchObject({ ok: false, reason: "no-device" });
    await console.close();
  });
});

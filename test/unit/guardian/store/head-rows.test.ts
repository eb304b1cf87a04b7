import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { headsOf, headText } from "../../../../guardian/core/told-head.ts";
import { MAX_FINDINGS, MAX_HEADS } from "../../../../guardian/store/head-rows.ts";
import { openSqlite } from "../../../../guardian/store/sqlite.ts";
import type { Store } from "../../../../guardian/store/store.ts";
import type { DeviceState } from "../../../../guardian/subscriber/device-state.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { opened, PAIR_ID, pairedStore, START_MS, START_S, scratch } from "../../../oracle/guardian-store.ts";
import type { ToyDevice, ToyFrame } from "../../../oracle/toy-device.ts";

const DAY_MS = 86_400_000;

describe("R-15 the heads that a console was told", () => {
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

  const telling = (count: number, byte: number): ToyFrame =>
    device.status(START_S, { receipts: { count, head: new Uint8Array(8).fill(byte) } });

  function take(frames: ToyFrame[], nowMs = START_MS): void {
    const arrived = frames.map(({ frame }) => ({ device: state, frame }));
    expect(takeInAll(guardianCipher, store, arrived, nowMs)).toMatchObject([{ durable: { length: frames.length } }]);
  }

  function record() {
    const done = store.heads(PAIR_ID);
    if (!done.ok) throw new Error(done.sentence);
    return done.value;
  }

  const counts = () => record().told.map(({ count }) => count);

  test("the first stays, and the newest of each day that told any", () => {
    for (const [count, day] of [
      [2, 0],
      [3, 0],
      [4, 0],
      [5, 1],
      [6, 1],
      [6, 2],
      [8, 3],
    ] as const)
      take([telling(count, count)], START_MS + day * DAY_MS);
    expect(counts()).toEqual([2, 4, 6, 6, 8]);
    expect(headsOf(record()).map(headText)).toEqual([
      "2:0202020202020202",
      "4:0404040404040404",
      "6:0606060606060606",
      "8:0808080808080808",
    ]);
    expect(record().findings).toEqual([]);
    expect(state.receiptsWentBack).toBe(0);
  });

  test("a device without receipts tells nothing, and that is no finding", () => {
    take([telling(0, 0), telling(0, 0)]);
    expect(record()).toEqual({ told: [], findings: [] });
  });

  test("a smaller count, and the same count with another head, are findings that outlive a restart", () => {
    take([telling(9, 1), telling(7, 2)], START_MS);
    take([telling(7, 3)], START_MS + 5000);
    take([telling(7, 3), telling(8, 4)], START_MS + 9000);
    expect(state.receiptsWentBack).toBe(2);
    store.close();
    store = opened(place.file("console.db"));
    const head = (byte: number) => new Uint8Array(8).fill(byte);
    expect(record().findings).toEqual([
      { toldMs: START_MS, before: { count: 9, head: head(1) }, after: { count: 7, head: head(2) } },
      { toldMs: START_MS + 5000, before: { count: 7, head: head(2) }, after: { count: 7, head: head(3) } },
    ]);
    expect(store.headFindings(PAIR_ID)).toBe(2);
    // The contradicted head is what shows a cut-off tail: it is listed although its day had a newer one.
    expect(headsOf(record()).map(({ count }) => count)).toEqual([7, 7, 8, 9]);
  });

  test("receipts that are gone altogether are a finding", () => {
    take([telling(3, 1), telling(0, 0)]);
    expect(record().findings).toMatchObject([{ before: { count: 3 }, after: { count: 0 } }]);
  });

  test("what the network brings in another order is compared in the order in which it was sealed", () => {
    const [first, second, third] = [telling(3, 1), telling(4, 2), telling(5, 3)];
    take([third]);
    take([first]);
    take([second]);
    expect(record().findings).toEqual([]);
    const [high, low] = [telling(9, 4), telling(6, 5)];
    take([low]);
    take([high]);
    expect(record().findings).toMatchObject([{ before: { count: 9 }, after: { count: 6 } }]);
  });

  test(`no more than ${MAX_HEADS} heads and ${MAX_FINDINGS} findings of one device are kept`, () => {
    for (let day = 0; day < MAX_HEADS + 20; day++) take([telling(day + 1, day & 255)], START_MS + day * DAY_MS);
    expect(counts()).toHaveLength(MAX_HEADS);
    expect(counts().slice(0, 2)).toEqual([1, 22]);
    expect(counts().at(-1)).toBe(MAX_HEADS + 20);
    for (let i = 0; i < 200; i++) take([telling(1000 - i, 1)], START_MS + 1000 * DAY_MS);
    expect(record().findings).toHaveLength(MAX_FINDINGS);
    const driver = openSqlite(place.file("console.db"));
    expect(driver.prepare("SELECT count(*) AS n FROM head_finding").get()).toEqual({ n: MAX_FINDINGS });
    driver.close();
  });

  test("R-23 retention leaves them: they hold no position", () => {
    take([telling(3, 1)]);
    const chains = new Map([[PAIR_ID, state.pair.chain]]);
    expect(store.erase(chains, START_MS + 20 * DAY_MS).ok).toBe(true);
    expect(counts()).toEqual([3]);
  });
});

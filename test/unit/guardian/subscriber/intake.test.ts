import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { missingOf } from "../../../../guardian/core/sequence-tally.ts";
import { openSqlite } from "../../../../guardian/store/sqlite.ts";
import type { DeviceState } from "../../../../guardian/subscriber/device-state.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { loadDevices } from "../../../../guardian/subscriber/load-devices.ts";
import { opened, PAIR_ID, pairedStore, START_MS, START_S, scratch } from "../../../oracle/guardian-store.ts";
import type { ToyDevice, ToyFrame } from "../../../oracle/toy-device.ts";

function lcg(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffled<T>(items: readonly T[], chance: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

/** Some days of a device: many epochs, fixes and statuses, with jumps as after boots. */
function livedBy(device: ToyDevice, chance: () => number): ToyFrame[] {
  const frames: ToyFrame[] = [];
  for (let i = 0; i < 150; i++) {
    if (chance() < 0.1) device.step(1 + Math.floor(chance() * 300));
    frames.push(
      chance() < 0.7 ? device.fix(START_S + i) : device.status(START_S + i, { silence: chance() < 0.5 ? "tracking" : "no-fix" }),
    );
  }
  return frames;
}

describe("taking frames in", () => {
  let place: ReturnType<typeof scratch>;
  beforeEach(() => {
    place = scratch();
  });
  afterEach(() => place.clear());

  /** Rows as they mean, whatever sealed them. */
  function contents(file: string): unknown {
    const driver = openSqlite(file);
    const frames = driver.prepare("SELECT epoch, number, hex(iv) AS iv FROM frame ORDER BY epoch, number").all();
    const fixRows = driver.prepare("SELECT epoch, number, time_s, sequence FROM fix ORDER BY epoch, number").all();
    const statusRows = driver.prepare("SELECT epoch, number FROM status ORDER BY epoch, number").all();
    const clashes = driver.prepare("SELECT * FROM clash").all();
    driver.close();
    const store = opened(file);
    const hearing = store.hearing(PAIR_ID);
    const heard = hearing.ok && { fix: hearing.value?.lastFix?.fix, status: hearing.value?.lastStatus?.status };
    const result = {
      frames,
      fixRows,
      statusRows,
      clashes,
      heard,
      trail: store.trail(PAIR_ID, 0, 1000),
      missing: missingOf(store.tally(PAIR_ID)),
    };
    store.close();
    return result;
  }

  test("P23 forty lives, each shuffled, doubled, cut into random batches and restarted, leave the rows of the life in order", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const chance = lcg(seed);
      const inOrder = pairedStore(place.file(`order-${seed}.db`));
      const frames = livedBy(inOrder.device, chance);
      const life = frames.map(({ frame }) => ({ device: inOrder.state, frame }));
      takeInAll(guardianCipher, inOrder.store, life, START_MS);
      inOrder.store.close();

      const file = place.file(`wild-${seed}.db`);
      let { store, state } = pairedStore(file) as { store: ReturnType<typeof opened>; state: DeviceState };
      const deliveries = shuffled([...frames, ...frames.filter(() => chance() < 0.5)], chance);
      for (let at = 0; at < deliveries.length; ) {
        const size = 1 + Math.floor(chance() * 20);
        const arrived = deliveries.slice(at, at + size).map(({ frame }) => ({ device: state, frame }));
        const done = takeInAll(guardianCipher, store, arrived, START_MS);
        expect(Array.isArray(done) && done[0]?.durable.length).toBe(arrived.length);
        at += size;
        if (chance() < 0.1) {
          store.close();
          store = opened(file);
          const devices = new Map<string, DeviceState>();
          expect(loadDevices(store, devices).ok).toBe(true);
          state = devices.get(PAIR_ID) as DeviceState;
        }
      }
      expect(state.refusedFrames).toBe(0);
      store.close();
      expect(contents(file), `seed ${seed}`).toEqual(contents(place.file(`order-${seed}.db`)));
    }
  });

  test("P51 frames that were lost are counted as missing until they come", () => {
    const { store, state, device } = pairedStore(place.file("console.db"));
    const frames = Array.from({ length: 10 }, (_, i) => device.fix(START_S + i));
    const take = (...numbers: number[]) => {
      takeInAll(
        guardianCipher,
        store,
        numbers.map((n) => ({ device: state, frame: (frames[n] as ToyFrame).frame })),
        START_MS,
      );
      return missingOf(state.sequences);
    };
    expect(take(0, 9)).toBe(8);
    expect(take(1, 2, 3, 5)).toBe(4);
    expect(take(8, 7, 6, 4)).toBe(0);
    store.close();
  });

  test("P22 a batch of forged frames opens no transaction, acknowledges nothing and changes only the counter", () => {
    const { store, state, device } = pairedStore(place.file("console.db"));
    const before = JSON.stringify({ ...state, refusedFrames: 0 });
    const forged = new Uint8Array(device.fix(START_S).frame);
    forged[63] = (forged[63] as number) ^ 1;
    const done = takeInAll(
      guardianCipher,
      store,
      [forged, forged].map((frame) => ({ device: state, frame })),
      START_MS,
    );
    expect(done).toMatchObject([{ durable: [], newFixes: [] }]);
    expect(state.refusedFrames).toBe(2);
    expect(JSON.stringify({ ...state, refusedFrames: 0 })).toBe(before);
    store.close();
  });

  test("F42 a clone's frame is not acknowledged and does not count as heard", () => {
    const { store, state, device } = pairedStore(place.file("console.db"));
    const original = device.fix(START_S);
    device.number = 0;
    const clone = device.fix(START_S + 99);
    takeInAll(guardianCipher, store, [{ device: state, frame: original.frame }], START_MS);
    const done = takeInAll(guardianCipher, store, [{ device: state, frame: clone.frame }], START_MS + 500);
    expect(done).toMatchObject([{ durable: [], newFixes: [] }]);
    expect(state).toMatchObject({ refusedFrames: 1, hearing: { lastHeardMs: START_MS } });
    expect(store.clashes(PAIR_ID)).toBe(1);
    // The page and the list say so at once, and after every start.
    expect(state.clashes).toBe(1);
    const devices = new Map();
    loadDevices(store, devices);
    expect(devices.get(PAIR_ID)).toMatchObject({ clashes: 1 });
    store.close();
  });
});

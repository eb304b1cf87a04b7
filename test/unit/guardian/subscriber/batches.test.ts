import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { encode } from "../../../../device/protocol/codec.ts";
import { coverBody } from "../../../../device/protocol/cover.ts";
import { LONG_BODY, type Sealed, seal } from "../../../../device/protocol/envelope.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import type { Store } from "../../../../guardian/store/store.ts";
import type { DeviceState } from "../../../../guardian/subscriber/device-state.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { longBody } from "../../../oracle/batch-bytes.ts";
import { PAIR_ID, pairedStore, START_MS, START_S, scratch } from "../../../oracle/guardian-store.ts";
import type { ToyDevice, ToyFrame } from "../../../oracle/toy-device.ts";

describe("R-01 a long frame at the console", () => {
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

  const trail = () => store.trail(PAIR_ID, 0, 1000).map(({ fix }) => fix);

  function take(...frames: Uint8Array[]): { durable: number[]; fresh: number } {
    const arrived = frames.map((frame) => ({ device: state, frame }));
    const taken = takeInAll(guardianCipher, store, arrived, START_MS);
    if (!Array.isArray(taken)) throw new Error(taken.sentence);
    const durable = taken.flatMap((each) => each.durable.map(({ number }) => number));
    return { durable, fresh: taken.reduce((sum, each) => sum + each.newFixes.length, 0) };
  }

  /** Any body, sealed at the next place. */
  function sealed(body: Uint8Array): Sealed {
    const { epoch, number, epochKey, keys } = device;
    const made = seal(guardianCipher, { epoch, number, epochKey, headerKey: keys.header, direction: "telemetry" }, body);
    if (made === null) throw new Error("must seal");
    device.number += 1;
    return made;
  }

  function fixes(count: number): ToyFrame[] {
    return Array.from({ length: count }, (_, i) => device.fix(START_S + 5 * i));
  }

  const batchOf = (made: readonly ToyFrame[]): Sealed =>
    sealed(
      longBody(
        made.map(({ report }) => encode(report)),
        7,
      ),
    );

  test("makes the rows that its short frames would have made, and is acknowledged once", () => {
    const made = fixes(30);
    expect(take(batchOf(made))).toEqual({ durable: [30], fresh: 30 });
    expect(trail()).toEqual(made.map(({ report }) => report));
    expect(state.hearing.lastFix?.number).toBe(29);
    expect(store.hearing(PAIR_ID)).toMatchObject({ ok: true, value: { lastFix: { number: 29 } } });
  });

  test("and the short frames of the same fixes, in any order, are stored once", () => {
    const made = fixes(12);
    const batch = batchOf(made);
    const early = made.slice(0, 4).map(({ frame }) => frame);
    const late = made.slice(4).map(({ frame }) => frame);
    expect(take(...early)).toEqual({ durable: [0, 1, 2, 3], fresh: 4 });
    expect(take(batch)).toEqual({ durable: [12], fresh: 8 });
    expect(take(batch, ...late)).toMatchObject({ durable: { length: 9 }, fresh: 0 });
    expect(trail()).toEqual(made.map(({ report }) => report));
    expect(state.sequences).toEqual({ held: 12, low: 1, high: 12 });
    expect(store.clashes(PAIR_ID)).toBe(0);
    expect(state.refusedFrames).toBe(0);
  });

  test("that claims the place of another fix is a clash: nothing of it is stored, and it is not acknowledged", () => {
    const [first, ...others] = fixes(8) as [ToyFrame, ...ToyFrame[]];
    take(first.frame);
    const copy = [{ ...first, report: { ...first.report, timeS: START_S - 5 } as ToyFrame["report"] }, ...others];
    expect(take(batchOf(copy))).toEqual({ durable: [], fresh: 0 });
    expect(trail()).toEqual([first.report]);
    expect(store.clashes(PAIR_ID)).toBe(1);
    expect(state.refusedFrames).toBe(1);
  });

  test("of which not all is a batch, or with more fixes than numbers before it, is not acknowledged", () => {
    expect(take(sealed(new Uint8Array(LONG_BODY).fill(2)))).toEqual({ durable: [], fresh: 0 });
    expect(take(sealed(new Uint8Array(LONG_BODY)))).toEqual({ durable: [], fresh: 0 });
    const made = fixes(9);
    device.number = 8;
    expect(take(batchOf(made))).toEqual({ durable: [], fresh: 0 });
    expect(trail()).toEqual([]);
  });

  test("R-34 sealed before a deletion is let go of, and sealed by a device that was set back is refused", () => {
    const early = batchOf(fixes(6));
    const { frame } = device.status(START_S + 100, { silence: "deletion-asked" });
    take(frame);
    expect(take(early)).toEqual({ durable: [6], fresh: 0 });
    device.step();
    expect(take(batchOf(fixes(6)))).toEqual({ durable: [], fresh: 0 });
    expect(trail()).toEqual([]);
  });

  test("a cover is acknowledged, proves that the device is there, and leaves no report", () => {
    const { frame } = device.status(START_S, { silence: "no-fix" });
    take(frame);
    const cover = sealed(coverBody());
    const arrived = [{ device: state, frame: cover }];
    const taken = takeInAll(guardianCipher, store, arrived, START_MS + 60_000);
    expect(taken).toMatchObject([{ durable: [{ number: 1 }], newFixes: [] }]);
    expect(state.hearing).toMatchObject({ lastHeardMs: START_MS + 60_000, account: { silence: "no-fix", receivedMs: START_MS } });
    // Once more it proves nothing, because anyone who listens can send it again.
    takeInAll(guardianCipher, store, arrived, START_MS + 120_000);
    expect(state.hearing.lastHeardMs).toBe(START_MS + 60_000);
    expect(trail()).toEqual([]);
  });
});
